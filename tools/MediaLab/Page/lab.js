// One guest: publishes and receives through the media server, by plain HTTP signalling. Runs in pages and in Node, which hands in its own
// RTCPeerConnection, devices and sinks.

const isVideo = (source) => source === "camera" || source === "screen";

export class Guest {
  #path;
  #rtc;
  #devices;
  #show;
  #publishing = null;
  #receiving = null;
  #lines = new Map(); // source → transceiver of the publishing connection
  #tracks = []; // what the latest offer says about the receiving connection's m-lines
  #shown = new Set();
  demand = {};
  obeysDemand = true;

  constructor({ base, room, seat, rtc = globalThis, devices, show }) {
    this.#path = `${base}/rooms/${room}/seats/${seat}`;
    this.#rtc = rtc;
    this.#devices = devices;
    this.#show = show;
  }

  /** Takes the seat, and keeps it as long as this page lives: the server sees the response's reader go. */
  async open() {
    const reader = (await fetch(`${this.#path}/events`)).body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const next = async () => {
      while (!text.includes("\n")) {
        const { value, done } = await reader.read();
        if (done) return null;
        text += value;
      }
      const line = text.slice(0, text.indexOf("\n"));
      text = text.slice(line.length + 1);
      return JSON.parse(line);
    };
    await next();
    (async () => {
      for (let event = await next(); event !== null; event = await next()) await this.#onDemand(event);
    })().catch(() => {});
  }

  /** Publishes these sources too: { camera: { from, width, height, frameRate, codec, layers }, microphone: {} … } */
  async publish(wishes) {
    this.#publishing ??= new this.#rtc.RTCPeerConnection({ bundlePolicy: "max-bundle" });
    for (const [source, wish] of Object.entries(wishes)) {
      const track = await this.#devices.trackFor(source, wish);
      const line = this.#publishing.addTransceiver(track, {
        direction: "sendonly",
        ...(wish.layers ? { sendEncodings: wish.layers } : {}),
      });
      if (wish.codec) preferCodec(this.#rtc, line, isVideo(source) ? "video" : "audio", wish.codec);
      this.#lines.set(source, line);
    }
    await this.#offer();
  }

  async #offer() {
    const peer = this.#publishing;
    await peer.setLocalDescription(await peer.createOffer());
    const tracks = [...this.#lines].map(([source, line]) => ({ mid: line.mid, source }));
    const { sdp } = await this.#post("publish", { sdp: peer.localDescription.sdp, tracks });
    await peer.setRemoteDescription({ type: "answer", sdp });
  }

  /** Stops sending a source, or sends it again. */
  async send(source, on) {
    const line = this.#lines.get(source);
    line.silenced ??= line.sender.track;
    await line.sender.replaceTrack(on ? line.silenced : null);
  }

  /** Receives exactly these from now on: [{ seat, source, width, height, pinned, framesPerSecond }] */
  async watch(wanted) {
    const { offer } = await this.#post("subscribe", wanted);
    if (offer === null) return;
    this.#receiving ??= new this.#rtc.RTCPeerConnection({ bundlePolicy: "max-bundle" });
    const peer = this.#receiving;
    await peer.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await peer.setLocalDescription(await peer.createAnswer());
    this.#tracks = offer.tracks;
    await this.#post("answer", { revision: offer.revision, sdp: peer.localDescription.sdp });
    for (const { receiver } of peer.getTransceivers()) {
      if (!this.#shown.has(receiver.track.id)) this.#show(receiver.track);
      this.#shown.add(receiver.track.id);
    }
  }

  /** The track that carries one source of a seat. */
  trackOf(seat, source) {
    const { mid } = this.#tracks.find((track) => track.seat === seat && track.source === source);
    return this.#receiving.getTransceivers().find((line) => line.mid === mid).receiver.track;
  }

  /** All statistics of both connections, with the seat and the source that a stream belongs to. */
  async stats() {
    const reports = [];
    const add = (connection, report, seat, source) => reports.push({ ...report, connection, seat, source });
    for (const report of await reportsOf(this.#publishing)) {
      const source = [...this.#lines].find(([, line]) => line.mid === report.mid)?.[0];
      add("publishing", report, undefined, source ?? this.#sourceOf(report));
    }
    for (const report of await reportsOf(this.#receiving)) {
      const mid = report.mid ?? this.#midOf(report.trackIdentifier);
      const track = this.#tracks.find((candidate) => candidate.mid === mid);
      add("receiving", report, track?.seat, track?.source);
    }
    return reports;
  }

  #midOf(trackId) {
    return trackId && this.#receiving.getTransceivers().find((line) => line.receiver.track.id === trackId)?.mid;
  }

  // Stacks that do not tell the m-line of an outgoing stream tell its kind.
  #sourceOf(report) {
    return report.type === "outbound-rtp" && report.mid === undefined ? [...this.#lines.keys()].find((source) => isVideo(source) === (report.kind === "video")) : undefined;
  }

  /** Sends no layer that nobody looks at, unless this page shall not obey. */
  async #onDemand({ source, rids }) {
    this.demand[source] = rids;
    if (this.obeysDemand) await this.#obey(source);
  }

  async #obey(source) {
    const sender = this.#lines.get(source)?.sender;
    const parameters = sender?.getParameters();
    if (!parameters?.encodings?.length) return;
    for (const encoding of parameters.encodings) encoding.active = this.demand[source].includes(encoding.rid ?? "");
    await sender.setParameters(parameters);
  }

  async sendEverything() {
    this.obeysDemand = false;
    for (const { sender } of this.#lines.values()) {
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.active = true;
      await sender.setParameters(parameters);
    }
  }

  async #post(verb, body) {
    const response = await fetch(`${this.#path}/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${verb}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : await response.json();
  }
}

async function reportsOf(peer) {
  return peer === null ? [] : [...(await peer.getStats()).values()];
}

function preferCodec(rtc, line, kind, codec) {
  const offered = rtc.RTCRtpReceiver.getCapabilities(kind).codecs;
  const isWanted = ({ mimeType }) => mimeType.toLowerCase() === `${kind}/${codec}`.toLowerCase();
  line.setCodecPreferences([...offered.filter(isWanted), ...offered.filter((other) => !isWanted(other))]);
}
