/** What a share is made for: readable letters, or smooth movement (SHARE-2). */
export type ShareMode = "text" | "motion";

/** Three sizes of the camera at once, small first; the server forwards to each viewer the one that fits (MEET-11). */
export const cameraLayers: RTCRtpEncodingParameters[] = [
  { rid: "l", scaleResolutionDownBy: 4, maxBitrate: 150_000, maxFramerate: 15 },
  { rid: "m", scaleResolutionDownBy: 2, maxBitrate: 450_000, maxFramerate: 30 },
  { rid: "h", scaleResolutionDownBy: 1, maxBitrate: 1_500_000, maxFramerate: 30 },
];

interface ShareShape {
  hint: "text" | "motion";
  maxBitrate: number;
  maxFramerate: number;
  /** What stays when the line gets narrow. */
  degradationPreference: "maintain-resolution" | "maintain-framerate";
}

export const shareShapes: Record<ShareMode, ShareShape> = {
  text: { hint: "text", maxBitrate: 2_500_000, maxFramerate: 10, degradationPreference: "maintain-resolution" },
  motion: { hint: "motion", maxBitrate: 2_500_000, maxFramerate: 30, degradationPreference: "maintain-framerate" },
};

/** Layers with three temporal steps, where the browser makes them; without, where it refuses. */
export function addCamera(peer: RTCPeerConnection, track: MediaStreamTrack | null): RTCRtpTransceiver {
  const add = (sendEncodings: RTCRtpEncodingParameters[]) =>
    peer.addTransceiver(track ?? "video", { direction: "sendonly", sendEncodings });
  try {
    return add(cameraLayers.map((layer) => ({ ...layer, scalabilityMode: "L1T3" })));
  } catch {
    return add(cameraLayers);
  }
}

export function addScreen(peer: RTCPeerConnection, track: MediaStreamTrack | null): RTCRtpTransceiver {
  const { maxBitrate, maxFramerate } = shareShapes.text;
  return peer.addTransceiver(track ?? "video", { direction: "sendonly", sendEncodings: [{ maxBitrate, maxFramerate }] });
}

export function preferVp8(video: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
  const wanted = codecs.filter((codec) => /\/(vp8|rtx|red|ulpfec)$/i.test(codec.mimeType));
  if (wanted.some((codec) => /vp8$/i.test(codec.mimeType))) video.setCodecPreferences?.(wanted);
}
