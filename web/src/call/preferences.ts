import type { ShareMode } from "./encodings";

const stored = "studyhub.devices";

/** What pictures of others may cost: everything, five pictures a second, or sound alone. */
export type Saver = "off" | "slow" | "sound";

/** Everybody alike; one large with faces beside; one alone. A share or a pin makes something large in each. */
export type Layout = "grid" | "sidebar" | "focus";
export const layouts = ["grid", "sidebar", "focus"] as const satisfies readonly Layout[];

export interface DevicePreferences {
  /** Off at the first visit, later as last chosen. */
  camera: boolean;
  cameraId: string | null;
  microphoneId: string | null;
  speakerId: string | null;
  saver: Saver;
  layout: Layout;
  /** The room's keys work. */
  keys: boolean;
  /** As last chosen. */
  shareMode: ShareMode;
}

const first: DevicePreferences = {
  camera: false,
  cameraId: null,
  microphoneId: null,
  speakerId: null,
  saver: "off",
  layout: "grid",
  keys: true,
  shareMode: "text",
};

export function readPreferences(): DevicePreferences {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(stored) ?? "{}") as Partial<DevicePreferences>) };
  } catch {
    return first;
  }
}

export function savePreferences(change: Partial<DevicePreferences>): void {
  try {
    localStorage.setItem(stored, JSON.stringify({ ...readPreferences(), ...change }));
  } catch {
    // The choice then lasts as long as the page.
  }
}
