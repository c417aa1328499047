import type { FollowedChats as Followed, ReadView } from "@/contract/live";
import type { Live } from "@/live/live";

/** How much is unread in each of this user's groups, kept current while the tab is open. */
export class FollowedChats {
  #reads: ReadonlyMap<string, ReadView> = new Map();
  #closed = false;
  #asking = false;
  /** Something happened while the counts were asked for: the answer may or may not know it. */
  #again = false;
  readonly #live: Live;
  readonly #myUserId: string;
  readonly #isBlocked: (userId: string) => boolean;
  readonly #watchers = new Set<() => void>();
  readonly #unsubscribe: (() => void)[];

  constructor(live: Live, myUserId: string, isBlocked: (userId: string) => boolean) {
    this.#live = live;
    this.#myUserId = myUserId;
    this.#isBlocked = isBlocked;
    this.#unsubscribe = [
      live.onOnline(() => void this.follow()),
      live.on("groups.mine", () => void this.follow()),
      live.on("blocks.changed", () => void this.follow()),
      live.on("chat.read", ({ roomId, read }) => this.#become(roomId, read)),
      live.on("chat.news", ({ roomId, sequence, authorId, removed }) => {
        if (removed) void this.follow();
        else this.#heard(roomId, sequence, authorId);
      }),
    ];
    if (live.status === "online") void this.follow();
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** By the room's id, which is the group's. */
  readonly now = (): ReadonlyMap<string, ReadView> => this.#reads;

  async follow(): Promise<void> {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again && !this.#closed) {
      this.#again = false;
      const reply = await this.#live.call("chat.follow", {});
      if (reply.error === null && !this.#closed) this.#take(reply.value);
    }
    this.#asking = false;
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#unsubscribe) stop();
    this.#watchers.clear();
  }

  #take({ items }: Followed): void {
    this.#tell(new Map(items.map(({ roomId, read }) => [roomId, read])));
  }

  #heard(roomId: string, sequence: number, authorId: string): void {
    if (this.#asking) this.#again = true;
    const known = this.#reads.get(roomId);
    if (known === undefined || authorId === this.#myUserId || this.#isBlocked(authorId) || sequence <= known.readTo) return;
    this.#become(roomId, { ...known, unread: Math.min(100, known.unread + 1) });
  }

  #become(roomId: string, read: ReadView): void {
    if (this.#reads.has(roomId)) this.#tell(new Map(this.#reads).set(roomId, read));
  }

  #tell(reads: ReadonlyMap<string, ReadView>): void {
    this.#reads = reads;
    for (const watcher of [...this.#watchers]) watcher();
  }
}
