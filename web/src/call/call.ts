import type { MediaEntry } from "@/contract/live";
import type { LocalMedia } from "./local-media";
import { Publisher } from "./publisher";
import { Receiver, type Streams } from "./receiver";
import type { MediaSource, Signals, TrackRequest } from "./signals";
import { Speakers } from "./speakers";

export interface CallState {
  streams: Streams;
  /** The browser holds sound back until somebody presses something. */
  soundBlocked: boolean;
  /** Media broke more than once without standing in between. */
  troubled: boolean;
  /** The own source as the server knows it. */
  sending: Readonly<Record<MediaSource, boolean>>;
}

/** One seat's media: two peer connections, own devices on and off, everybody's sound. */
export class Call {
  #state: CallState = { streams: new Map(), soundBlocked: false, troubled: false, sending: { camera: false, microphone: false } };
  #closed = false;
  #breaks = 0;
  #iceServers: RTCIceServer[] = [];
  #key: string;
  readonly #signals: Signals;
  readonly #local: LocalMedia;
  readonly #newKey: () => string;
  readonly #publisher: Publisher;
  readonly #receiver: Receiver;
  readonly #speakers = new Speakers((soundBlocked) => this.#set({ soundBlocked }));
  readonly #onBroken: () => void;
  readonly #watchers = new Set<() => void>();
  readonly #wishes: Record<MediaSource, number> = { camera: 0, microphone: 0 };
  readonly #turns: Record<MediaSource, Promise<unknown>> = { camera: Promise.resolve(), microphone: Promise.resolve() };

  /** `onBroken`: media was lost while the room was not; enter again to start it anew. */
  constructor(signals: Signals, local: LocalMedia, newKey: () => string, onBroken: () => void) {
    this.#signals = signals;
    this.#newKey = newKey;
    this.#key = newKey();
    this.#local = local;
    this.#onBroken = () => {
      if (this.#closed) return;
      if (++this.#breaks > 1) this.#set({ troubled: true });
      onBroken();
    };
    const standing = () => {
      this.#breaks = 0;
      this.#set({ troubled: false });
    };
    this.#publisher = new Publisher(signals, standing, this.#onBroken);
    this.#receiver = new Receiver(signals, (streams) => this.#received(streams), this.#onBroken);
    local.onLost = (source) => void this.#off(source);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly now = (): CallState => this.#state;

  /** Names this run of connections to the server, which keeps its side for as long as the name stays the same. */
  entryKey(): string {
    if (!this.#healthy) this.#key = this.#newKey();
    return this.#key;
  }

  /**
   * After the seat was granted, and again after each return to it. Connections that both sides still have are kept.
   * `known` is what the server takes the own devices for.
   */
  async enter(media: MediaEntry, known: Readonly<Record<MediaSource, boolean>>): Promise<void> {
    this.#iceServers = media.iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username ? { username } : {}),
      ...(credential ? { credential } : {}),
    }));
    const keep = media.kept && this.#healthy;
    if (media.kept && !keep) {
      this.#onBroken();
      return;
    }
    if (!keep) {
      this.#receiver.close();
      this.#publisher.close();
    }
    const receiving = this.#receiver.enter(this.#iceServers, media.offer);
    if (!keep && !(await this.#publish())) {
      this.#onBroken();
      return;
    }
    await receiving;
    for (const source of ["camera", "microphone"] as const) {
      if (this.#state.sending[source]) await this.#announce(source);
      else if (known[source]) await this.#signals.setDevice(source, false);
    }
  }

  want(tracks: TrackRequest[]): void {
    this.#receiver.want(tracks);
  }

  wantAgain(): void {
    this.#receiver.wantAgain();
  }

  level(seatId: string): number {
    return this.#receiver.level(seatId);
  }

  /**
   * Turns an own source on or off. Presses that follow each other faster than devices open are taken in order,
   * and only the latest wish counts. Answers the code of a refusal, or null; a refused device is released.
   * `keepDevice` stops sending without closing the device, for the pauses of push-to-talk.
   */
  turn(source: MediaSource, on: boolean, keepDevice = false): Promise<string | null> {
    const wish = ++this.#wishes[source];
    if (!on && !keepDevice) this.#local.release(source);
    const work = this.#turns[source].then(() => {
      if (wish !== this.#wishes[source] || this.#closed) return null;
      return on ? this.#on(source) : this.#off(source).then(() => null);
    });
    this.#turns[source] = work.catch(() => null);
    return work;
  }

  /** Takes up the newly chosen device where the source is on. */
  async switchDevice(source: MediaSource): Promise<void> {
    if (this.#local.track(source) === null) return;
    const track = await this.#local.open(source);
    if (track !== null && this.#state.sending[source]) await this.#publisher.send(source, track);
  }

  chooseSpeaker(speakerId: string | null): Promise<void> {
    return this.#speakers.use(speakerId);
  }

  turnSoundOn(): Promise<void> {
    return this.#speakers.turnOn();
  }

  close(): void {
    this.#closed = true;
    this.#local.close();
    this.#publisher.close();
    this.#receiver.close();
    this.#speakers.close();
  }

  get #healthy(): boolean {
    return this.#publisher.healthy && this.#receiver.healthy;
  }

  #publish(): Promise<boolean> {
    const sent = (source: MediaSource) => (this.#state.sending[source] ? this.#local.track(source) : null);
    return this.#publisher.start(this.#iceServers, { camera: sent("camera"), microphone: sent("microphone") }).catch(() => false);
  }

  async #on(source: MediaSource): Promise<string | null> {
    const wish = this.#wishes[source];
    const track = this.#local.track(source) ?? (await this.#local.open(source));
    if (track === null || this.#closed || wish !== this.#wishes[source]) return null;
    await this.#publisher.send(source, track);
    return this.#announce(source);
  }

  async #announce(source: MediaSource): Promise<string | null> {
    this.#sends(source, true);
    const reply = await this.#signals.setDevice(source, true);
    // Without a connection the wish stays; it is announced again on return.
    if (reply.error === null || reply.error.code === "live.offline") return null;
    await this.#publisher.send(source, null);
    this.#local.release(source);
    this.#sends(source, false);
    return reply.error.code;
  }

  async #off(source: MediaSource): Promise<void> {
    if (!this.#state.sending[source]) return;
    this.#sends(source, false);
    await this.#publisher.send(source, null);
    await this.#signals.setDevice(source, false);
  }

  #sends(source: MediaSource, on: boolean): void {
    this.#set({ sending: { ...this.#state.sending, [source]: on } });
  }

  #received(streams: Streams): void {
    if (!this.#closed) this.#speakers.play(streams);
    this.#set({ streams });
  }

  #set(change: Partial<CallState>): void {
    this.#state = { ...this.#state, ...change };
    for (const watcher of [...this.#watchers]) watcher();
  }
}
