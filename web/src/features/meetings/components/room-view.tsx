import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { LocalMedia } from "@/call/local-media";
import { readPreferences, savePreferences } from "@/call/preferences";
import type { MediaSource, MeetingSnapshot, SeatView } from "@/contract/live";
import { Dialog } from "@/ui/dialog";
import { Part } from "@/ui/part";
import { useMedia } from "@/ui/use-media";
import type { MeetingSession, MeetingState } from "../meeting-session";
import { useRoomKeys } from "../use-room-keys";
import { Controls } from "./controls";
import { PeoplePanel } from "./people-panel";
import { RoomSettingsDialog } from "./room-dialogs";
import { Announcements, RoomNotices } from "./room-notices";
import { type PanelTab, SidePanel } from "./side-panel";
import { Stage } from "./stage";

interface Props {
  session: MeetingSession;
  state: MeetingState & { meeting: MeetingSnapshot; seat: SeatView };
  local: LocalMedia;
  onLeave: () => void;
  chat: (visible: boolean) => ReactNode;
  chatPeek: (open: () => void) => ReactNode;
  unread: ReactNode;
}

const refusalShownMs = 6000;
/** Between two sentences under push-to-talk the device stays open, so that the next press is heard at once. */
const talkPauseMs = 30_000;

export function RoomView({ session, state, local, onLeave, chat, chatPeek, unread }: Props) {
  const { t } = useTranslation();
  const { meeting, seat } = state;
  const media = useSyncExternalStore(session.call.watch, session.call.now);
  const own = useSyncExternalStore(local.watch, local.now);
  const wide = useMedia("(min-width: 1000px)");
  const [tab, setTab] = useState<PanelTab>("chat");
  const [sheet, setSheet] = useState(false);
  const [settings, setSettings] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const talkPause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const policy = meeting.microphonePolicy;

  useEffect(() => {
    if (refused === null) return;
    const timer = setTimeout(() => setRefused(null), refusalShownMs);
    return () => clearTimeout(timer);
  }, [refused]);
  useEffect(() => () => clearTimeout(talkPause.current), []);

  async function turn(source: MediaSource, on: boolean, keepDevice = false) {
    const code = await session.turn(source, on, keepDevice);
    if (code !== null) setRefused(code);
  }

  function toggle(source: MediaSource) {
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

  function show(which: PanelTab) {
    setTab(which);
    if (!wide) setSheet(true);
    else if (which === "chat")
      requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>("[data-panel] textarea")?.focus());
  }

  useRoomKeys({
    microphone: toggleMicrophone,
    camera: () => toggle("camera"),
    chat: () => show("chat"),
    people: () => show("people"),
    help: () => setSettings(true),
    talk: policy === "push-to-talk" ? talk : null,
  });

  function chosen(kind: MediaSource | "speaker") {
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
          <PeoplePanel meeting={meeting} mySeatId={seat.seatId} onCloseRoom={() => session.closeRoom()} />
        </Part>
      }
      peopleCount={meeting.participants.length}
      unread={unread}
    />
  );

  return (
    <div className="fixed inset-0 grid h-dvh grid-cols-[minmax(0,1fr)] desk:grid-cols-[minmax(0,1fr)_340px]">
      <main className="flex min-h-0 min-w-0 flex-col">
        <header className="px-4 py-3 short:py-1.5 phone:px-5">
          <h1 className="truncate text-base font-semibold">{meeting.title}</h1>
          <p className="truncate text-[13px] text-muted short:hidden" title={meeting.notice || undefined}>
            {t(`meetings.policy.${policy}`)}
            {meeting.notice ? ` · ${t("meetings.notice_line", { notice: meeting.notice })}` : ""}
          </p>
        </header>
        <RoomNotices
          lost={state.phase === "returning"}
          troubled={media.troubled && state.phase === "inside"}
          soundBlocked={media.soundBlocked}
          onSound={() => void session.call.turnSoundOn()}
          local={own}
          refused={refused}
        />
        <div className="relative flex min-h-0 flex-1 flex-col">
          <Part>
            <Stage meeting={meeting} mySeatId={seat.seatId} ownTrack={own.camera.track} call={session.call} media={media} />
          </Part>
          <Announcements announcements={state.announcements} />
        </div>
        <div className="grid phone:hidden">{chatPeek(() => show("chat"))}</div>
        <Controls
          policy={policy}
          microphone={{ on: media.sending.microphone, busy: own.microphone.opening }}
          camera={{ on: media.sending.camera, busy: own.camera.opening }}
          onMicrophone={toggleMicrophone}
          onTalk={talk}
          onCamera={() => toggle("camera")}
          onChat={() => show("chat")}
          onPeople={() => show("people")}
          onSettings={() => setSettings(true)}
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
      <RoomSettingsDialog open={settings} onClose={() => setSettings(false)} local={local} policy={policy} onChosen={chosen} />
    </div>
  );
}
