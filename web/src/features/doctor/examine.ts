import { listDevices } from "@/call/devices";
import { iceServersOf } from "@/call/peer";
import { probe, type Way } from "@/call/probe";
import type { Live } from "@/live/live";
import { type Check, checks, type Finding, fail, judgeBandwidth, judgeClock, pass, skip } from "./state";

const onlineMs = 8000;
const downloadMs = 2500;
const downloadBytes = 8_000_000;

/** Looks at one thing after the other and tells each finding as it comes. Signed out there is no live connection, and what needs it is skipped. */
export async function examine(
  live: Live | null,
  tell: (check: Check, finding: Finding) => void,
  signal: AbortSignal,
): Promise<void> {
  let relays: RTCIceServer[] | null = null;
  const over = (way: Way) => reachMedia(live, way, (found) => (relays = found));
  const looks: Record<Check, () => Promise<Finding>> = {
    server: reachServer,
    live: () => reachLive(live),
    udp: () => over("udp"),
    tcp: () => over("tcp"),
    relay: async () => (relays?.length === 0 ? skip("no_relay") : over(relays ?? [])),
    camera: () => findDevice("camera"),
    microphone: () => findDevice("microphone"),
    bandwidth: download,
    clock: compareClocks,
  };
  for (const check of checks) {
    const finding = await looks[check]().catch(() => fail());
    if (signal.aborted) return;
    tell(check, finding);
  }
}

async function reachServer(): Promise<Finding> {
  const from = performance.now();
  const answer = await fetch("/health/live", { cache: "no-store" });
  return answer.ok ? pass(`${Math.max(1, Math.round(performance.now() - from))} ms`) : fail();
}

async function reachLive(live: Live | null): Promise<Finding> {
  if (live === null) return skip("sign_in");
  await new Promise<void>((resolve) => {
    if (live.status === "online") resolve();
    const stop = live.watch(() => live.status === "online" && resolve());
    setTimeout(() => {
      stop();
      resolve();
    }, onlineMs);
  });
  const roundTrip = await live.roundTrip();
  return roundTrip === null ? fail() : pass(`${Math.max(1, Math.round(roundTrip))} ms`);
}

/** `found` hears of the server's relays. */
async function reachMedia(live: Live | null, way: Way, found: (relays: RTCIceServer[]) => void): Promise<Finding> {
  if (typeof RTCPeerConnection === "undefined") return fail("no_webrtc");
  if (live === null) return skip("sign_in");
  if (live.status !== "online") return skip("no_live");
  let refused: string | null = null;
  const took = await probe(way, async (sdp, tracks) => {
    const reply = await live.call("media.probe", { sdp, tracks });
    if (reply.error === null) found(iceServersOf(reply.value.iceServers));
    refused = reply.error?.code ?? null;
    return reply;
  });
  if (refused !== null) return skip(refused === "rate.limited" ? "often" : "unmeasured");
  return took === null ? fail() : pass(`${Math.max(1, Math.round(took))} ms`);
}

async function findDevice(kind: "camera" | "microphone"): Promise<Finding> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media?.getUserMedia) return fail("insecure");
  const permission = await navigator.permissions?.query({ name: kind as PermissionName }).catch(() => null);
  if (permission?.state === "denied") return fail("denied");
  const [named] = (await listDevices())[kind === "camera" ? "cameras" : "microphones"];
  if (named !== undefined) return pass(named.label);
  const all = await media.enumerateDevices();
  const there = all.some((device) => device.kind === (kind === "camera" ? "videoinput" : "audioinput"));
  return there ? pass() : fail("missing");
}

/** Fetches this page's own program again and again for a while: nothing is made up for the test, and nothing is uploaded. */
async function download(): Promise<Finding> {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src;
  if (script === undefined) return skip("unmeasured");
  let bytes = 0;
  const from = performance.now();
  while (performance.now() - from < downloadMs && bytes < downloadBytes) {
    performance.clearResourceTimings();
    await (await fetch(script, { cache: "no-store" })).arrayBuffer();
    const [timing] = performance.getEntriesByName(script, "resource") as PerformanceResourceTiming[];
    bytes += timing?.encodedBodySize ?? 0;
  }
  return judgeBandwidth(bytes, performance.now() - from);
}

async function compareClocks(): Promise<Finding> {
  const answer = await fetch("/health/live", { cache: "no-store" });
  return judgeClock(answer.headers.get("date"), Date.now());
}
