import type { PublishedTrack } from "@/contract/live";
import { isHealthy, watchHealth } from "./peer";
import type { MediaSource, Signals } from "./signals";

const videoBitrate = 700_000;

/** What this tab sends: one audio and one video line, made once; devices come and go by replacing tracks. */
export class Publisher {
  #peer: RTCPeerConnection | null = null;
  #senders: Partial<Record<MediaSource, RTCRtpSender>> = {};
  readonly #signals: Signals;
  readonly #onStanding: () => void;
  readonly #onBroken: () => void;

  constructor(signals: Signals, onStanding: () => void, onBroken: () => void) {
    this.#signals = signals;
    this.#onStanding = onStanding;
    this.#onBroken = onBroken;
  }

  get healthy(): boolean {
    return isHealthy(this.#peer);
  }

  /** Offers anew on a fresh connection. False where the server refused or could not be reached. */
  async start(iceServers: RTCIceServer[], tracks: Record<MediaSource, MediaStreamTrack | null>): Promise<boolean> {
    this.close();
    const peer = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#peer = peer;
    watchHealth(
      peer,
      () => this.#peer === peer && this.#onStanding(),
      () => this.#peer === peer && this.#onBroken(),
    );
    const audio = peer.addTransceiver(tracks.microphone ?? "audio", { direction: "sendonly" });
    const video = peer.addTransceiver(tracks.camera ?? "video", {
      direction: "sendonly",
      sendEncodings: [{ maxBitrate: videoBitrate, maxFramerate: 30 }],
    });
    preferVp8(video);
    this.#senders = { microphone: audio.sender, camera: video.sender };
    await peer.setLocalDescription();

    const published: PublishedTrack[] = [];
    if (audio.mid !== null) published.push({ mid: audio.mid, source: "microphone" });
    if (video.mid !== null) published.push({ mid: video.mid, source: "camera" });
    const reply = await this.#signals.publish(peer.localDescription?.sdp ?? "", published);
    if (this.#peer !== peer) return true;
    if (reply.error !== null) {
      this.close();
      return false;
    }
    await peer.setRemoteDescription({ type: "answer", sdp: reply.value.sdp });
    return true;
  }

  async send(source: MediaSource, track: MediaStreamTrack | null): Promise<void> {
    await this.#senders[source]?.replaceTrack(track);
  }

  close(): void {
    this.#peer?.close();
    this.#peer = null;
    this.#senders = {};
  }
}

function preferVp8(video: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
  const wanted = codecs.filter((codec) => /\/(vp8|rtx|red|ulpfec)$/i.test(codec.mimeType));
  if (wanted.some((codec) => /vp8$/i.test(codec.mimeType))) video.setCodecPreferences?.(wanted);
}
