import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { MessagePage, RecentRoomList, RoomBody, RoomPage, RoomPreview, RoomView } from "@/contract/http";
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

export const recentQuery = queryOptions({
  queryKey: ["rooms", "recent"],
  staleTime: 0,
  queryFn: ({ signal }) => request<RecentRoomList>("/rooms/recent", { signal }),
});

/** The newest page first; each next one is earlier. */
export const recentChatQuery = (roomId: string) =>
  infiniteQueryOptions({
    queryKey: ["rooms", "recent", roomId],
    initialPageParam: null as string | null,
    getNextPageParam: (page: MessagePage) => page.previousCursor,
    queryFn: ({ pageParam, signal }) =>
      request<MessagePage>(`/rooms/${encodeURIComponent(roomId)}/messages`, { query: { before: pageParam }, signal }),
  });

export const editRoom = (roomId: string, body: RoomBody) =>
  request<RoomView>(`/rooms/${encodeURIComponent(roomId)}`, { method: "PATCH", body });

export const createRoom = (body: RoomBody) => request<RoomView>("/rooms", { method: "POST", body, once: true });
