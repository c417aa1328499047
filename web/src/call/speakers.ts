import { listDevices, onDevicesChanged } from "./devices";
import { readPreferences } from "./preferences";
import type { Streams } from "./receiver";

/** Plays everybody's microphone and the sound of shared screens, one audio element each, and says when the browser holds the sound back. */
export class Speakers {
  readonly #players = new Map<string, HTMLAudioElement>();
  readonly #onBlocked: (blocked: boolean) => void;
  readonly #unsubscribe = onDevicesChanged(() => void this.#devicesChanged());

  constructor(onBlocked: (blocked: boolean) => void) {
    this.#onBlocked = onBlocked;
  }

  play(streams: Streams): void {
    const heard = new Set<string>();
    for (const [key, stream] of streams) {
      if (!/\/(microphone|screenSound)$/.test(key)) continue;
      heard.add(key);
      const player = this.#players.get(key) ?? this.#add(key);
      if (player.srcObject !== stream) {
        player.srcObject = stream;
        void this.#start(player);
      }
    }
    for (const [key, player] of this.#players) if (!heard.has(key)) this.#remove(key, player);
  }

  /** To be called from a press: only then may a page that was held back make sound. */
  async turnOn(): Promise<void> {
    this.#onBlocked(false);
    await Promise.all([...this.#players.values()].map((player) => this.#start(player)));
  }

  async use(speakerId: string | null): Promise<void> {
    await Promise.all([...this.#players.values()].map((player) => choose(player, speakerId)));
  }

  close(): void {
    this.#unsubscribe();
    for (const [key, player] of this.#players) this.#remove(key, player);
  }

  /** A chosen speaker that was unplugged must not swallow the sound; plugged in again, it is the chosen one. */
  async #devicesChanged(): Promise<void> {
    const { speakerId } = readPreferences();
    if (speakerId === null) return;
    const { speakers } = await listDevices();
    await this.use(speakers.some(({ deviceId }) => deviceId === speakerId) ? speakerId : null);
  }

  #add(key: string): HTMLAudioElement {
    const player = new Audio();
    player.autoplay = true;
    void choose(player, readPreferences().speakerId);
    this.#players.set(key, player);
    return player;
  }

  #remove(key: string, player: HTMLAudioElement): void {
    player.pause();
    player.srcObject = null;
    this.#players.delete(key);
  }

  async #start(player: HTMLAudioElement): Promise<void> {
    try {
      await player.play();
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#onBlocked(true);
    }
  }
}

async function choose(player: HTMLAudioElement, speakerId: string | null): Promise<void> {
  if ("setSinkId" in player) await player.setSinkId(speakerId ?? "").catch(() => {});
}
