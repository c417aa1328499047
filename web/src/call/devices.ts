import type { DeviceSource } from "./signals";

export type DeviceProblem = "denied" | "missing" | "busy" | "insecure" | "unplugged" | "failed";

export class DeviceError extends Error {
  readonly problem: DeviceProblem;

  constructor(problem: DeviceProblem) {
    super(problem);
    this.problem = problem;
  }
}

export interface DeviceList {
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
}

export const noDevices: DeviceList = { cameras: [], microphones: [], speakers: [] };

/** Opens one device. The wanted one may be gone: then the browser's default is taken. */
export async function openDevice(source: DeviceSource, deviceId: string | null): Promise<MediaStreamTrack> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media?.getUserMedia) throw new DeviceError("insecure");
  const wanted = deviceId === null ? {} : { deviceId: { ideal: deviceId } };
  try {
    const stream = await media.getUserMedia(
      source === "camera"
        ? { video: { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } } }
        : { audio: { ...wanted, echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
    );
    const [track] = stream.getTracks();
    if (track === undefined) throw new DeviceError("missing");
    return track;
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError(problemOf(error));
  }
}

function problemOf(error: unknown): DeviceProblem {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

/** Devices with names; before a permission browsers give neither names nor ids, and such entries are left out. */
export async function listDevices(): Promise<DeviceList> {
  const all = (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all.filter((device) => device.kind === kind && device.deviceId !== "" && device.label !== "");
  return { cameras: of("videoinput"), microphones: of("audioinput"), speakers: of("audiooutput") };
}

export function onDevicesChanged(hear: () => void): () => void {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  media?.addEventListener("devicechange", hear);
  return () => media?.removeEventListener("devicechange", hear);
}

export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}
