import { MonitorUp, Video, Volume2, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LocalState } from "@/call/local-media";
import type { CaptureProblem } from "@/call/screen-capture";
import type { MediaSource } from "@/contract/live";
import { codeText, waitText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { Announcement } from "../state";
import { DeviceProblemNotice } from "./device-problem";
import { DoctorLink } from "./doctor-link";

interface Props {
  lost: boolean;
  /** camera and sound do not get through, while the room does */
  troubled: boolean;
  soundBlocked: boolean;
  onSound: () => void;
  local: LocalState;
  refused: string | null;
  captureProblem: CaptureProblem | null;
  /** What a host has switched off. */
  stopped: MediaSource | null;
  onStoppedRead: () => void;
  /** A host has called the own hand. */
  floor: boolean;
  onFloorRead: () => void;
  /** As in the meeting's state. */
  cameraReminder: number | null | undefined;
  onCamera: () => void;
  onReminderRead: () => void;
  /** The way back to the share that a reload has ended; null where there was none. */
  onShareAgain: (() => void) | null;
  onShareForgotten: () => void;
}

/** What needs a look right now, above the stage. */
export function RoomNotices({
  lost,
  troubled,
  soundBlocked,
  onSound,
  local,
  refused,
  captureProblem,
  stopped,
  onStoppedRead,
  floor,
  onFloorRead,
  cameraReminder,
  onCamera,
  onReminderRead,
  onShareAgain,
  onShareForgotten,
}: Props) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2 px-3 pb-1 empty:hidden phone:px-5">
      {lost ? (
        <p
          role="status"
          className="flex animate-appear items-center justify-center gap-2 rounded-control bg-focus-soft px-4 py-2 font-semibold text-focus-text"
        >
          <WifiOff size={16} aria-hidden className="animate-breathe" />
          {t("meetings.notice.reconnecting")}
        </p>
      ) : null}
      {troubled ? (
        <Notice kind="warm">
          {t("meetings.notice.media_troubled")} <DoctorLink />
        </Notice>
      ) : null}
      {soundBlocked ? (
        <Notice
          action={
            <Button look="primary" onClick={onSound}>
              <Volume2 size={18} aria-hidden />
              {t("meetings.notice.sound_on")}
            </Button>
          }
        >
          <span className="flex min-h-10 items-center">{t("meetings.notice.sound_blocked")}</span>
        </Notice>
      ) : null}
      {stopped === null || stopped === "screenSound" ? null : (
        <Notice kind="warm" action={<Button onClick={onStoppedRead}>{t("meetings.notice.understood")}</Button>}>
          <span className="flex min-h-10 items-center">{t(`meetings.notice.stopped.${stopped}`)}</span>
        </Notice>
      )}
      {floor ? (
        <Notice action={<Button onClick={onFloorRead}>{t("meetings.notice.understood")}</Button>}>
          <strong className="flex min-h-10 items-center font-semibold">{t("meetings.notice.floor")}</strong>
        </Notice>
      ) : null}
      {cameraReminder === undefined ? null : (
        <Notice
          kind="warm"
          action={
            <span className="flex flex-wrap justify-end gap-2">
              <Button look="plain" onClick={onReminderRead}>
                {t("meetings.notice.understood")}
              </Button>
              <Button look="primary" onClick={onCamera}>
                <Video size={18} aria-hidden />
                {t("meetings.notice.camera_on")}
              </Button>
            </span>
          }
        >
          <span className="flex min-h-10 items-center">
            {cameraReminder === null
              ? t("meetings.notice.camera_missing")
              : t("meetings.notice.camera_or_seat", { wait: waitText(t, cameraReminder) })}
          </span>
        </Notice>
      )}
      {onShareAgain === null ? null : (
        <Notice
          action={
            <span className="flex flex-wrap justify-end gap-2">
              <Button look="plain" onClick={onShareForgotten}>
                {t("meetings.share.forget")}
              </Button>
              <Button look="primary" onClick={onShareAgain}>
                <MonitorUp size={18} aria-hidden />
                {t("meetings.share.again")}
              </Button>
            </span>
          }
        >
          <span className="flex min-h-10 items-center">{t("meetings.share.ended_by_reload")}</span>
        </Notice>
      )}
      {captureProblem === null ? null : <Notice kind="warm">{t(`meetings.share.problem.${captureProblem}`)}</Notice>}
      {local.camera.problem ? <DeviceProblemNotice source="camera" problem={local.camera.problem} /> : null}
      {local.microphone.problem ? <DeviceProblemNotice source="microphone" problem={local.microphone.problem} /> : null}
      {refused ? <Notice kind="warm">{codeText(t, refused)}</Notice> : null}
    </div>
  );
}

/** Arrivals, departures and new owners: a quiet line, also read aloud. */
export function Announcements({ announcements }: { announcements: Announcement[] }) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite" className="pointer-events-none absolute inset-x-0 bottom-2 z-10 grid justify-items-center gap-1.5">
      {announcements.map((said) => (
        <p
          key={said.id}
          className="max-w-[90%] animate-rise truncate rounded-full border border-line bg-raised/95 px-4 py-1.5 text-xs text-muted shadow-lift"
        >
          {said.kind === "arrived" ? t("meetings.said.arrived", { name: said.name }) : null}
          {said.kind === "departed"
            ? t(said.reason === "lost" ? "meetings.said.lost" : "meetings.said.left", { name: said.name })
            : null}
          {said.kind === "owner"
            ? said.mine
              ? t("meetings.said.owner_me")
              : t("meetings.said.owner", { name: said.name })
            : null}
          {said.kind === "shared" ? t("meetings.said.shared", { name: said.name }) : null}
          {said.kind === "hand_raised" ? t("meetings.said.hand_raised", { name: said.name }) : null}
          {said.kind === "hand_called" ? t("meetings.said.hand_called", { name: said.name }) : null}
          {said.kind === "hand_lowered" ? t("meetings.said.hand_lowered") : null}
        </p>
      ))}
    </div>
  );
}
