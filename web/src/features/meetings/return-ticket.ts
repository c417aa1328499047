import type { ShareMode } from "@/call/encodings";
import type { Focus } from "./stage-focus";

const stored = "studyhub.inside";
const holdMs = 30_000;

export interface ReturnTicket {
  roomId: string;
  camera: boolean;
  microphone: boolean;
  /** What the shared screen was made for, if one was shared. */
  share: ShareMode | null;
  pinned: Focus | null;
}

/** Kept while a page with a seat goes away, so that a reload comes back to the seat and its devices unaided. */
export function keepTicket(ticket: ReturnTicket): void {
  sessionStorage.setItem(stored, JSON.stringify({ ...ticket, until: Date.now() + holdMs }));
}

/** The ticket for this room, if the seat may still be held. */
export function readTicket(roomId: string): ReturnTicket | null {
  const text = sessionStorage.getItem(stored);
  if (text === null) return null;
  const ticket = JSON.parse(text) as ReturnTicket & { until: number };
  return ticket.roomId === roomId && Date.now() < ticket.until ? ticket : null;
}

/** It is good for one return, and for none after leaving. */
export function dropTicket(): void {
  sessionStorage.removeItem(stored);
}
