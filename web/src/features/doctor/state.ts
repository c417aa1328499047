/** What is looked at, in the order in which one thing rests on the other. */
export const checks = ["server", "live", "udp", "tcp", "relay", "camera", "microphone", "bandwidth", "clock"] as const;
export type Check = (typeof checks)[number];

/** `skip`: cannot be told here; the text says what it needs. */
export type Outcome = "pass" | "fail" | "skip";

export interface Finding {
  outcome: Outcome;
  /** Names the text: `pass`, or what is wrong, or what is needed. */
  reason: string;
  /** What was measured, already with its unit. */
  measured: string | null;
}

export type Findings = Readonly<Partial<Record<Check, Finding>>>;

export const pass = (measured: string | null = null): Finding => ({ outcome: "pass", reason: "pass", measured });
export const fail = (reason = "fail", measured: string | null = null): Finding => ({ outcome: "fail", reason, measured });
export const skip = (reason: string): Finding => ({ outcome: "skip", reason, measured: null });

const ways: readonly Check[] = ["udp", "tcp", "relay"];

export const isWay = (check: Check): boolean => ways.includes(check);

/** One of the ways is enough to be seen and heard. */
export function mediaGetsThrough(findings: Findings): boolean {
  return ways.some((way) => findings[way]?.outcome === "pass");
}

/** The slowest download over which a full room can still be seen: sixteen small pictures (MEET-10). */
const enoughMbits = 4;

export function judgeBandwidth(bytes: number, milliseconds: number): Finding {
  if (bytes === 0 || milliseconds === 0) return skip("unmeasured");
  const mbits = (bytes * 8) / 1000 / milliseconds;
  const measured = `${mbits < 10 ? mbits.toFixed(1) : Math.round(mbits)} Mbit/s`;
  return mbits >= enoughMbits ? pass(measured) : fail("fail", measured);
}

/** The server's date has whole seconds; timers feel wrong beyond a few of them. */
const clockToleranceMs = 5000;

export function judgeClock(serverDate: string | null, now: number): Finding {
  const server = Date.parse(serverDate ?? "");
  if (Number.isNaN(server)) return skip("unmeasured");
  const apart = Math.max(0, Math.abs(now - (server + 500)) - 500);
  const measured = `${Math.round(apart / 1000)} s`;
  return apart <= clockToleranceMs ? pass(measured) : fail("fail", measured);
}

/** The findings as plain text, to send to whoever helps. */
export function reportOf(lines: { name: string; outcome: string; text: string }[], about: string[]): string {
  return [...about, "", ...lines.map(({ name, outcome, text }) => `[${outcome}] ${name}: ${text}`)].join("\n");
}
