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
import type { Size } from "../wanted-tracks";
import { PersonMenu } from "./person-menu";
import { ReactionsSaid } from "./reactions-said";
import { StageFloor } from "./stage-floor";
import { Tile } from "./tile";

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

  const face = (participant: ParticipantView, size: Size, tools: ReactNode) => {
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
        {...size}
        inFront={tools !== null}
        menu={
          mine ? null : (
            <>
              {tools}
              <PersonMenu
                name={participant.displayName}
                sources={sourcesOf(meeting, seatId)}
                pinned={sameFocus(pinned, self)}
                onPin={participant.camera && !hidden.has(seatId) ? (on) => onPin(on ? self : null) : null}
                onStop={onStop === null ? null : (source) => onStop(seatId, source)}
                deeds={people.deeds(participant)}
                overPicture
              />
            </>
          )
        }
      />
    );
  };

  const inFront = focus === null ? null : streamKey(focus.seatId, focus.source);
  return (
    <section aria-label={t("meetings.stage")} className="relative flex min-h-0 flex-1 flex-col">
      <StageFloor
        meeting={meeting}
        mySeatId={mySeatId}
        hidden={hidden}
        call={call}
        saver={saver}
        focus={focus}
        strip={layout !== "focus"}
        pinned={pinned}
        onPin={onPin}
        stream={inFront === null ? null : (media.streams.get(inFront) ?? null)}
        paused={inFront !== null && news.paused.has(inFront)}
        face={face}
      />
      <ReactionsSaid shown={shown.filter(({ seatId }) => !hidden.has(seatId))} meeting={meeting} mySeatId={mySeatId} />
    </section>
  );
}
