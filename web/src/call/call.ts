import type { MediaEntry } from "@/contract/live";
import type { ShareMode } from "./encodings";
import type { LocalMedia } from "./local-media";
import { iceServersOf } from "./peer";
import { Publisher } from "./publisher";
import { Receiver, type Streams } from "./receiver";
import type { Capture } from "./screen-capture";
import { type OwnShare, Sharing } from "./sharing";
import type { DeviceSource, MediaSource, Signals, TrackRequest } from "./signals";
import { Speakers } from "./speakers";

export interface CallState {
  streams: Streams;
  /** The browser holds sound back until somebody presses something. */
  soundBlocked: boolean;
  /** Media broke more than once without standing in between. */
  troubled: boolean;
  /** The own device as the server knows it. */
  sending: Readonly<Record<DeviceSource, boolean>>;
  /** The own screen being shared. */
  share: OwnShare | null;
}

/** One seat's media: two peer connections, own devices on and off, everybody's sound. */
export class Call {
  #state: CallState = {
    streams: new Map(),
    soundBlocked: false,
    troubled: false,
    sending: { camera: false, microphone: false },
    share: null,
  };
  #closed = false;
  readonly #end = new AbortController();
  #breaks = 0;
  #arriving: Streams = new Map();
  #silenced: ReadonlySet<string> = new Set();
  #iceServers: RTCIceServer[] = [];
  #key: string;
  readonly #signals: Signals;
  readonly #local: LocalMedia;
  readonly #newKey: () => string;
  readonly #publisher: Publisher;
  readonly #receiver: Receiver;
  readonly #sharing: Sharing;
  readonly #speakers = new Speakers((soundBlocked) => this.#set({ soundBlocked }));
  readonly #onBroken: () => void;
  readonly #watchers = new Set<() => void>();
  readonly #wishes: Record<DeviceSource, number> = { camera: 0, microphone: 0 };
  readonly #turns: Record<DeviceSource, Promise<unknown>> = { camera: Promise.resolve(), microphone: Promise.resolve() };

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
    this.#sharing = new Sharing(signals, this.#publisher, (share) => this.#set({ share }));
    this.#receiver = new Receiver(signals, (streams) => this.#received(streams), this.#onBroken);
    local.onLost = (source) => void this.#off(source);
    const { signal } = this.#end;
    const networkChanged = () => {
      this.#publisher.networkChanged();
      this.#receiver.networkChanged();
    };
    addEventListener("online", networkChanged, { signal });
    // Not every browser tells of changes from one network to another.
    (navigator as { connection?: EventTarget }).connection?.addEventListener("change", networkChanged, { signal });
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
   * `known` is what the server takes the own sources for, `stopped` what a host has switched off meanwhile.
   */
  async enter(media: MediaEntry, known: ReadonlySet<MediaSource>, stopped: readonly MediaSource[]): Promise<void> {
    for (const source of stopped) this.stopped(source);
    this.#iceServers = iceServersOf(media.iceServers);
    const keep = media.kept && this.#healthy;
    if (media.kept && !keep) {
      this.#onBroken();
      return;
    }
    if (!keep) {
      this.#receiver.close();
      this.#publisher.close();
      this.#publisher.forgetDemands();
    }
    const receiving = this.#receiver.enter(this.#iceServers, media.offer);
    if (!keep && !(await this.#publish())) {
      this.#onBroken();
      return;
    }
    await receiving;
    for (const source of ["camera", "microphone"] as const) {
      if (this.#state.sending[source]) await this.#announce(source);
      else if (known.has(source)) await this.#signals.setDevice(source, false);
    }
    if (this.#state.share !== null) await this.#sharing.announce();
    else if (known.has("screen")) await this.#signals.stopShare();
  }

  want(tracks: TrackRequest[]): void {
    this.#receiver.want(tracks);
  }

  wantAgain(): void {
    this.#receiver.wantAgain();
  }

  /** Which layers of an own picture somebody wants. */
  demand(source: MediaSource, rids: readonly string[]): void {
    this.#publisher.demand(source, rids);
  }

  /**
   * Turns an own device on or off. Presses that follow each other faster than devices open are taken in order,
   * and only the latest wish counts. Answers the code of a refusal, or null; a refused device is released.
   * `keepDevice` stops sending without closing the device, for the pauses of push-to-talk.
   */
  turn(source: DeviceSource, on: boolean, keepDevice = false): Promise<string | null> {
    const wish = ++this.#wishes[source];
    if (!on && !keepDevice) this.#local.release(source);
    const work = this.#turns[source].then(() => {
      if (wish !== this.#wishes[source] || this.#closed) return null;
      return on ? this.#on(source) : this.#off(source).then(() => null);
    });
    this.#turns[source] = work.catch(() => null);
    return work;
  }

  /** Sends a captured screen. Answers the code of a refusal, or null. */
  async share(capture: Capture, mode: ShareMode): Promise<string | null> {
    if (!this.#closed) return this.#sharing.start(capture, mode);
    capture.picture.stop();
    capture.sound?.stop();
    return null;
  }

  setShareMode(mode: ShareMode): Promise<void> {
    return this.#sharing.setMode(mode);
  }

  stopSharing(): Promise<void> {
    return this.#sharing.stop();
  }

  /** A host has switched an own source off: let go of it. Only the person switches it on again. */
  stopped(source: MediaSource): void {
    if (source === "camera" || source === "microphone") {
      this.#wishes[source]++;
      this.#local.release(source);
      this.#sends(source, false);
      void this.#publisher.send(source, null);
    } else this.#sharing.release();
  }

  /** Takes up the newly chosen device where the source is on. */
  async switchDevice(source: DeviceSource): Promise<void> {
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
    this.#end.abort();
    this.#local.close();
    this.#sharing.release();
    this.#publisher.close();
    this.#receiver.close();
    this.#speakers.close();
  }

  get #healthy(): boolean {
    return this.#publisher.healthy && this.#receiver.healthy;
  }

  #publish(): Promise<boolean> {
    const sent = (source: DeviceSource) => (this.#state.sending[source] ? this.#local.track(source) : null);
    const { share } = this.#state;
    return this.#publisher
      .start(this.#iceServers, {
        camera: sent("camera"),
        microphone: sent("microphone"),
        screen: share?.picture ?? null,
        screenSound: share?.sound ?? null,
      })
      .catch(() => false);
  }

  async #on(source: DeviceSource): Promise<string | null> {
    const wish = this.#wishes[source];
    const track = this.#local.track(source) ?? (await this.#local.open(source));
    if (track === null || this.#closed || wish !== this.#wishes[source]) return null;
    await this.#publisher.send(source, track);
    return this.#announce(source);
  }

  async #announce(source: DeviceSource): Promise<string | null> {
    this.#sends(source, true);
    const reply = await this.#signals.setDevice(source, true);
    // Without a connection the wish stays; it is announced again on return.
    if (reply.error === null || reply.error.code === "live.offline") return null;
    await this.#publisher.send(source, null);
    this.#local.release(source);
    this.#sends(source, false);
    return reply.error.code;
  }

  async #off(source: DeviceSource): Promise<void> {
    if (!this.#state.sending[source]) return;
    this.#sends(source, false);
    await this.#publisher.send(source, null);
    await this.#signals.setDevice(source, false);
  }

  #sends(source: DeviceSource, on: boolean): void {
    this.#set({ sending: { ...this.#state.sending, [source]: on } });
  }

  /** Nothing of these seats is seen or heard here; nobody else learns of it. */
  silence(seats: ReadonlySet<string>): void {
    this.#silenced = seats;
    this.#received(this.#arriving);
  }

  #received(streams: Streams): void {
    this.#arriving = streams;
    const shown: Streams = new Map([...streams].filter(([key]) => !this.#silenced.has(key.slice(0, key.indexOf("/")))));
    if (!this.#closed) this.#speakers.play(shown);
    this.#set({ streams: shown });
  }

  #set(change: Partial<CallState>): void {
    this.#state = { ...this.#state, ...change };
    for (const watcher of [...this.#watchers]) watcher();
  }
}
