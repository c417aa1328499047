const stored = "studyhub.device";
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

let claimed: Promise<string> | null = null;

/**
 * This tab's device key. A reload keeps it; a duplicated tab, which copies sessionStorage, finds the key's lock taken
 * and becomes another device.
 */
export function deviceKey(): Promise<string> {
  claimed ??= claim();
  return claimed;
}

async function claim(): Promise<string> {
  const kept = sessionStorage.getItem(stored);
  if (kept && (await hold(kept, patience()))) return kept;
  const key = randomKey();
  sessionStorage.setItem(stored, key);
  await hold(key, 0);
  return key;
}

/** After a reload the former page may still be letting go of its lock. */
function patience(): number {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.type === "reload" ? 1500 : 300;
}

async function hold(key: string, patienceMs: number): Promise<boolean> {
  if (!("locks" in navigator)) return true;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await take(key)) return true;
    if (performance.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function take(key: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(`studyhub.device.${key}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      // Held until the page goes away.
      return lock === null ? undefined : new Promise<never>(() => {});
    });
  });
}

/** A key nobody guesses: 32 characters of the URL-safe alphabet. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => alphabet[byte & 63]).join("");
}

/** What another device is told about this one: "Chrome · macOS". */
export function deviceLabel(agent: string = navigator.userAgent): string {
  const browser = /Edg\//.test(agent)
    ? "Edge"
    : /SamsungBrowser/.test(agent)
      ? "Samsung Internet"
      : /Firefox|FxiOS/.test(agent)
        ? "Firefox"
        : /Chrome|CriOS/.test(agent)
          ? "Chrome"
          : /Safari/.test(agent)
            ? "Safari"
            : "Browser";
  const system = /iPhone|iPad/.test(agent)
    ? "iOS"
    : /Android/.test(agent)
      ? "Android"
      : /Mac OS X/.test(agent)
        ? "macOS"
        : /Windows/.test(agent)
          ? "Windows"
          : /CrOS/.test(agent)
            ? "ChromeOS"
            : /Linux/.test(agent)
              ? "Linux"
              : "";
  return system ? `${browser} · ${system}` : browser;
}
