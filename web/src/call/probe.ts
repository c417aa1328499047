import type { PublishedTrack, Reply } from "@/contract/live";

type Transport = "udp" | "tcp";
/** Straight to the server over one transport, or over these relays alone. */
export type Way = Transport | readonly RTCIceServer[];
type Ask = (sdp: string, tracks: PublishedTrack[]) => Promise<Reply<{ sdp: string }>>;

const patienceMs = 8000;

/**
 * Whether a media connection to the server comes to stand one way alone. For one transport, the server's other candidates are left out
 * of its answer. Answers how long that took in milliseconds, or null where it did not, or where the server has no such candidate.
 */
export async function probe(way: Way, ask: Ask): Promise<number | null> {
  const peer = new RTCPeerConnection({
    bundlePolicy: "max-bundle",
    ...(typeof way === "string" ? {} : { iceServers: [...way], iceTransportPolicy: "relay" }),
  });
  try {
    const line = peer.addTransceiver("audio", { direction: "sendonly" });
    await peer.setLocalDescription();
    const reply = await ask(peer.localDescription?.sdp ?? "", [{ mid: line.mid ?? "0", source: "microphone" }]);
    if (reply.error !== null) return null;
    const sdp = typeof way === "string" ? onlyBy(way, reply.value.sdp) : reply.value.sdp;
    if (sdp === null) return null;
    const from = performance.now();
    const standing = new Promise<number | null>((resolve) => {
      const look = () => {
        if (peer.connectionState === "connected") resolve(performance.now() - from);
        if (peer.connectionState === "failed") resolve(null);
      };
      peer.addEventListener("connectionstatechange", look);
      setTimeout(() => resolve(null), patienceMs);
    });
    await peer.setRemoteDescription({ type: "answer", sdp });
    return await standing;
  } finally {
    peer.close();
  }
}

/** The description with the candidates of one transport; null where it has none. */
export function onlyBy(way: Transport, sdp: string): string | null {
  const lines = sdp.split("\r\n");
  const isCandidate = (line: string) => line.startsWith("a=candidate:");
  const fits = (line: string) => line.split(" ")[2]?.toLowerCase() === way;
  if (!lines.some((line) => isCandidate(line) && fits(line))) return null;
  return lines.filter((line) => !isCandidate(line) || fits(line)).join("\r\n");
}
