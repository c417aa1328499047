import type { ShareMode } from "./encodings";
import type { Publisher } from "./publisher";
import { type Capture, shape } from "./screen-capture";
import type { Signals } from "./signals";

export interface OwnShare {
  mode: ShareMode;
  picture: MediaStreamTrack;
  sound: MediaStreamTrack | null;
}

/** The own shared screen: captured, sent, announced, and ended as one. */
export class Sharing {
  #share: OwnShare | null = null;
  readonly #signals: Signals;
  readonly #publisher: Publisher;
  readonly #onChanged: (share: OwnShare | null) => void;

  constructor(signals: Signals, publisher: Publisher, onChanged: (share: OwnShare | null) => void) {
    this.#signals = signals;
    this.#publisher = publisher;
    this.#onChanged = onChanged;
  }

  get now(): OwnShare | null {
    return this.#share;
  }

  /** Answers the code of a refusal, or null. A refused capture ends at once. */
  async start(capture: Capture, mode: ShareMode): Promise<string | null> {
    if (this.#share !== null) this.release();
    const { picture } = capture;
    // Also what the browser's own button does.
    picture.addEventListener("ended", () => void (this.#share?.picture === picture && this.stop()));
    this.#set({ ...capture, mode });
    await this.#publisher.shapeShare(mode);
    await this.#send(capture.picture, capture.sound);
    return this.announce();
  }

  /** Says it (again) to the server. Without a connection the wish stays, and is said on return. */
  async announce(): Promise<string | null> {
    const share = this.#share;
    if (share === null) return null;
    const reply = await this.#signals.startShare(share.sound !== null);
    if (reply.error === null || reply.error.code === "live.offline") return null;
    if (this.#share === share) this.release();
    return reply.error.code;
  }

  async setMode(mode: ShareMode): Promise<void> {
    if (this.#share === null) return;
    shape(this.#share.picture, mode);
    this.#set({ ...this.#share, mode });
    await this.#publisher.shapeShare(mode);
  }

  async stop(): Promise<void> {
    if (this.#share === null) return;
    this.release();
    await this.#signals.stopShare();
  }

  /** Ends capture and sending; what the server knows is another matter. */
  release(): void {
    if (this.#share === null) return;
    this.#share.picture.stop();
    this.#share.sound?.stop();
    this.#set(null);
    void this.#send(null, null).catch(() => {});
  }

  async #send(picture: MediaStreamTrack | null, sound: MediaStreamTrack | null): Promise<void> {
    await Promise.all([this.#publisher.send("screen", picture), this.#publisher.send("screenSound", sound)]);
  }

  #set(share: OwnShare | null): void {
    this.#share = share;
    this.#onChanged(share);
  }
}
