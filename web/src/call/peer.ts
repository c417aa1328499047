/** The part of a session description that names the other side's transport: it changes when that side starts over. */
export function transportOf(sdp: string): string {
  const ufrag = /^a=ice-ufrag:(.+)$/m.exec(sdp)?.[1]?.trim() ?? "";
  const fingerprint = /^a=fingerprint:(.+)$/m.exec(sdp)?.[1]?.trim().toLowerCase() ?? "";
  return `${ufrag} ${fingerprint}`;
}

/** Tells when a connection stands, and once when it failed or stayed disconnected longer than a blip. */
export function watchHealth(peer: RTCPeerConnection, onStanding: () => void, onBroken: () => void): void {
  const blipMs = 4000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const tell = () => {
    if (told || peer.signalingState === "closed") return;
    told = true;
    onBroken();
  };
  peer.addEventListener("connectionstatechange", () => {
    clearTimeout(timer);
    if (peer.connectionState === "connected") onStanding();
    else if (peer.connectionState === "failed") tell();
    else if (peer.connectionState === "disconnected") timer = setTimeout(tell, blipMs);
  });
}

export function isHealthy(peer: RTCPeerConnection | null): boolean {
  return peer !== null && (peer.connectionState === "connected" || peer.connectionState === "connecting");
}
