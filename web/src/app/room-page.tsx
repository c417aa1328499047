import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { DoorClosed, WifiOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { MeView, RoomView as Room } from "@/contract/http";
import type { Refusal } from "@/contract/live";
import { ChatPanel } from "@/features/chat/components/chat-panel";
import { ChatPeek, ChatUnread } from "@/features/chat/components/chat-peek";
import { kick, warn } from "@/features/groups/api";
import { PrejoinPage } from "@/features/meetings/components/prejoin-page";
import { RoomEnded } from "@/features/meetings/components/room-ended";
import { RoomView } from "@/features/meetings/components/room-view";
import { WaitingPage } from "@/features/meetings/components/waiting-page";
import { isHost, type Moderation } from "@/features/meetings/hosting";
import type { MeetingState } from "@/features/meetings/meeting-session";
import { BellMenu } from "@/features/notifications/components/bell-menu";
import { roomQuery } from "@/features/rooms/api";
import { EditRoom } from "@/features/rooms/components/edit-room";
import { asRefusal } from "@/http/refusal";
import { codeText, refusalText } from "@/i18n/refusal-text";
import type { Live, LiveStatus } from "@/live/live";
import { Brand } from "@/ui/brand";
import { Button, buttonClass } from "@/ui/button";
import { SiteLink } from "@/ui/site-link";
import { Spinner } from "@/ui/spinner";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { NewsProvider } from "./news";
import { PeopleProvider } from "./people";
import { PersonalNews } from "./personal-news";
import { useLive } from "./use-me";
import { useWaiting } from "./use-waiting";
import { Visit } from "./visit";

/** In a group's room the group moderates; handing over is done on its page. */
const groupModeration = (groupId: string): Moderation => ({
  warn: async (userId, reason) => (await warn(groupId, userId, reason)).number,
  kick: (userId, reason) => kick(groupId, userId, reason),
  handOver: null,
});

const isSeated = ({ phase, seat }: MeetingState): boolean => seat !== null && (phase === "inside" || phase === "returning");

/** One room from its link to leaving it: the look in the mirror, the room, and the end. */
export function RoomPage({ roomId, me, message }: { roomId: string; me: MeView; message: number | null }) {
  const { live, status } = useLive();
  const [visit, setVisit] = useState<Visit | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another visit to the same room.
  useEffect(() => {
    const started = new Visit(live, roomId, me);
    setVisit(started);
    return () => started.leave();
  }, [live, roomId, me.id, round]);

  return visit === null ? (
    <Waiting />
  ) : (
    <PeopleProvider>
      <NewsProvider seatedIn={() => (isSeated(visit.meeting.now()) ? roomId : null)}>
        <PersonalNews />
        <VisitPage
          key={round}
          live={live}
          status={status}
          visit={visit}
          roomId={roomId}
          me={me}
          message={message}
          onAgain={() => setRound(round + 1)}
        />
      </NewsProvider>
    </PeopleProvider>
  );
}

interface VisitProps {
  live: Live;
  status: LiveStatus;
  visit: Visit;
  roomId: string;
  me: MeView;
  /** of its chat, to go to once inside */
  message: number | null;
  onAgain: () => void;
}

function VisitPage({ live, status, visit, roomId, me, message, onAgain }: VisitProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const state = useSyncExternalStore(visit.meeting.watch, visit.meeting.now);
  const room = useQuery(roomQuery(roomId));
  useTitle(room.data?.title ?? state.meeting?.title ?? null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [returning, setReturning] = useState(visit.ticket !== null);
  const [roundTrip, setRoundTrip] = useState<number | null>(null);
  const waiting = useWaiting(live, roomId, setRefusal);

  useEffect(() => {
    if (status === "online") void live.roundTrip().then(setRoundTrip);
  }, [live, status]);

  // After a reload: back to the seat, without a look in the mirror.
  useEffect(() => {
    if (!returning || status !== "online") return;
    void visit.comeBack().then((refused) => {
      setRefusal(refused);
      setReturning(false);
    });
  }, [returning, status, visit]);

  const { meeting, seat, phase } = state;
  if (phase === "ended" && state.endedWith) {
    return live.closedWith === "auth.session_ended" ? <Waiting /> : <RoomEnded code={state.endedWith} onAgain={onAgain} />;
  }
  if (meeting !== null && seat !== null && isSeated(state)) {
    return (
      <RoomView
        session={visit.meeting}
        state={{ ...state, meeting, seat }}
        local={visit.local}
        onLeave={() => {
          visit.leave();
          void client.invalidateQueries({ queryKey: ["rooms"] });
          void navigate({ to: "/rooms" });
        }}
        chat={(visible) => (
          <ChatPanel
            session={visit.chat}
            me={me}
            isHost={isHost(meeting, me.id)}
            visible={visible}
            jumpTo={message}
            onJumped={() => void navigate({ to: "/rooms/$roomId", params: { roomId }, search: {}, replace: true })}
          />
        )}
        messageAsked={message}
        bell={<BellMenu roomId={roomId} />}
        chatPeek={(open) => <ChatPeek session={visit.chat} onOpen={open} />}
        unread={<ChatUnread session={visit.chat} />}
        moderation={meeting.hosting.kind === "group" ? groupModeration(roomId) : null}
        edit={meeting.hosting.kind === "open" && meeting.ownerId === me.id ? <EditRoom roomId={roomId} /> : null}
      />
    );
  }
  if (waiting.place !== null) {
    return (
      <WaitingPage
        title={room.data?.title ?? ""}
        place={waiting.place}
        onCancel={() => {
          waiting.cancel();
          visit.local.close();
          void navigate({ to: "/rooms" });
        }}
      />
    );
  }
  if (returning || room.isPending) return <Waiting />;
  if (room.data === undefined || room.data.closed)
    return <Unreachable room={room.data} error={room.error} onRetry={() => void room.refetch()} />;
  return (
    <div className="flex flex-1 flex-col">
      <header className="mx-auto w-full max-w-[1120px] px-4 py-4 phone:px-8 phone:pt-6 phone:pb-2">
        <SiteLink href="/rooms" className="inline-block rounded-control p-1">
          <Brand />
        </SiteLink>
      </header>
      <PrejoinPage
        room={room.data}
        me={me}
        local={visit.local}
        connected={status === "online"}
        roundTrip={roundTrip}
        refusal={refusal}
        onEnter={async (password, move) => {
          const enter = () => visit.enter(password, move, room.data.microphonePolicy);
          const refused = await enter();
          return waiting.hold(refused, enter) ? null : refused;
        }}
      />
    </div>
  );
}

function Unreachable({ room, error, onRetry }: { room: Room | undefined; error: Error | null; onRetry: () => void }) {
  const { t } = useTranslation();
  const refusal = error ? asRefusal(error) : null;
  const gone = room?.closed === true || refusal?.code === "room.not_found" || refusal?.code === "room.closed";
  return (
    <main className="grid flex-1 place-items-center">
      <StateBlock
        heading="h1"
        icon={gone ? DoorClosed : WifiOff}
        title={room?.title ?? t(gone ? "rooms.door.missing" : "rooms.door.failed")}
        text={room?.closed ? codeText(t, "room.closed") : refusal ? refusalText(t, refusal) : undefined}
      >
        {gone ? null : <Button onClick={onRetry}>{t("common.retry")}</Button>}
        <SiteLink href="/rooms" className={buttonClass("primary")}>
          {t("meetings.ended.rooms")}
        </SiteLink>
      </StateBlock>
    </main>
  );
}

function Waiting() {
  return (
    <div className="grid flex-1 place-items-center text-muted">
      <Spinner />
    </div>
  );
}
