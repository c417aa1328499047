import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Level, NotificationPage, NotificationSettingsView, SettingsBody, UnreadNotifications } from "@/contract/http";
import { request } from "@/http/request";

/** Everything about the list; settings have a key of their own. */
export const listKey = ["notifications", "list"] as const;

export const notificationsQuery = infiniteQueryOptions({
  queryKey: listKey,
  staleTime: 0,
  initialPageParam: null as string | null,
  getNextPageParam: (page: NotificationPage) => page.nextCursor,
  queryFn: ({ pageParam, signal }) => request<NotificationPage>("/notifications", { query: { cursor: pageParam }, signal }),
});

export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: ({ signal }) => request<UnreadNotifications>("/notifications/unread", { signal }),
});

export const settingsQuery = queryOptions({
  queryKey: ["notifications", "settings"],
  queryFn: ({ signal }) => request<NotificationSettingsView>("/notifications/settings", { signal }),
});

export const newest = () => request<NotificationPage>("/notifications", { query: { limit: 10 } });
export const markRead = (id: string) => request<void>(`/notifications/${id}/read`, { method: "POST" });
export const markAllRead = (until: string) => request<void>("/notifications/read", { method: "POST", body: { until } });
export const changeSettings = (body: SettingsBody) => request<void>("/notifications/settings", { method: "PATCH", body });
export const setLevel = (groupId: string, level: Level) =>
  request<void>(`/notifications/groups/${groupId}`, { method: "PUT", body: { level } });
