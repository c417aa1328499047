import { Crown, MicOff, VideoOff } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { ParticipantView } from "@/contract/live";
import { Avatar, hueOf } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { StreamVideo, TrackVideo } from "./self-preview";

interface Props {
  participant: ParticipantView;
  mine: boolean;
  owner: boolean;
  speaking: boolean;
  stream: MediaStream | null;
  ownTrack: MediaStreamTrack | null;
  width: number;
  height: number;
}

export function Tile({ participant, mine, owner, speaking, stream, ownTrack, width, height }: Props) {
  const { t } = useTranslation();
  const hasPicture = mine ? ownTrack !== null : participant.camera && stream !== null && !participant.held;
  const small = width < 200;
  return (
    <article
      data-flip={participant.seatId}
      aria-label={participant.displayName}
      style={{ width, height, "--h": hueOf(participant.userId) } as CSSProperties}
      className={cx(
        "relative grid place-items-center overflow-hidden rounded-card border hue-tile phone:rounded-tile",
        speaking ? "border-ok outline-2 outline-ok" : "border-line",
      )}
    >
      <Avatar
        id={participant.userId}
        name={participant.displayName}
        className={cx(
          height < 90
            ? "size-9 -translate-y-2 text-sm"
            : small
              ? "size-12 text-base"
              : height > 260
                ? "size-24 text-2xl"
                : "size-16 text-xl",
          participant.held ? "opacity-50" : "",
        )}
      />
      {hasPicture ? (
        <div className="absolute inset-0 animate-appear">
          {mine && ownTrack ? <TrackVideo track={ownTrack} mirrored /> : null}
          {!mine && stream ? <StreamVideo stream={stream} /> : null}
          <div aria-hidden className="absolute inset-x-0 bottom-0 h-16 bg-linear-to-t from-black/65 to-transparent" />
        </div>
      ) : null}
      <div
        className={cx(
          "absolute inset-x-3 bottom-2.5 flex items-center gap-2 text-[13px] font-semibold",
          hasPicture ? "text-white" : "text-text",
        )}
      >
        <span className="truncate">
          {mine ? t("meetings.tile.me", { name: participant.displayName }) : participant.displayName}
        </span>
        {owner ? (
          <span
            className={cx(
              "inline-flex flex-none items-center gap-1 rounded-[6px] px-1.5 py-0.5 text-[11px]",
              hasPicture ? "bg-white/20" : "bg-sunken text-muted",
            )}
          >
            <Crown size={12} aria-hidden />
            <span className={small ? "sr-only" : ""}>{t("meetings.owner")}</span>
          </span>
        ) : null}
        <span className={cx("ml-auto flex flex-none items-center gap-1.5", hasPicture ? "" : "text-muted")}>
          {participant.microphone ? null : (
            <MicOff size={14} role="img" aria-hidden={false} aria-label={t("meetings.tile.microphone_off")} />
          )}
          {participant.camera ? null : (
            <VideoOff size={14} role="img" aria-hidden={false} aria-label={t("meetings.tile.camera_off")} />
          )}
        </span>
      </div>
      {participant.held ? (
        <span className="absolute top-2.5 left-2.5 inline-flex animate-breathe items-center gap-1.5 rounded-[6px] bg-focus-soft px-2 py-1 text-[11px] font-semibold text-focus-text">
          {t("meetings.tile.reconnecting")}
        </span>
      ) : null}
    </article>
  );
}
