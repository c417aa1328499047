import { Volume2, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LocalState } from "@/call/local-media";
import { codeText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { Announcement } from "../state";
import { DeviceProblemNotice } from "./device-problem";

interface Props {
  lost: boolean;
  /** camera and sound do not get through, while the room does */
  troubled: boolean;
  soundBlocked: boolean;
  onSound: () => void;
  local: LocalState;
  refused: string | null;
}

/** What needs a look right now, above the stage. */
export function RoomNotices({ lost, troubled, soundBlocked, onSound, local, refused }: Props) {
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
      {troubled ? <Notice kind="warm">{t("meetings.notice.media_troubled")}</Notice> : null}
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
        </p>
      ))}
    </div>
  );
}
