import type { ChatPeople, FileView, MessageList } from "@/contract/http";
import { request } from "@/http/request";
import { sendFile } from "@/http/send-file";
import { sizeOf } from "./image-size";
import type { HistoryPage } from "./state";

const pageLength = 50;

export function history(roomId: string, where: { before?: string; after?: string; around?: number }): Promise<HistoryPage> {
  return request<HistoryPage>(`/rooms/${roomId}/messages`, { query: { limit: pageLength, ...where } });
}

export interface Search {
  q: string;
  author: string | null;
  /** local days, `2026-11-22` */
  from: string | null;
  to: string | null;
  hasFile: boolean;
}

export function search(roomId: string, { q, author, from, to, hasFile }: Search, cursor: string | null): Promise<MessageList> {
  return request<MessageList>(`/rooms/${roomId}/messages/search`, {
    query: {
      q,
      author,
      from: from ? new Date(`${from}T00:00:00`).toISOString() : null,
      to: to ? dayAfter(to).toISOString() : null,
      hasFile: hasFile || null,
      cursor,
    },
  });
}

function dayAfter(day: string): Date {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date;
}

export const pinnedQuery = (roomId: string) => ({
  queryKey: ["chat", roomId, "pinned"],
  queryFn: () => request<MessageList>(`/rooms/${roomId}/messages/pinned`),
});

export const peopleQuery = (roomId: string) => ({
  queryKey: ["chat", roomId, "people"],
  queryFn: () => request<ChatPeople>(`/rooms/${roomId}/messages/people`),
  staleTime: 30_000,
});

export async function upload(
  roomId: string,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<FileView> {
  const size = await sizeOf(file);
  const query = new URLSearchParams({ name: file.name, ...(size ? { width: `${size.width}`, height: `${size.height}` } : {}) });
  return sendFile<FileView>(`/rooms/${roomId}/files?${query}`, file, onProgress, signal);
}

export function fileAddress(roomId: string, file: FileView, download = false): string {
  return `/api/v1/rooms/${roomId}/files/${file.id}${download ? "?download=true" : ""}`;
}
