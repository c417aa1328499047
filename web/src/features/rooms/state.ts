import type { CameraRule, Channel, RoomView } from "@/contract/http";

export const channels = ["elementary", "middle", "high", "university", "job-seekers"] as const satisfies readonly Channel[];

export const cameraRules = ["off", "remind", "free-seat"] as const satisfies readonly CameraRule[];

/** What the list is narrowed to; it stands in the address. */
export interface RoomFilter {
  channel?: Channel | undefined;
  q?: string | undefined;
  hasSpace?: boolean | undefined;
  noPassword?: boolean | undefined;
}

/** Reads a filter from an address; anything else in it is ignored. */
export function readFilter(search: Record<string, unknown>): RoomFilter {
  const channel = channels.find((known) => known === search.channel);
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q).slice(0, 60) : "";
  return {
    ...(channel ? { channel } : {}),
    ...(q ? { q } : {}),
    ...(search.hasSpace === true ? { hasSpace: true } : {}),
    ...(search.noPassword === true ? { noPassword: true } : {}),
  };
}

export interface LoadedPage {
  items: RoomView[];
  /** when it was asked for: what was heard later is newer */
  askedAt: number;
}

export interface HeardRoom {
  room: RoomView;
  heardAt: number;
}

export type Heard = ReadonlyMap<string, HeardRoom>;

export interface RoomList {
  rooms: RoomView[];
  /** Opened since the list was loaded, and waiting behind the button. */
  fresh: RoomView[];
}

/**
 * The list as it is now: loaded pages, with later news over them, each room once.
 * `revealed` are new rooms the reader asked to see; they stand first, newest first.
 */
export function roomList(pages: LoadedPage[], heard: Heard, revealed: ReadonlySet<string>, filter: RoomFilter): RoomList {
  const rooms = new Map<string, RoomView>();
  for (const page of pages) {
    for (const loaded of page.items) {
      const news = heard.get(loaded.id);
      rooms.set(loaded.id, news !== undefined && news.heardAt >= page.askedAt ? news.room : loaded);
    }
  }
  const unseen = [...heard.values()]
    .map(({ room }) => room)
    .filter((room) => !rooms.has(room.id) && matches(room, filter))
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  const oldest = [...rooms.values()].at(-1)?.createdAt ?? "";
  return {
    rooms: [...unseen.filter((room) => revealed.has(room.id)), ...rooms.values()],
    // A room older than what is loaded comes with a later page; it is not new.
    fresh: unseen.filter((room) => !revealed.has(room.id) && !room.closed && (rooms.size === 0 || room.createdAt >= oldest)),
  };
}

export function matches(room: RoomView, filter: RoomFilter): boolean {
  return (
    (filter.channel === undefined || room.channel === filter.channel) &&
    (!filter.q || room.title.toLowerCase().includes(filter.q.toLowerCase())) &&
    (!filter.hasSpace || room.taken < room.capacity) &&
    (!filter.noPassword || !room.hasPassword)
  );
}

/** Why entry would fail, as far as the list can know. */
export function entryObstacle(
  room: Pick<RoomView, "closed" | "locked" | "taken" | "capacity">,
): "room.closed" | "room.locked" | "room.full" | null {
  if (room.closed) return "room.closed";
  if (room.locked) return "room.locked";
  return room.taken >= room.capacity ? "room.full" : null;
}
