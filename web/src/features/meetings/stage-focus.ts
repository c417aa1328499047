import type { Layout } from "@/call/preferences";
import type { MeetingSnapshot, ShareView } from "@/contract/live";

/** One thing in the foreground, faces beside it. */
export interface Focus {
  source: "screen" | "camera";
  seatId: string;
}

export const sameFocus = (a: Focus | null, b: Focus | null): boolean =>
  a === b || (a !== null && b !== null && a.source === b.source && a.seatId === b.seatId);

/** Others' screens; the own one is known. */
export function sharesOfOthers(meeting: MeetingSnapshot, mySeatId: string): ShareView[] {
  return meeting.shares.filter((share) => share.seatId !== mySeatId);
}

/**
 * What the viewer has pinned, as long as there is something to see of it; else the newest share (MEET-13, SHARE-4); else, in a layout that
 * has somebody large, whoever spoke last, or has a camera on, or is there.
 */
export function focusOf(
  meeting: MeetingSnapshot,
  mySeatId: string,
  pinned: Focus | null,
  layout: Layout = "grid",
  lastSpeaker: string | null = null,
): Focus | null {
  const shares = sharesOfOthers(meeting, mySeatId);
  const stands =
    pinned?.source === "screen"
      ? shares.some((share) => share.seatId === pinned.seatId)
      : pinned !== null && meeting.participants.some((present) => present.seatId === pinned.seatId && present.camera);
  if (stands) return pinned;
  const newest = shares.at(-1);
  if (newest !== undefined) return { source: "screen", seatId: newest.seatId };
  if (layout === "grid") return null;
  const others = meeting.participants.filter((present) => present.seatId !== mySeatId);
  const large =
    others.find((present) => present.seatId === lastSpeaker) ?? others.find((present) => present.camera) ?? others[0] ?? null;
  return large === null ? null : { source: "camera", seatId: large.seatId };
}
