import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { CreateRoomBody, RoomPage, RoomPreview, RoomView } from "@/contract/http";
import { request } from "@/http/request";
import type { LoadedPage, RoomFilter } from "./state";

export interface ListedPage extends LoadedPage {
  nextCursor: string | null;
}

/** Keyed by the whole filter, so that a late answer to an older one cannot be shown for a newer. */
export const roomsQuery = (filter: RoomFilter) =>
  infiniteQueryOptions({
    queryKey: ["rooms", "list", filter],
    staleTime: 0,
    gcTime: 0,
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListedPage) => page.nextCursor,
    queryFn: async ({ pageParam, signal }): Promise<ListedPage> => {
      const askedAt = performance.now();
      const page = await request<RoomPage>("/rooms", { query: { ...filter, cursor: pageParam }, signal });
      return { ...page, askedAt };
    },
  });

export const roomQuery = (roomId: string) =>
  queryOptions({
    queryKey: ["rooms", "one", roomId],
    staleTime: 0,
    queryFn: ({ signal }) => request<RoomView>(`/rooms/${encodeURIComponent(roomId)}`, { signal }),
  });

export const previewQuery = (roomId: string) =>
  queryOptions({
    queryKey: ["rooms", "preview", roomId],
    staleTime: 0,
    queryFn: ({ signal }) => request<RoomPreview>(`/rooms/${encodeURIComponent(roomId)}/preview`, { signal }),
  });

export const createRoom = (body: CreateRoomBody) => request<RoomView>("/rooms", { method: "POST", body });
