import type { MediaSource, OfferedTrackView, OfferView, PublishedTrack, Reply, TrackRequest } from "@/contract/live";

/** Sources that are devices of the person, switched one by one; a shared screen comes and goes as a whole. */
export type DeviceSource = Extract<MediaSource, "microphone" | "camera">;

/** The way to the media server. The call engine knows nothing of rooms or sockets. */
export interface Signals {
  publish(sdp: string, tracks: PublishedTrack[]): Promise<Reply<{ sdp: string }>>;
  subscribe(tracks: TrackRequest[]): Promise<Reply<{ offer: OfferView | null }>>;
  answer(revision: number, sdp: string): Promise<Reply<Record<string, never>>>;
  setDevice(source: DeviceSource, on: boolean): Promise<Reply<Record<string, never>>>;
  startShare(sound: boolean): Promise<Reply<Record<string, never>>>;
  stopShare(): Promise<Reply<Record<string, never>>>;
}

export type { MediaSource, OfferedTrackView, OfferView, TrackRequest };
