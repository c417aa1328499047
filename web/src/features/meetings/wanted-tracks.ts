import type { Saver } from "@/call/preferences";
import type { MeetingSnapshot, TrackRequest } from "@/contract/live";
import { type Focus, sharesOfOthers } from "./stage-focus";

export interface Size {
  width: number;
  height: number;
}

/** What a viewer looks at; sizes in device pixels. */
export interface Look {
  /** Tiles in view. */
  faces: ReadonlySet<string>;
  tile: Size;
  focus: Focus | null;
  focusSize: Size;
  /** Seats of which nothing is asked for: whoever looks has blocked the person. */
  hidden: ReadonlySet<string>;
  saver: Saver;
  /** The page is in the foreground. */
  visible: boolean;
}

/** A face among many, or beside something in the foreground (MEET-11). */
const small: Size = { width: 320, height: 180 };
const smallFrames = 15;
const slowFrames = 5;
const largestFace: Size = { width: 1280, height: 720 };
const largestScreen: Size = { width: 1920, height: 1080 };
const fewFaces = 4;

/** Everybody else's sound, and the pictures in view, in the size shown: a picture that nobody sees is not downloaded (MEET-10). */
export function wantedTracks(meeting: MeetingSnapshot, mySeatId: string, look: Look): TrackRequest[] {
  const others = meeting.participants.filter((present) => present.seatId !== mySeatId && !look.hidden.has(present.seatId));
  const shares = sharesOfOthers(meeting, mySeatId);
  const sound: TrackRequest[] = [
    ...others.map((present): TrackRequest => ({ seatId: present.seatId, source: "microphone" })),
    ...shares.filter((share) => share.sound).map((share): TrackRequest => ({ seatId: share.seatId, source: "screenSound" })),
  ];
  if (!look.visible || look.saver === "sound") return sound;

  const slow = look.saver === "slow";
  const crowd = look.focus !== null || look.faces.size > fewFaces;
  const face: Partial<TrackRequest> =
    slow || crowd
      ? { ...within(look.tile, small), framesPerSecond: slow ? slowFrames : smallFrames }
      : within(look.tile, largestFace);
  const faces = others
    .filter((present) => present.camera && look.faces.has(present.seatId))
    .filter((present) => look.focus?.source !== "camera" || look.focus.seatId !== present.seatId)
    .map((present): TrackRequest => ({ seatId: present.seatId, source: "camera", ...face }));
  return [
    ...sound,
    ...faces,
    ...(look.focus === null || look.focus.seatId === mySeatId ? [] : [foreground(look.focus, look, slow)]),
  ];
}

function foreground({ seatId, source }: Focus, look: Look, slow: boolean): TrackRequest {
  return {
    seatId,
    source,
    ...within(look.focusSize, source === "screen" ? largestScreen : largestFace),
    pinned: true,
    ...(slow ? { framesPerSecond: slowFrames } : {}),
  };
}

function within(size: Size, most: Size): Size {
  return { width: Math.min(size.width, most.width), height: Math.min(size.height, most.height) };
}

/** Sizes in steps, so that dragging a window does not declare anew at every pixel. */
export function steppedSize(width: number, ratio: number): Size {
  const step = Math.max(160, Math.ceil((width * ratio) / 160) * 160);
  return { width: step, height: Math.round((step * 9) / 16) };
}
