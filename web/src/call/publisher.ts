import type { PublishedTrack } from "@/contract/live";
import { addCamera, addScreen, preferVp8, type ShareMode, shareShapes } from "./encodings";
import { Health, isHealthy } from "./peer";
import type { MediaSource, Signals } from "./signals";

export type OwnTracks = Readonly<Record<MediaSource, MediaStreamTrack | null>>;

/**
 * What this tab sends: one line for each source, made once and silent until there is something to send; devices and shares come and
 * go by replacing tracks, without negotiation.
 */
export class Publisher {
  #peer: RTCPeerConnection | null = null;
  #health: Health | null = null;
  #lines: Partial<Record<MediaSource, RTCRtpTransceiver>> = {};
  #shareMode: ShareMode = "text";
  #shaping: Promise<void> = Promise.resolve();
  readonly #demands = new Map<MediaSource, readonly string[]>();
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
  async start(iceServers: RTCIceServer[], tracks: OwnTracks): Promise<boolean> {
    this.close();
    const peer = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#peer = peer;
    this.#health = new Health(peer, {
      onStanding: () => this.#peer === peer && this.#onStanding(),
      restartIce: async () => {
        await peer.setLocalDescription(await peer.createOffer({ iceRestart: true }));
        return this.#negotiate(peer);
      },
      onBroken: () => this.#peer === peer && this.#onBroken(),
    });
    const lines: Record<MediaSource, RTCRtpTransceiver> = {
      microphone: peer.addTransceiver(tracks.microphone ?? "audio", { direction: "sendonly" }),
      camera: addCamera(peer, tracks.camera),
      screen: addScreen(peer, tracks.screen),
      screenSound: peer.addTransceiver(tracks.screenSound ?? "audio", { direction: "sendonly" }),
    };
    preferVp8(lines.camera);
    preferVp8(lines.screen);
    this.#lines = lines;
    await peer.setLocalDescription();
    const negotiated = await this.#negotiate(peer);
    if (!negotiated) this.close();
    return negotiated;
  }

  async send(source: MediaSource, track: MediaStreamTrack | null): Promise<void> {
    await this.#lines[source]?.sender.replaceTrack(track);
  }

  /** What a shared screen is made for from now on. */
  shapeShare(mode: ShareMode): Promise<void> {
    this.#shareMode = mode;
    return this.#shape("screen");
  }

  /** Sends those layers only that somebody wants; a source without layers names its only one "". */
  demand(source: MediaSource, rids: readonly string[]): void {
    this.#demands.set(source, rids);
    void this.#shape(source);
  }

  /** The server has begun anew and will say what it wants. */
  forgetDemands(): void {
    this.#demands.clear();
  }

  networkChanged(): void {
    this.#health?.networkChanged();
  }

  close(): void {
    this.#peer?.close();
    this.#peer = null;
    this.#health = null;
    this.#lines = {};
  }

  /** Has the present offer answered. A connection that was replaced meanwhile counts as done. */
  async #negotiate(peer: RTCPeerConnection): Promise<boolean> {
    const published = (Object.keys(this.#lines) as MediaSource[]).flatMap((source): PublishedTrack[] => {
      const mid = this.#lines[source]?.mid ?? null;
      return mid === null ? [] : [{ mid, source }];
    });
    const reply = await this.#signals.publish(peer.localDescription?.sdp ?? "", published);
    if (this.#peer !== peer) return true;
    if (reply.error !== null) return false;
    await peer.setRemoteDescription({ type: "answer", sdp: reply.value.sdp });
    await Promise.all([this.#shape("camera"), this.#shape("screen")]);
    return true;
  }

  /** One change after the other: parameters may only be set as they were last read. */
  #shape(source: MediaSource): Promise<void> {
    this.#shaping = this.#shaping
      .then(async () => {
        const sender = this.#lines[source]?.sender;
        const parameters = sender?.getParameters();
        if (sender === undefined || parameters === undefined || parameters.encodings.length === 0) return;
        const wanted = this.#demands.get(source);
        for (const encoding of parameters.encodings) {
          encoding.active = wanted === undefined || wanted.includes(encoding.rid ?? "");
          if (source === "screen") {
            const { maxBitrate, maxFramerate } = shareShapes[this.#shareMode];
            Object.assign(encoding, { maxBitrate, maxFramerate });
          }
        }
        if (source === "screen")
          Object.assign(parameters, { degradationPreference: shareShapes[this.#shareMode].degradationPreference });
        await sender.setParameters(parameters);
      })
      .catch(() => {}); // A connection that has just closed takes none.
    return this.#shaping;
  }
}
