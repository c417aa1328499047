import type { MediaSource, OfferedTrack, PublishedTrack, Reply, SubscribeOffer, TrackWanted } from "@/contract/live";

/** The way to the media server. The call engine knows nothing of rooms or sockets. */
export interface Signals {
  publish(sdp: string, tracks: PublishedTrack[]): Promise<Reply<{ sdp: string }>>;
  subscribe(tracks: TrackWanted[]): Promise<Reply<{ offer: SubscribeOffer | null }>>;
  answer(revision: number, sdp: string): Promise<Reply<Record<string, never>>>;
  setDevice(source: MediaSource, on: boolean): Promise<Reply<Record<string, never>>>;
}

export type { MediaSource, OfferedTrack, SubscribeOffer, TrackWanted };
