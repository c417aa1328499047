import type { ParticipantView, TrackRequest } from "@/contract/live";

/** Everybody else's microphone, and the cameras of the tiles in view, in the size shown. */
export function wantedTracks(
  participants: ParticipantView[],
  mySeatId: string,
  inView: ReadonlySet<string>,
  tile: { width: number; height: number },
): TrackRequest[] {
  const others = participants.filter((present) => present.seatId !== mySeatId);
  return [
    ...others.map((present): TrackRequest => ({ seatId: present.seatId, source: "microphone" })),
    ...others
      .filter((present) => present.camera && inView.has(present.seatId))
      .map((present): TrackRequest => ({ seatId: present.seatId, source: "camera", ...tile })),
  ];
}

/** Sizes in steps, so that dragging a window does not declare anew at every pixel. */
export function steppedSize(width: number, ratio: number): { width: number; height: number } {
  const step = Math.max(160, Math.ceil((width * ratio) / 160) * 160);
  return { width: step, height: Math.round((step * 9) / 16) };
}
