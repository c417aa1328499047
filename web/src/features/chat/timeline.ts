import type { MessageView } from "@/contract/http";
import type { Waiting } from "./state";

export type Row =
  | { kind: "day"; key: string; date: Date }
  | { kind: "message"; key: string; message: MessageView; first: boolean }
  | { kind: "waiting"; key: string; waiting: Waiting; first: boolean };

const groupMs = 5 * 60_000;

/** Messages as rows: a line per local day, and one heading for what one person says within five minutes. */
export function timeline(messages: MessageView[], waiting: Waiting[], myUserId: string): Row[] {
  const rows: Row[] = [];
  let before: MessageView | null = null;
  for (const message of messages) {
    const date = new Date(message.postedAt);
    const newDay = before === null || dayOf(new Date(before.postedAt)) !== dayOf(date);
    if (newDay) rows.push({ kind: "day", key: `day-${dayOf(date)}`, date });
    const continues =
      !newDay && before?.author.id === message.author.id && date.getTime() - Date.parse(before.postedAt) < groupMs;
    rows.push({ kind: "message", key: message.messageId, message, first: !continues });
    before = message;
  }
  let first = before?.author.id !== myUserId;
  for (const one of waiting) {
    rows.push({ kind: "waiting", key: one.messageId, waiting: one, first });
    first = false;
  }
  return rows;
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
