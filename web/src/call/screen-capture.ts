import { type ShareMode, shareShapes } from "./encodings";

export type CaptureProblem = "unsupported" | "blocked" | "failed";

export class CaptureError extends Error {
  readonly problem: CaptureProblem;

  constructor(problem: CaptureProblem) {
    super(problem);
    this.problem = problem;
  }
}

export interface Capture {
  picture: MediaStreamTrack;
  /** Where the browser offers the sound of a tab or of the system, and the person takes it along. */
  sound: MediaStreamTrack | null;
}

/** Phones mostly cannot. */
export function canCaptureScreen(): boolean {
  return typeof (navigator.mediaDevices as MediaDevices | undefined)?.getDisplayMedia === "function";
}

/** Asks the person what to share; null where they change their mind. To be called from a press. */
export async function captureScreen(mode: ShareMode, withSound: boolean): Promise<Capture | null> {
  if (!canCaptureScreen()) throw new CaptureError("unsupported");
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 30, max: 30 } },
      audio: withSound ? { echoCancellation: false, noiseSuppression: false, autoGainControl: false } : false,
    });
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (picture === undefined) throw new CaptureError("failed");
    shape(picture, mode);
    if (sound !== undefined) sound.contentHint = "music";
    return { picture, sound: sound ?? null };
  } catch (error) {
    if (error instanceof CaptureError) throw error;
    if (!(error instanceof DOMException)) throw new CaptureError("failed");
    // The same name stands for "cancelled" and for "the system forbids it"; only the latter needs a word.
    if (error.name === "NotAllowedError" && !/system/i.test(error.message)) return null;
    throw new CaptureError(error.name === "NotAllowedError" ? "blocked" : "failed");
  }
}

/** Tells the encoder what matters in this picture. */
export function shape(picture: MediaStreamTrack, mode: ShareMode): void {
  picture.contentHint = shareShapes[mode].hint;
}
