import { Health, isHealthy, transportOf } from "./peer";
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
  #health: Health | null = null;
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

  networkChanged(): void {
    this.#health?.networkChanged();
  }

  close(): void {
    this.#peer?.close();
    this.#peer = null;
    this.#health = null;
    this.#transport = "";
    this.#declared = "";
    this.#show(new Map());
  }

  #queue(work: () => Promise<unknown>): Promise<void> {
    this.#working = this.#working.then(work).then(
      () => {},
      () => this.#onBroken(),
    );
    return this.#working;
  }

  /** Whether there was something to negotiate. */
  async #declare(): Promise<boolean> {
    const wish = this.#wish;
    if (wish === null) return false;
    const text = JSON.stringify(wish);
    if (text === this.#declared) return false;
    const reply = await this.#signals.subscribe(wish);
    // A refusal here means that seat or connection changed; entering again declares anew.
    if (reply.error !== null) return false;
    this.#declared = text;
    if (reply.value.offer === null) return false;
    await this.#take(reply.value.offer);
    return true;
  }

  /** Only the server offers here; declared to once it has missed us as well, it does so with new ICE credentials. */
  async #restartIce(peer: RTCPeerConnection): Promise<boolean> {
    let negotiated = false;
    await this.#queue(async () => {
      if (this.#peer !== peer) return;
      this.#declared = "";
      negotiated = await this.#declare();
    });
    return negotiated;
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
    this.#health = new Health(peer, {
      onStanding: () => {},
      restartIce: () => this.#restartIce(peer),
      onBroken: () => this.#peer === peer && this.#onBroken(),
    });
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
