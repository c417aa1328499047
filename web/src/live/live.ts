import { HttpTransportType, type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import type { LiveCalls, LiveEvents, Reply } from "@/contract/live";
import { deviceKey, deviceLabel } from "./device";
import { startTicker } from "./ticker";

/** closed: nobody asked for it, or the server ended it for good (see `closedWith`). */
export type LiveStatus = "closed" | "connecting" | "online" | "lost";

const silenceMs = 15_000;
const beatMs = 10_000;
/** A hub that neither opens nor fails must not stop the next attempt. */
const attemptMs = 8_000;
/** After these the server does not want this connection back. */
const final = new Set(["auth.session_ended", "live.superseded"]);

/** The one live connection of this tab: hello, signs of life, calls, events, and coming back without end. Knows frames, not features. */
export class Live {
  #hub: HubConnection | null = null;
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
    const hub = this.#hub;
    this.#hub = null;
    void hub?.stop().catch(() => {});
    this.#become("closed");
  }

  /** Asks the server. Without a connection the answer is the refusal `live.offline`; nothing is queued here. */
  async call<K extends keyof LiveCalls>(name: K, body: LiveCalls[K]["request"]): Promise<Reply<LiveCalls[K]["reply"]>> {
    if (this.#status !== "online" || this.#hub === null) return offline();
    return this.#invoke(this.#hub, name, body);
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
    hub: HubConnection,
    name: K,
    body: LiveCalls[K]["request"],
  ): Promise<Reply<LiveCalls[K]["reply"]>> {
    try {
      const reply = await hub.invoke<Reply<LiveCalls[K]["reply"]>>("Call", name, body);
      this.#lastHeard = performance.now();
      return reply;
    } catch {
      // Either the connection went, or the server failed at this one command.
      return hub.state === HubConnectionState.Connected ? refused("live.fault", "The server failed.") : offline();
    }
  }

  async #connect(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#become(this.#status === "online" || this.#status === "lost" ? "lost" : "connecting");
    const hub = new HubConnectionBuilder()
      .withUrl(this.#url, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
      .configureLogging(LogLevel.None)
      .build();
    hub.serverTimeoutInMilliseconds = silenceMs * 2;
    hub.keepAliveIntervalInMilliseconds = beatMs;
    hub.on("event", (type: string, body: never) => this.#heard(hub, type, body));
    hub.onclose(() => this.#dropped(hub));
    this.#hub = hub;

    const giveUp = setTimeout(() => this.#dropped(hub), attemptMs);
    try {
      await hub.start();
      const hello = await this.#invoke(hub, "live.hello", { device: await deviceKey(), label: deviceLabel() });
      if (attempt !== this.#attempt || this.#hub !== hub) return;
      if (hello.error !== null) {
        if (final.has(hello.error.code)) this.#closedWith = hello.error.code;
        this.#dropped(hub);
        return;
      }
      this.#lastHeard = this.#lastBeat = performance.now();
      this.#serverAhead = Date.parse(hello.value.serverTime) - Date.now();
      this.#become("online");
      for (const hear of [...this.#onlineHearers]) hear();
    } catch {
      this.#dropped(hub);
    } finally {
      clearTimeout(giveUp);
    }
  }

  #heard(hub: HubConnection, type: string, body: never): void {
    if (this.#hub !== hub) return;
    this.#lastHeard = performance.now();
    if (type === "live.closing") {
      const { code } = body as LiveEvents["live.closing"];
      if (final.has(code)) this.#closedWith = code;
    }
    for (const hear of [...(this.#hearers.get(type) ?? [])]) hear(body);
  }

  /** The first attempt after a loss is at once, later ones a second or two apart, without end. */
  #dropped(hub: HubConnection): void {
    if (this.#hub !== hub) return;
    const wasOnline = this.#status === "online";
    this.#hub = null;
    this.#attempt++;
    void hub.stop().catch(() => {});
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
    if (this.#wanted && this.#hub === null) void this.#connect();
  };

  #tick(): void {
    const now = performance.now();
    if (this.#hub === null) {
      if (this.#wanted && --this.#ticksUntilRetry <= 0) void this.#connect();
    } else if (this.#status === "online") {
      if (now - this.#lastHeard > silenceMs) this.#dropped(this.#hub);
      else if (now - this.#lastBeat >= beatMs - 500) {
        this.#lastBeat = now;
        void this.#invoke(this.#hub, "live.beat", {});
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
