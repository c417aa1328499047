import type { UnseenRoomWarnings, UnseenWarnings } from "@/contract/http";
import { request } from "@/http/request";

export interface Warned {
  place: string;
  reason: string;
  number: number;
}

let shown: { groups: string[]; rooms: string[] } = { groups: [], rooms: [] };

/** Warnings of groups and rooms that this person has not seen yet; none where they cannot be asked for. */
export async function unseenWarnings(): Promise<Warned[]> {
  try {
    const [groups, rooms] = await Promise.all([
      request<UnseenWarnings>("/groups/warnings"),
      request<UnseenRoomWarnings>("/rooms/warnings"),
    ]);
    shown = { groups: groups.items.map((one) => one.id), rooms: rooms.items.map((one) => one.id) };
    return [
      ...groups.items.map((one) => ({ place: one.groupName, reason: one.reason, number: one.number })),
      ...rooms.items.map((one) => ({ place: one.roomTitle, reason: one.reason, number: one.number })),
    ];
  } catch {
    return []; // They stay unseen, and are asked for again with the next connection.
  }
}

/** What was shown has been read. */
export async function markSeen(): Promise<void> {
  const { groups, rooms } = shown;
  shown = { groups: [], rooms: [] };
  await Promise.allSettled([
    ...(groups.length > 0 ? [request("/groups/warnings/seen", { method: "POST", body: { ids: groups } })] : []),
    ...(rooms.length > 0 ? [request("/rooms/warnings/seen", { method: "POST", body: { ids: rooms } })] : []),
  ]);
}
