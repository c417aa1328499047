import type { IceServer } from "@/contract/live";

/** Names the server's transport in a description. It stays the same through an ICE restart and changes when that side starts over. */
export function transportOf(sdp: string): string {
  const session = /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? "";
  const fingerprint = /^a=fingerprint:(.+)$/m.exec(sdp)?.[1]?.trim().toLowerCase() ?? "";
  return `${session} ${fingerprint}`;
}

/** Longer than this without the other side is more than a blip. */
const blipMs = 3000;
/** The server offers another path only once it has not heard of the present one for some seconds. */
const againMs = 2000;
/** As long as restarting ICE is given to help. */
const patienceMs = 15_000;

interface Hooks {
  onStanding(): void;
  /** Negotiates new ICE credentials. False where that was not possible now. */
  restartIce(): Promise<boolean>;
  onBroken(): void;
}

/**
 * Keeps a connection standing. One that stood and failed, or stays disconnected longer than a blip, restarts ICE: another path may be
 * open, and browsers do not look for one by themselves. Where that does not help in time it is broken, which is told once.
 */
export class Health {
  #stood = false;
  #restarting = false;
  #told = false;
  #next: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  readonly #peer: RTCPeerConnection;
  readonly #hooks: Hooks;

  constructor(peer: RTCPeerConnection, hooks: Hooks) {
    this.#peer = peer;
    this.#hooks = hooks;
    peer.addEventListener("connectionstatechange", () => this.#changed());
  }

  /** The network has changed: no need to wait whether it was a blip. */
  networkChanged(): void {
    if (this.#peer.connectionState === "disconnected") void this.#restart();
  }

  #changed(): void {
    const state = this.#peer.connectionState;
    clearTimeout(this.#next);
    if (state === "connected") {
      this.#stood = true;
      clearTimeout(this.#deadline);
      this.#deadline = undefined;
      this.#hooks.onStanding();
    } else if (state === "failed") {
      if (this.#stood) void this.#restart();
      else this.#tell();
    } else if (state === "disconnected") this.#next = setTimeout(() => void this.#restart(), blipMs);
  }

  async #restart(): Promise<void> {
    clearTimeout(this.#next);
    if (this.#restarting || this.#told || this.#peer.signalingState === "closed") return;
    this.#deadline ??= setTimeout(() => this.#tell(), patienceMs);
    this.#restarting = true;
    const negotiated = await this.#hooks.restartIce().catch(() => false);
    this.#restarting = false;
    if (!negotiated && this.#peer.connectionState !== "connected") this.#next = setTimeout(() => void this.#restart(), againMs);
  }

  #tell(): void {
    if (this.#told || this.#peer.signalingState === "closed") return;
    this.#told = true;
    this.#hooks.onBroken();
  }
}

export function isHealthy(peer: RTCPeerConnection | null): boolean {
  return peer !== null && (peer.connectionState === "connected" || peer.connectionState === "connecting");
}

/** The server's relays as browsers take them. */
export function iceServersOf(relays: IceServer[]): RTCIceServer[] {
  return relays.map(({ urls, username, credential }) => ({
    urls,
    ...(username ? { username } : {}),
    ...(credential ? { credential } : {}),
  }));
}
