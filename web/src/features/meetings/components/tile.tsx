import {
  AudioLines,
  Ban,
  CirclePause,
  Crown,
  type LucideIcon,
  MicOff,
  SignalHigh,
  SignalLow,
  SignalMedium,
  VideoOff,
} from "lucide-react";
import { type CSSProperties, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionQuality, ParticipantView } from "@/contract/live";
import { Avatar, hueOf } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { type ShownReaction, signs } from "../gestures";
import { HandBadge } from "./hand-badge";
import { StreamVideo, TrackVideo } from "./self-preview";

interface Props {
  participant: ParticipantView;
  mine: boolean;
  owner: boolean;
  speaking: boolean;
  /** Null while nothing is known. */
  quality: ConnectionQuality | null;
  /** The own connection cannot carry this picture now. */
  paused: boolean;
  /** Whoever looks has blocked this person: neither picture nor sound. */
  blocked: boolean;
  /** The place of the raised hand in the queue. */
  hand: number | null;
  reaction: ShownReaction | null;
  stream: MediaStream | null;
  ownTrack: MediaStreamTrack | null;
  width: number;
  height: number;
  /** In the foreground: all of the picture, and nothing of it cut off. */
  inFront: boolean;
  menu: ReactNode;
}

const signals: Record<ConnectionQuality, LucideIcon> = { good: SignalHigh, fair: SignalMedium, poor: SignalLow };

export function Tile({
  participant,
  mine,
  owner,
  speaking,
  quality,
  paused,
  blocked,
  hand,
  reaction,
  stream,
  ownTrack,
  width,
  height,
  inFront,
  menu,
}: Props) {
  const { t } = useTranslation();
  const hasPicture = mine ? ownTrack !== null : participant.camera && stream !== null && !participant.held && !paused && !blocked;
  const source = mine ? ownTrack : stream;
  const [seen, setSeen] = useState<MediaStream | MediaStreamTrack | null>(null);
  const shows = hasPicture && seen === source;
  const small = width < 200;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have names.
    <div
      role={inFront ? "figure" : "article"}
      data-flip={participant.seatId}
      aria-label={participant.displayName}
      style={{ width, height, "--h": hueOf(participant.userId) } as CSSProperties}
      className={cx(
        "group relative grid place-items-center overflow-hidden rounded-card border phone:rounded-tile",
        inFront && shows ? "bg-sunken" : "hue-tile",
        speaking ? "border-ok outline-2 outline-ok -outline-offset-2" : "border-line",
      )}
    >
      <Avatar
        id={participant.userId}
        name={participant.displayName}
        src={blocked ? null : participant.avatar}
        className={cx(
          height < 120
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
        // Until there is something to see, the avatar stays.
        <div className={cx("absolute inset-0 transition-opacity duration-200", shows ? "" : "opacity-0")}>
          {mine && ownTrack ? <TrackVideo track={ownTrack} mirrored onFirstPicture={() => setSeen(ownTrack)} /> : null}
          {!mine && stream ? (
            <StreamVideo stream={stream} className={inFront ? "object-contain!" : ""} onFirstPicture={() => setSeen(stream)} />
          ) : null}
          {inFront ? null : (
            <div aria-hidden className="absolute inset-x-0 bottom-0 h-16 bg-linear-to-t from-black/65 to-transparent" />
          )}
        </div>
      ) : null}
      <div
        className={cx(
          "absolute flex items-center gap-2 text-[13px] font-semibold",
          inFront && shows
            ? "bottom-2.5 left-2.5 max-w-[calc(100%-1.25rem)] rounded-control bg-black/60 px-2.5 py-1"
            : cx("inset-x-3", height < 120 ? "bottom-1.5" : "bottom-2.5"),
          shows ? "text-white" : "text-text",
        )}
      >
        <span className="truncate">
          {mine ? t("meetings.tile.me", { name: participant.displayName }) : participant.displayName}
        </span>
        {owner ? (
          <span
            className={cx(
              "inline-flex flex-none items-center gap-1 rounded-[6px] px-1.5 py-0.5 text-[11px]",
              shows ? "bg-white/20" : "bg-sunken text-muted",
            )}
          >
            <Crown size={12} aria-hidden />
            <span className={small ? "sr-only" : ""}>{t("meetings.owner")}</span>
          </span>
        ) : null}
        <span className={cx("ml-auto flex flex-none items-center gap-1.5", shows ? "" : "text-muted")}>
          {speaking ? <Sign icon={AudioLines} label={t("meetings.tile.speaking")} /> : null}
          {participant.microphone ? null : <Sign icon={MicOff} label={t("meetings.tile.microphone_off")} />}
          {participant.camera ? null : <Sign icon={VideoOff} label={t("meetings.tile.camera_off")} />}
          {quality === null || participant.held ? null : (
            <Sign icon={signals[quality]} label={t(`meetings.tile.quality.${quality}`)} />
          )}
        </span>
      </div>
      {reaction === null || blocked ? null : (
        <span
          key={reaction.id}
          aria-hidden
          className={cx("absolute left-3 animate-rise drop-shadow-md", small ? "bottom-7 text-2xl" : "bottom-10 text-3xl")}
        >
          {signs[reaction.reaction]}
        </span>
      )}
      <div className="absolute top-2.5 left-2.5 flex max-w-[calc(100%-3.5rem)] flex-wrap items-center gap-1.5">
        <HandBadge place={hand} />
        {blocked ? (
          <Badge>
            <Ban size={12} aria-hidden />
            {t("meetings.tile.blocked")}
          </Badge>
        ) : participant.held ? (
          <Badge warm>{t("meetings.tile.reconnecting")}</Badge>
        ) : paused && participant.camera ? (
          <Badge>
            <CirclePause size={12} aria-hidden />
            {t(inFront ? "meetings.tile.paused_long" : "meetings.tile.paused")}
          </Badge>
        ) : null}
      </div>
      {menu === null ? null : (
        <div className={cx("absolute flex items-center gap-1", inFront ? "top-2 right-2" : "top-1.5 right-1.5")}>{menu}</div>
      )}
    </div>
  );
}

function Sign({ icon: Icon, label }: { icon: LucideIcon; label: string }) {
  return (
    <span title={label} className="grid">
      <Icon size={14} role="img" aria-hidden={false} aria-label={label} />
    </span>
  );
}

function Badge({ warm = false, children }: { warm?: boolean; children: ReactNode }) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 rounded-[6px] px-2 py-1 text-[11px] font-semibold",
        warm ? "animate-breathe bg-focus-soft text-focus-text" : "bg-sunken text-muted",
      )}
    >
      {children}
    </span>
  );
}
