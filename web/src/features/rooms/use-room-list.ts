import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { Live } from "@/live/live";
import { roomsQuery } from "./api";
import { type HeardRoom, type RoomFilter, roomList } from "./state";

const fadeMs = 700;

/** The list of open rooms, kept current by what the server tells while the page is open. */
export function useRoomList(live: Live, filter: RoomFilter) {
  const client = useQueryClient();
  const query = useInfiniteQuery({ ...roomsQuery(filter), placeholderData: keepPreviousData });
  const [heard, setHeard] = useState<ReadonlyMap<string, HeardRoom>>(new Map());
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const key = JSON.stringify(filter);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list, with its own new rooms.
  useEffect(() => setRevealed(new Set()), [key]);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const watch = async () => {
      const reply = await live.call("rooms.watch", {});
      // What happened before we were told of changes is learnt by asking again.
      if (reply.error === null) void client.invalidateQueries({ queryKey: ["rooms", "list"] });
    };
    const unsubscribe = [
      live.onOnline(() => void watch()),
      live.on("rooms.changed", ({ room }) => {
        setHeard((before) => new Map(before).set(room.id, { room, heardAt: performance.now() }));
        if (!room.closed) return;
        const timer = setTimeout(() => setGone((before) => new Set(before).add(room.id)), fadeMs);
        timers.add(timer);
      }),
    ];
    live.start();
    if (live.status === "online") void watch();
    return () => {
      for (const stop of unsubscribe) stop();
      for (const timer of timers) clearTimeout(timer);
      void live.call("rooms.unwatch", {});
    };
  }, [live, client]);

  const list = useMemo(() => roomList(query.data?.pages ?? [], heard, revealed, filter), [query.data, heard, revealed, filter]);
  return {
    query,
    rooms: list.rooms.filter((room) => !gone.has(room.id)),
    fresh: list.fresh,
    reveal: () => setRevealed((before) => new Set([...before, ...list.fresh.map((room) => room.id)])),
  };
}
