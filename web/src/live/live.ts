import type { LiveCalls, LiveEvents, Reply } from "@/contract/live";
import { deviceKey, deviceLabel } from "./device";
import { LiveSocket } from "./socket";
import { startTicker } from "./ticker";

/** closed: nobody asked for it, or the server ended it for good (see `closedWith`). */
export type LiveStatus = "closed" | "connecting" | "online" | "lost";

const silenceMs = 15_000;
const beatMs = 10_000;
/** A socket that neither opens nor fails must not stop the next attempt. */
const attemptMs = 8_000;
/** After these the server does not want this connection back. */
const final = new Set(["auth.session_ended", "live.superseded"]);

/** The one live connection of this tab: hello, signs of life, calls, events, and coming back without end. Knows frames, not features. */
export class Live {
  #socket: LiveSocket | null = null;
  #status: LiveStatus = "closed";
  #closedWith: string | null = null;
  #wanted = false;
  #attempt = 0;
  #ticksUntilRetry = 0;
  #lastHeard = 0;
  #lastBeat = 0;
  #serverAhead = 0;
  #stopTicker: (() => void) | null = null;
  readonly #hearers = new Map<string, Set<(body: never) => void>>();
  readonly #watchers = new Set<() => void>();
  readonly #onlineHearers = new Set<() => void>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** The code with which the server ended this connection for good, if it did. */
  get closedWith(): string | null {
    return this.#closedWith;
  }

  /** Milliseconds since 1970 by the server's clock, as it was told at the last greeting: this device's own may be days off. */
  serverNow(): number {
    return Date.now() + this.#serverAhead;
  }

  /** Tells when `status` changes. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly statusNow = (): LiveStatus => this.#status;

  /** Called each time the connection stands and hello was answered: the moment to subscribe and enter again. */
  onOnline(hear: () => void): () => void {
    this.#onlineHearers.add(hear);
    return () => this.#onlineHearers.delete(hear);
  }

  on<K extends keyof LiveEvents>(type: K, hear: (body: LiveEvents[K]) => void): () => void {
    const hearers = this.#hearers.get(type) ?? new Set();
    this.#hearers.set(type, hearers.add(hear as (body: never) => void));
    return () => hearers.delete(hear as (body: never) => void);
  }

  /** Opens the connection and keeps it open. Repeating it is harmless. */
  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#closedWith = null;
    this.#stopTicker = startTicker(() => this.#tick());
    addEventListener("online", this.#retryNow);
    void this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#attempt++;
    this.#stopTicker?.();
    this.#stopTicker = null;
    removeEventListener("online", this.#retryNow);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#become("closed");
  }

  /** Asks the server. Without a connection the answer is the refusal `live.offline`; nothing is queued here. */
  async call<K extends keyof LiveCalls>(name: K, body: LiveCalls[K]["request"]): Promise<Reply<LiveCalls[K]["reply"]>> {
    if (this.#status !== "online" || this.#socket === null) return offline();
    return this.#invoke(this.#socket, name, body);
  }

  /** Milliseconds to the server and back, the best of three; null without a connection. */
  async roundTrip(): Promise<number | null> {
    let best: number | null = null;
    for (let round = 0; round < 3; round++) {
      const from = performance.now();
      if ((await this.call("live.beat", {})).error !== null) break;
      best = Math.min(best ?? Number.POSITIVE_INFINITY, performance.now() - from);
    }
    return best;
  }

  async #invoke<K extends keyof LiveCalls>(
    socket: LiveSocket,
    name: K,
    body: LiveCalls[K]["request"],
  ): Promise<Reply<LiveCalls[K]["reply"]>> {
    const answer = await socket.call(name, body);
    if (answer === null) return offline();
    this.#lastHeard = performance.now();
    return answer as Reply<LiveCalls[K]["reply"]>;
  }

  async #connect(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#become(this.#status === "online" || this.#status === "lost" ? "lost" : "connecting");
    const socket: LiveSocket = new LiveSocket(
      this.#url,
      (type, body) => this.#heard(socket, type, body as never),
      () => this.#dropped(socket),
    );
    this.#socket = socket;

    const giveUp = setTimeout(() => this.#dropped(socket), attemptMs);
    try {
      await socket.opened();
      const hello = await this.#invoke(socket, "live.hello", { device: await deviceKey(), label: deviceLabel() });
      if (attempt !== this.#attempt || this.#socket !== socket) return;
      if (hello.error !== null) {
        if (final.has(hello.error.code)) this.#closedWith = hello.error.code;
        this.#dropped(socket);
        return;
      }
      this.#lastHeard = this.#lastBeat = performance.now();
      this.#serverAhead = Date.parse(hello.value.serverTime) - Date.now();
      this.#become("online");
      for (const hear of [...this.#onlineHearers]) hear();
    } finally {
      clearTimeout(giveUp);
    }
  }

  #heard(socket: LiveSocket, type: string, body: never): void {
    if (this.#socket !== socket) return;
    this.#lastHeard = performance.now();
    if (type === "live.closing") {
      const { code } = body as LiveEvents["live.closing"];
      if (final.has(code)) this.#closedWith = code;
    }
    for (const hear of [...(this.#hearers.get(type) ?? [])]) hear(body);
  }

  /** The first attempt after a loss is at once, later ones a second or two apart, without end. */
  #dropped(socket: LiveSocket): void {
    if (this.#socket !== socket) return;
    const wasOnline = this.#status === "online";
    this.#socket = null;
    this.#attempt++;
    socket.close();
    if (!this.#wanted) return;
    if (this.#closedWith !== null) {
      this.stop();
      return;
    }
    this.#become("lost");
    if (wasOnline) void this.#connect();
    else this.#ticksUntilRetry = this.#attempt % 2 === 0 ? 2 : 1;
  }

  readonly #retryNow = (): void => {
    if (this.#wanted && this.#socket === null) void this.#connect();
  };

  #tick(): void {
    const now = performance.now();
    if (this.#socket === null) {
      if (this.#wanted && --this.#ticksUntilRetry <= 0) void this.#connect();
    } else if (this.#status === "online") {
      if (now - this.#lastHeard > silenceMs) this.#dropped(this.#socket);
      else if (now - this.#lastBeat >= beatMs - 500) {
        this.#lastBeat = now;
        void this.#invoke(this.#socket, "live.beat", {});
      }
    }
  }

  #become(status: LiveStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

function offline<T>(): Reply<T> {
  return refused("live.offline", "No connection.");
}

function refused<T>(code: string, message: string): Reply<T> {
  return { value: null, error: { kind: "Unavailable", code, message } };
}
