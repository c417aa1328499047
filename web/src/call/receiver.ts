import { isHealthy, transportOf, watchHealth } from "./peer";
import type { MediaSource, OfferedTrackView, OfferView, Signals, TrackRequest } from "./signals";

export type StreamKey = `${string}/${MediaSource}`;
export type Streams = ReadonlyMap<StreamKey, MediaStream>;

export const streamKey = (seatId: string, source: MediaSource): StreamKey => `${seatId}/${source}`;

/**
 * What this tab receives. The wish is declared as a whole; negotiations run one after the other,
 * and a wish that changed meanwhile is declared again afterwards.
 */
export class Receiver {
  #peer: RTCPeerConnection | null = null;
  #transport = "";
  #iceServers: RTCIceServer[] = [];
  #wish: TrackRequest[] | null = null;
  #declared = "";
  #working: Promise<void> = Promise.resolve();
  #streams: Streams = new Map();
  readonly #signals: Signals;
  readonly #onStreams: (streams: Streams) => void;
  readonly #onBroken: () => void;

  constructor(signals: Signals, onStreams: (streams: Streams) => void, onBroken: () => void) {
    this.#signals = signals;
    this.#onStreams = onStreams;
    this.#onBroken = onBroken;
  }

  /** Nothing received yet is nothing broken. */
  get healthy(): boolean {
    return this.#peer === null || isHealthy(this.#peer);
  }

  /** The server's side of a new or continued entry. An offer for another transport than ours begins a fresh connection. */
  enter(iceServers: RTCIceServer[], offer: OfferView | null): Promise<void> {
    this.#iceServers = iceServers;
    this.#declared = "";
    return this.#queue(async () => {
      if (offer !== null) await this.#take(offer);
    });
  }

  want(tracks: TrackRequest[]): void {
    this.#wish = tracks;
    void this.#queue(() => this.#declare());
  }

  /** Declares the wish again although it is the same: somebody's tracks started anew. */
  wantAgain(): void {
    this.#declared = "";
    if (this.#wish !== null) this.want(this.#wish);
  }

  /** Loudness of a microphone, 0–1, as last heard. */
  level(seatId: string): number {
    const track = this.#streams.get(streamKey(seatId, "microphone"))?.getAudioTracks()[0];
    const receiver = track && this.#peer?.getReceivers().find((candidate) => candidate.track === track);
    const [source] = receiver?.getSynchronizationSources() ?? [];
    return source === undefined || performance.timeOrigin + performance.now() - source.timestamp > 1000
      ? 0
      : (source.audioLevel ?? 0);
  }

  close(): void {
    this.#peer?.close();
    this.#peer = null;
    this.#transport = "";
    this.#declared = "";
    this.#show(new Map());
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#working = this.#working.then(work).catch(() => this.#onBroken());
    return this.#working;
  }

  async #declare(): Promise<void> {
    const wish = this.#wish;
    if (wish === null) return;
    const text = JSON.stringify(wish);
    if (text === this.#declared) return;
    const reply = await this.#signals.subscribe(wish);
    // A refusal here means that seat or connection changed; entering again declares anew.
    if (reply.error !== null) return;
    this.#declared = text;
    if (reply.value.offer !== null) await this.#take(reply.value.offer);
  }

  async #take(offer: OfferView): Promise<void> {
    const transport = transportOf(offer.sdp);
    if (this.#peer === null || this.#transport !== transport || this.#peer.signalingState === "closed") this.#begin(transport);
    const peer = this.#peer;
    if (peer === null) return;
    await peer.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await peer.setLocalDescription();
    if (this.#peer !== peer) return;
    this.#map(peer, offer.tracks);
    await this.#signals.answer(offer.revision, peer.localDescription?.sdp ?? "");
  }

  #begin(transport: string): void {
    this.#peer?.close();
    const peer = new RTCPeerConnection({ iceServers: this.#iceServers, bundlePolicy: "max-bundle" });
    this.#peer = peer;
    this.#transport = transport;
    watchHealth(
      peer,
      () => {},
      () => this.#peer === peer && this.#onBroken(),
    );
  }

  /** Keeps the stream of a track that stayed, so that its picture does not flicker. */
  #map(peer: RTCPeerConnection, tracks: OfferedTrackView[]): void {
    const streams = new Map<StreamKey, MediaStream>();
    const lines = new Map(peer.getTransceivers().map((line) => [line.mid, line]));
    for (const { mid, seatId, source } of tracks) {
      const line = lines.get(mid);
      if (line === undefined || line.currentDirection === "inactive" || line.currentDirection === "stopped") continue;
      const key = streamKey(seatId, source);
      const before = this.#streams.get(key);
      streams.set(key, before?.getTracks()[0] === line.receiver.track ? before : new MediaStream([line.receiver.track]));
    }
    this.#show(streams);
  }

  #show(streams: Streams): void {
    this.#streams = streams;
    this.#onStreams(streams);
  }
}
