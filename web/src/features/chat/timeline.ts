import type { MessageView } from "@/contract/http";
import type { Waiting } from "./state";

export type Row =
  | { kind: "day"; key: string; date: Date }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: MessageView; first: boolean }
  | { kind: "waiting"; key: string; waiting: Waiting; first: boolean };

const groupMs = 5 * 60_000;

/**
 * Messages as rows: a line per local day, one heading for what one person says within five minutes, and a line before the first
 * message of others after `unreadAfter`.
 */
export function timeline(
  messages: MessageView[],
  waiting: Waiting[],
  myUserId: string,
  unreadAfter: number | null = null,
): Row[] {
  const rows: Row[] = [];
  let before: MessageView | null = null;
  let marked = unreadAfter === null || messages.every((message) => message.sequence > unreadAfter);
  for (const message of messages) {
    const date = new Date(message.postedAt);
    const newDay = before === null || dayOf(new Date(before.postedAt)) !== dayOf(date);
    if (newDay) rows.push({ kind: "day", key: `day-${dayOf(date)}`, date });
    const unread = !marked && message.sequence > (unreadAfter ?? 0) && message.author.id !== myUserId;
    if (unread) {
      rows.push({ kind: "unread", key: "unread" });
      marked = true;
    }
    const continues =
      !newDay &&
      !unread &&
      before?.author.id === message.author.id &&
      before.removed === null &&
      message.replyTo === null &&
      date.getTime() - Date.parse(before.postedAt) < groupMs;
    rows.push({ kind: "message", key: `${message.author.id}-${message.messageId}`, message, first: !continues });
    before = message;
  }
  let first = before?.author.id !== myUserId;
  for (const one of waiting) {
    rows.push({ kind: "waiting", key: `${myUserId}-${one.messageId}`, waiting: one, first: first || one.replyTo !== null });
    first = false;
  }
  return rows;
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
