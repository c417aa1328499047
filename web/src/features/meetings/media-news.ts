import type { ConnectionQuality, LiveEvents } from "@/contract/live";

/** What the media server says about the room at this moment: hints that pass, apart from the meeting's state. */
export interface MediaNews {
  speaker: string | null;
  qualities: ReadonlyMap<string, ConnectionQuality>;
  /** Tracks that the own connection cannot carry now, as `seat/source`. */
  paused: ReadonlySet<string>;
}

export const noNews: MediaNews = { speaker: null, qualities: new Map(), paused: new Set() };

type News = { [K in "media.speaker" | "media.quality" | "media.paused"]: { type: K; body: LiveEvents[K] } };

/** Each piece of news replaces what was said of the same thing before. */
export function hear(news: MediaNews, { type, body }: News[keyof News]): MediaNews {
  switch (type) {
    case "media.speaker":
      return { ...news, speaker: body.seatId };
    case "media.quality":
      return { ...news, qualities: new Map(news.qualities).set(body.seatId, body.quality) };
    case "media.paused":
      return { ...news, paused: new Set(body.tracks.map(({ seatId, source }) => `${seatId}/${source}`)) };
  }
}
