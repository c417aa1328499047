import { readPreferences } from "./preferences";
import type { Streams } from "./receiver";

/** Plays everybody's microphone, one audio element a seat, and says when the browser holds the sound back. */
export class Speakers {
  readonly #players = new Map<string, HTMLAudioElement>();
  readonly #onBlocked: (blocked: boolean) => void;

  constructor(onBlocked: (blocked: boolean) => void) {
    this.#onBlocked = onBlocked;
  }

  play(streams: Streams): void {
    const heard = new Set<string>();
    for (const [key, stream] of streams) {
      if (!key.endsWith("/microphone")) continue;
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
    for (const [key, player] of this.#players) this.#remove(key, player);
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
