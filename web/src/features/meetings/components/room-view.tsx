import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { ShareMode } from "@/call/encodings";
import type { LocalMedia } from "@/call/local-media";
import { type Layout, layouts, readPreferences, type Saver, savePreferences } from "@/call/preferences";
import { CaptureError, type CaptureProblem, canCaptureScreen } from "@/call/screen-capture";
import type { DeviceSource } from "@/call/signals";
import type { MeetingSnapshot, SeatView } from "@/contract/live";
import { Dialog } from "@/ui/dialog";
import { Part } from "@/ui/part";
import { usePeople } from "@/ui/people";
import { useMedia } from "@/ui/use-media";
import { isHost, type Moderation } from "../hosting";
import type { MeetingSession, MeetingState } from "../meeting-session";
import { blockedSeats, handOf, shareRefusal } from "../state";
import { useRoomKeys } from "../use-room-keys";
import { AloneHint } from "./alone-hint";
import { Controls } from "./controls";
import type { HostActions } from "./host-tools";
import { KeysDialog } from "./keys-dialog";
import { OwnShare } from "./own-share";
import { PeoplePanel } from "./people-panel";
import { RoomSettingsDialog } from "./room-dialogs";
import { RoomHeader } from "./room-header";
import { Announcements, RoomNotices } from "./room-notices";
import { ShareDialog } from "./share-dialog";
import { type PanelTab, SidePanel } from "./side-panel";
import { Stage } from "./stage";
import { WaitingLine } from "./waiting-line";

interface Props {
  session: MeetingSession;
  state: MeetingState & { meeting: MeetingSnapshot; seat: SeatView };
  local: LocalMedia;
  onLeave: () => void;
  chat: (visible: boolean) => ReactNode;
  chatPeek: (open: () => void) => ReactNode;
  unread: ReactNode;
  /** What has come, from wherever. */
  bell: ReactNode;
  /** A message of the chat, by its number: whoever asks for it wants to see the chat. */
  messageAsked: number | null;
  /** Of a group's room; an open room moderates itself. */
  moderation: Moderation | null;
  /** The host's way to change the room. */
  edit: ReactNode;
}

const refusalShownMs = 6000;
/** Between two sentences under push-to-talk the device stays open, so that the next press is heard at once. */
const talkPauseMs = 30_000;

export function RoomView({
  session,
  state,
  local,
  onLeave,
  chat,
  chatPeek,
  unread,
  bell,
  messageAsked,
  moderation,
  edit,
}: Props) {
  const { t } = useTranslation();
  const { meeting, seat, shareAgain } = state;
  const people = usePeople();
  const media = useSyncExternalStore(session.call.watch, session.call.now);
  const own = useSyncExternalStore(local.watch, local.now);
  const wide = useMedia("(min-width: 1000px)");
  const [tab, setTab] = useState<PanelTab>("chat");
  const [sheet, setSheet] = useState(false);
  const [dialog, setDialog] = useState<"settings" | "keys" | null>(null);
  const [sharing, setSharing] = useState(false);
  const [saver, setSaver] = useState<Saver>(readPreferences().saver);
  const [layout, setLayout] = useState<Layout>(readPreferences().layout);
  const [keysOn, setKeysOn] = useState(readPreferences().keys);
  const [refused, setRefused] = useState<string | null>(null);
  const [captureProblem, setCaptureProblem] = useState<CaptureProblem | null>(null);
  const talkPause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const policy = meeting.microphonePolicy;
  const myUserId = meeting.participants.find((person) => person.seatId === seat.seatId)?.userId ?? "";
  const hand = handOf(meeting, seat.seatId);
  const noShare = shareRefusal(meeting, myUserId);

  useEffect(() => {
    if (refused === null && captureProblem === null) return;
    const timer = setTimeout(() => {
      setRefused(null);
      setCaptureProblem(null);
    }, refusalShownMs);
    return () => clearTimeout(timer);
  }, [refused, captureProblem]);
  useEffect(() => () => clearTimeout(talkPause.current), []);

  // At once, whatever is still on its way; the wish for their tracks follows.
  const silenced = [...blockedSeats(meeting, people.isBlocked)].sort().join();
  useEffect(() => {
    session.call.silence(new Set(silenced.split(",").filter(Boolean)));
  }, [session, silenced]);

  async function turn(source: DeviceSource, on: boolean, keepDevice = false) {
    const code = await session.turn(source, on, keepDevice);
    if (code !== null) setRefused(code);
  }

  function toggle(source: DeviceSource) {
    const on = !media.sending[source] && !own[source].opening;
    if (source === "camera") savePreferences({ camera: on });
    void turn(source, on);
  }

  function toggleMicrophone() {
    if (policy === "open") toggle("microphone");
    else setRefused("media.mic_not_allowed");
  }

  function talk(on: boolean) {
    clearTimeout(talkPause.current);
    void turn("microphone", on, true);
    if (!on) talkPause.current = setTimeout(() => local.release("microphone"), talkPauseMs);
  }

  function toggleShare() {
    if (media.share !== null) void session.call.stopSharing();
    else setSharing(true);
  }

  async function share(mode: ShareMode) {
    try {
      setRefused(await session.share(mode));
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      setCaptureProblem(error.problem);
    }
  }

  function nextLayout() {
    const next = layouts[(layouts.indexOf(layout) + 1) % layouts.length] ?? "grid";
    savePreferences({ layout: next });
    setLayout(next);
  }

  const toggleHand = () => void session.gestures.setHand(hand === null).then(setRefused);

  const host: HostActions | null = !isHost(meeting, myUserId)
    ? null
    : {
        stop: async (seatId, source) => {
          const code = await session.stopSource(seatId, source);
          if (code !== null) setRefused(code);
          return code;
        },
        setSharePolicy: (next) => session.setSharePolicy(next),
        callHand: (seatId) => void session.gestures.callHand(seatId).then(setRefused),
        lowerHand: (seatId) => void session.gestures.lowerHand(seatId).then(setRefused),
        lock: (locked) => session.voice.lock(locked),
        moderation: moderation ?? session.voice.moderation(),
        closeRoom: meeting.hosting.kind === "group" ? null : () => session.closeRoom(),
        edit,
      };

  function show(which: PanelTab) {
    setTab(which);
    if (!wide) setSheet(true);
    else if (which === "chat")
      requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>("[data-panel] textarea")?.focus());
  }

  useEffect(() => {
    if (messageAsked === null) return;
    setTab("chat");
    if (!wide) setSheet(true);
  }, [messageAsked, wide]);

  useRoomKeys(
    {
      microphone: toggleMicrophone,
      camera: () => toggle("camera"),
      share: toggleShare,
      chat: () => show("chat"),
      people: () => show("people"),
      hand: toggleHand,
      layout: nextLayout,
      help: () => setDialog("keys"),
      talk: policy === "push-to-talk" ? talk : null,
    },
    keysOn,
  );

  function chosen(kind: DeviceSource | "speaker") {
    if (kind === "speaker") void session.call.chooseSpeaker(readPreferences().speakerId);
    else void session.call.switchDevice(kind);
  }

  const panel = (visible: boolean) => (
    <SidePanel
      tab={tab}
      onTab={setTab}
      chat={<Part>{chat(visible && tab === "chat")}</Part>}
      people={
        <Part>
          <PeoplePanel meeting={meeting} mySeatId={seat.seatId} host={host} />
        </Part>
      }
      peopleCount={meeting.participants.length}
      unread={unread}
    />
  );

  return (
    <div className="fixed inset-0 grid h-dvh grid-cols-[minmax(0,1fr)] desk:grid-cols-[minmax(0,1fr)_340px]">
      <main className="flex min-h-0 min-w-0 flex-col">
        <RoomHeader
          meeting={meeting}
          layout={layout}
          onLayout={nextLayout}
          saver={saver}
          bell={bell}
          onSettings={() => setDialog("settings")}
        />
        <RoomNotices
          lost={state.phase === "returning"}
          troubled={media.troubled && state.phase === "inside"}
          soundBlocked={media.soundBlocked}
          onSound={() => void session.call.turnSoundOn()}
          local={own}
          refused={refused}
          captureProblem={captureProblem}
          stopped={state.stoppedByHost}
          onStoppedRead={() => session.readStopped()}
          floor={state.floor}
          onFloorRead={() => session.readFloor()}
          cameraReminder={state.cameraReminder}
          onCamera={() => toggle("camera")}
          onReminderRead={() => session.readReminder()}
          onShareAgain={shareAgain === null ? null : () => void share(shareAgain)}
          onShareForgotten={() => session.offerShare(null)}
        />
        {media.share === null ? null : (
          <div className="px-3 pt-1 pb-1.5 phone:px-5">
            <OwnShare
              mode={media.share.mode}
              onMode={(mode) => {
                savePreferences({ shareMode: mode });
                void session.call.setShareMode(mode);
              }}
              onStop={() => void session.call.stopSharing()}
            />
          </div>
        )}
        {host === null ? null : <WaitingLine people={state.waiting} voice={session.voice} />}
        <div className="relative flex min-h-0 flex-1 flex-col">
          <Part>
            <Stage
              meeting={meeting}
              mySeatId={seat.seatId}
              ownTrack={own.camera.track}
              call={session.call}
              media={media}
              news={state.news}
              saver={saver}
              layout={layout}
              gestures={session.gestures}
              pinned={state.pinned}
              onPin={(focus) => session.pin(focus)}
              onStop={host === null ? null : (seatId, source) => void host.stop(seatId, source)}
            />
          </Part>
          <Announcements announcements={state.announcements} />
        </div>
        {meeting.participants.length === 1 ? <AloneHint roomId={meeting.roomId} title={meeting.title} /> : null}
        <div className="grid grid-cols-[minmax(0,1fr)] phone:hidden">{chatPeek(() => show("chat"))}</div>
        <Controls
          policy={policy}
          microphone={{ on: media.sending.microphone, busy: own.microphone.opening }}
          camera={{ on: media.sending.camera, busy: own.camera.opening }}
          sharing={media.share !== null}
          shareBlocked={media.share === null && (noShare !== null || !canCaptureScreen())}
          onShare={toggleShare}
          onMicrophone={toggleMicrophone}
          onTalk={talk}
          onCamera={() => toggle("camera")}
          hand={hand}
          onHand={toggleHand}
          onReact={(reaction) => void session.gestures.react(reaction).then((code) => code !== null && setRefused(code))}
          onChat={() => show("chat")}
          onPeople={() => show("people")}
          onSettings={() => setDialog("settings")}
          onLeave={onLeave}
          people={meeting.participants.length}
          unread={unread}
        />
      </main>
      {wide ? (
        <aside data-panel aria-label={t("meetings.panel.label")} className="flex min-h-0 flex-col border-l border-line bg-sunken">
          {panel(true)}
        </aside>
      ) : (
        <Dialog
          sheet
          open={sheet}
          onOpenChange={setSheet}
          title={t("meetings.panel.label")}
          titleHidden
          closeLabel={t("common.close")}
        >
          <div className="-mt-10 flex min-h-0 flex-1 flex-col pr-0">{panel(sheet)}</div>
        </Dialog>
      )}
      <ShareDialog
        open={sharing}
        onClose={() => setSharing(false)}
        refusal={noShare}
        silent={policy === "silent"}
        onShare={(mode) => void share(mode)}
      />
      <RoomSettingsDialog
        open={dialog === "settings"}
        onClose={() => setDialog(null)}
        local={local}
        saver={saver}
        onSaver={(next) => {
          savePreferences({ saver: next });
          setSaver(next);
        }}
        onKeys={() => setDialog("keys")}
        onChosen={chosen}
      />
      <KeysDialog
        open={dialog === "keys"}
        onClose={() => setDialog(null)}
        talk={policy === "push-to-talk"}
        on={keysOn}
        onSwitch={(on) => {
          savePreferences({ keys: on });
          setKeysOn(on);
        }}
      />
    </div>
  );
}
