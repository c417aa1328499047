import { DeviceError, type DeviceProblem, openDevice } from "./devices";
import { readPreferences } from "./preferences";
import type { DeviceSource } from "./signals";

export interface LocalSource {
  track: MediaStreamTrack | null;
  /** The browser may be asking the person. */
  opening: boolean;
  problem: DeviceProblem | null;
}

export type LocalState = Readonly<Record<DeviceSource, LocalSource>>;

const off: LocalSource = { track: null, opening: false, problem: null };

/** Own camera and microphone: at most one open track each, released as soon as it is off. */
export class LocalMedia {
  #state: LocalState = { camera: off, microphone: off };
  #closed = false;
  readonly #turns: Record<DeviceSource, number> = { camera: 0, microphone: 0 };
  readonly #watchers = new Set<() => void>();
  /** A device that went away by itself: unplugged, or taken by the system. */
  onLost: ((source: DeviceSource) => void) | null = null;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly now = (): LocalState => this.#state;

  track(source: DeviceSource): MediaStreamTrack | null {
    return this.#state[source].track;
  }

  /** Opens the preferred device; answers null, with the problem in the state, where that fails or was overtaken. */
  async open(source: DeviceSource): Promise<MediaStreamTrack | null> {
    const turn = ++this.#turns[source];
    this.#set(source, { opening: true, problem: null });
    const preferences = readPreferences();
    try {
      const track = await openDevice(source, source === "camera" ? preferences.cameraId : preferences.microphoneId);
      if (turn !== this.#turns[source] || this.#closed) {
        track.stop();
        return null;
      }
      this.#state[source].track?.stop();
      track.addEventListener("ended", () => this.#lost(source, track));
      this.#set(source, { track, opening: false, problem: null });
      return track;
    } catch (error) {
      if (turn === this.#turns[source]) {
        this.#set(source, { opening: false, problem: error instanceof DeviceError ? error.problem : "failed" });
      }
      return null;
    }
  }

  release(source: DeviceSource): void {
    this.#turns[source]++;
    this.#state[source].track?.stop();
    this.#set(source, { track: null, opening: false, problem: null });
  }

  /** Releases everything at once, and whatever is still being opened as soon as it comes. */
  close(): void {
    this.#closed = true;
    this.release("camera");
    this.release("microphone");
  }

  #lost(source: DeviceSource, track: MediaStreamTrack): void {
    if (this.#state[source].track !== track) return;
    this.#set(source, { track: null, opening: false, problem: "unplugged" });
    this.onLost?.(source);
  }

  #set(source: DeviceSource, change: Partial<LocalSource>): void {
    this.#state = { ...this.#state, [source]: { ...this.#state[source], ...change } };
    for (const watcher of [...this.#watchers]) watcher();
  }
}
