import type { LiveCalls, Reacted, Reaction } from "@/contract/live";
import type { Live } from "@/live/live";

export const signs: Readonly<Record<Reaction, string>> = {
  thumbs_up: "👍",
  clap: "👏",
  heart: "❤️",
  laugh: "😂",
  surprise: "😮",
  party: "🎉",
  strength: "💪",
  coffee: "☕",
};

export const reactions = Object.keys(signs) as Reaction[];

export interface ShownReaction {
  id: number;
  seatId: string;
  reaction: Reaction;
}

/** One a seat: whoever reacts again shows the newest, in its full time. */
export function withReaction(shown: readonly ShownReaction[], next: ShownReaction): readonly ShownReaction[] {
  return [...shown.filter(({ seatId }) => seatId !== next.seatId), next];
}

const shownMs = 5000;

/** Raised hands and reactions: what this person says with them, each answered by the code of a refusal or null, and everybody's reactions of this moment. */
export class Gestures {
  #shown: readonly ShownReaction[] = [];
  #nextId = 1;
  readonly #live: Live;
  readonly #roomId: string;
  readonly #watchers = new Set<() => void>();
  readonly #unsubscribe: () => void;

  constructor(live: Live, roomId: string) {
    this.#live = live;
    this.#roomId = roomId;
    this.#unsubscribe = live.on("meeting.reacted", (reacted) => reacted.roomId === roomId && this.#show(reacted));
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly now = (): readonly ShownReaction[] => this.#shown;

  /** Raises or lowers the own hand. */
  setHand(raised: boolean): Promise<string | null> {
    return this.#ask("meeting.set_hand", { roomId: this.#roomId, raised });
  }

  /** As a host: the next has the floor. */
  callHand(seatId: string): Promise<string | null> {
    return this.#ask("meeting.call_hand", { roomId: this.#roomId, seatId });
  }

  /** As a host. */
  lowerHand(seatId: string): Promise<string | null> {
    return this.#ask("meeting.lower_hand", { roomId: this.#roomId, seatId });
  }

  react(reaction: Reaction): Promise<string | null> {
    return this.#ask("meeting.react", { roomId: this.#roomId, reaction });
  }

  close(): void {
    this.#unsubscribe();
    this.#watchers.clear();
  }

  async #ask<K extends keyof LiveCalls>(name: K, body: LiveCalls[K]["request"]): Promise<string | null> {
    return (await this.#live.call(name, body)).error?.code ?? null;
  }

  #show({ seatId, reaction }: Reacted): void {
    const id = this.#nextId++;
    this.#set(withReaction(this.#shown, { id, seatId, reaction }));
    setTimeout(() => this.#set(this.#shown.filter((shown) => shown.id !== id)), shownMs);
  }

  #set(shown: readonly ShownReaction[]): void {
    if (shown.length === this.#shown.length && shown.every((one, at) => one === this.#shown[at])) return;
    this.#shown = shown;
    for (const watcher of [...this.#watchers]) watcher();
  }
}
