const stored = "studyhub.devices";

export interface DevicePreferences {
  /** Off at the first visit, later as last chosen. */
  camera: boolean;
  cameraId: string | null;
  microphoneId: string | null;
  speakerId: string | null;
}

const first: DevicePreferences = { camera: false, cameraId: null, microphoneId: null, speakerId: null };

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
