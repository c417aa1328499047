import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Call, CallState } from "@/call/call";
import type { Layout, Saver } from "@/call/preferences";
import { streamKey } from "@/call/receiver";
import type { MediaSource, MeetingSnapshot, ParticipantView } from "@/contract/live";
import { usePeople } from "@/ui/people";
import type { Gestures } from "../gestures";
import type { MediaNews } from "../media-news";
import { type Focus, focusOf, sameFocus } from "../stage-focus";
import { blockedSeats, handOf, sourcesOf } from "../state";
import { FocusStage } from "./focus-stage";
import { GridStage } from "./grid-stage";
import { PersonMenu } from "./person-menu";
import { ReactionsSaid } from "./reactions-said";
import { Tile } from "./tile";

export type Face = (participant: ParticipantView, width: number, height: number) => ReactNode;

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  ownTrack: MediaStreamTrack | null;
  call: Call;
  media: CallState;
  news: MediaNews;
  saver: Saver;
  layout: Layout;
  gestures: Gestures;
  pinned: Focus | null;
  onPin: (focus: Focus | null) => void;
  /** Only for hosts: ends what somebody sends. */
  onStop: ((seatId: string, source: MediaSource) => void) | null;
}

/** Everybody, and in the foreground what one looks at: a shared screen, or somebody pinned. */
export function Stage(props: Props) {
  const { meeting: everybody, mySeatId, ownTrack, call, media, news, saver, layout, gestures, pinned, onPin, onStop } = props;
  const { t } = useTranslation();
  const people = usePeople();
  const shown = useSyncExternalStore(gestures.watch, gestures.now);
  const [lastSpeaker, setLastSpeaker] = useState<string | null>(null);
  const hidden = blockedSeats(everybody, people.isBlocked);
  const meeting = { ...everybody, shares: everybody.shares.filter((share) => !hidden.has(share.seatId)) };
  const seen = { ...meeting, participants: meeting.participants.filter(({ seatId }) => !hidden.has(seatId)) };
  const focus = focusOf(seen, mySeatId, pinned, layout, lastSpeaker);

  useEffect(() => {
    if (news.speaker !== null && news.speaker !== mySeatId) setLastSpeaker(news.speaker);
  }, [news.speaker, mySeatId]);

  const face: Face = (participant, width, height) => {
    const { seatId } = participant;
    const mine = seatId === mySeatId;
    const self: Focus = { source: "camera", seatId };
    return (
      <Tile
        participant={participant}
        mine={mine}
        owner={participant.userId === meeting.ownerId}
        blocked={hidden.has(seatId)}
        speaking={news.speaker === seatId && !hidden.has(seatId)}
        quality={news.qualities.get(seatId) ?? null}
        paused={news.paused.has(streamKey(seatId, "camera"))}
        hand={handOf(meeting, seatId)}
        reaction={shown.find((one) => one.seatId === seatId) ?? null}
        stream={media.streams.get(streamKey(seatId, "camera")) ?? null}
        ownTrack={mine && media.sending.camera ? ownTrack : null}
        width={width}
        height={height}
        menu={
          mine ? null : (
            <PersonMenu
              name={participant.displayName}
              sources={sourcesOf(meeting, seatId)}
              pinned={sameFocus(pinned, self)}
              onPin={participant.camera && !hidden.has(seatId) ? (on) => onPin(on ? self : null) : null}
              onStop={onStop === null ? null : (source) => onStop(seatId, source)}
              deeds={people.deeds(participant)}
              overPicture
            />
          )
        }
      />
    );
  };

  const shared = { meeting, mySeatId, hidden, call, saver, face };
  return (
    <section aria-label={t("meetings.stage")} className="relative flex min-h-0 flex-1 flex-col">
      {focus === null ? (
        <GridStage {...shared} />
      ) : (
        <FocusStage
          {...shared}
          focus={focus}
          pinned={pinned}
          onPin={onPin}
          strip={layout !== "focus"}
          paused={news.paused.has(streamKey(focus.seatId, focus.source))}
          stream={media.streams.get(streamKey(focus.seatId, focus.source)) ?? null}
        />
      )}
      <ReactionsSaid shown={shown.filter(({ seatId }) => !hidden.has(seatId))} meeting={meeting} mySeatId={mySeatId} />
    </section>
  );
}
