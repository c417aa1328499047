import { CirclePause, Maximize, MonitorUp, PinOff } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Call } from "@/call/call";
import type { Saver } from "@/call/preferences";
import type { MeetingSnapshot } from "@/contract/live";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";
import { Spinner } from "@/ui/spinner";
import { useMedia } from "@/ui/use-media";
import { useSize } from "@/ui/use-size";
import { type Focus, sharesOfOthers } from "../stage-focus";
import { inTileOrder } from "../state";
import { useInView, useWanted } from "../use-wanted";
import { steppedSize } from "../wanted-tracks";
import { StreamVideo } from "./self-preview";
import type { Face } from "./stage";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  /** Seats of blocked people: nothing of them is asked for. */
  hidden: ReadonlySet<string>;
  call: Call;
  saver: Saver;
  face: Face;
  focus: Focus;
  pinned: Focus | null;
  onPin: (focus: Focus | null) => void;
  /** Faces beside it. */
  strip: boolean;
  paused: boolean;
  stream: MediaStream | null;
}

const nobody: ReadonlySet<string> = new Set();

/** One thing large, faces beside it: to the right where the window is wide, below where it is narrow. */
export function FocusStage({
  meeting,
  mySeatId,
  hidden,
  call,
  saver,
  face,
  focus,
  pinned,
  onPin,
  strip: beside,
  paused,
  stream,
}: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<MediaStream | null>(null);
  const wide = useMedia("(min-width: 760px)");
  const picture = useRef<HTMLElement>(null);
  const strip = useRef<HTMLUListElement>(null);
  const size = useSize(picture);
  const people = inTileOrder(meeting.participants, mySeatId);
  const inView = useInView(strip, `${people.map((person) => person.seatId).join()} ${wide}`);
  const faces = beside ? inView : nobody;
  const [width, height] = wide ? [184, 115] : [132, 99];
  const ratio = Math.min(2, devicePixelRatio);
  useWanted(call, meeting, mySeatId, {
    faces,
    tile: steppedSize(width, ratio),
    focus,
    focusSize: steppedSize(Math.max(size.width, (size.height * 16) / 9), ratio),
    hidden,
    saver,
  });

  const person = people.find((present) => present.seatId === focus.seatId);
  const faceless = focus.source === "camera" && person?.camera === false;
  const nameOf = (seatId: string) => meeting.participants.find((person) => person.seatId === seatId)?.displayName ?? "";
  const screen = focus.source === "screen";
  const name = nameOf(focus.seatId);
  const label = screen ? t("meetings.share.of", { name }) : name;
  const shares = sharesOfOthers(meeting, mySeatId);
  return (
    <div className={cx("flex min-h-0 flex-1 gap-3 px-3 py-1 phone:px-5", wide ? "" : "flex-col")}>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
        {shares.length > 1 || (shares.length > 0 && !screen) ? (
          <div role="group" aria-label={t("meetings.share.choose")} className="flex flex-wrap gap-1.5">
            {shares.map(({ seatId }) => {
              const pressed = screen && focus.seatId === seatId;
              return (
                <button
                  key={seatId}
                  type="button"
                  aria-pressed={pressed}
                  onClick={() => onPin({ source: "screen", seatId })}
                  className={cx(
                    "inline-flex min-h-9 max-w-48 items-center gap-2 rounded-full border px-3.5 text-[13px] transition-colors",
                    pressed
                      ? "border-transparent bg-accent-soft font-semibold text-accent"
                      : "border-line bg-raised font-medium text-muted hover:border-line-strong hover:text-text",
                  )}
                >
                  <MonitorUp size={14} aria-hidden />
                  <span className="truncate">{t("meetings.share.of", { name: nameOf(seatId) })}</span>
                </button>
              );
            })}
          </div>
        ) : null}
        <figure
          ref={picture}
          aria-label={label}
          className="relative m-0 grid min-h-0 flex-1 place-items-center overflow-hidden rounded-card border border-line bg-sunken phone:rounded-tile"
        >
          {stream !== null && !paused && !faceless ? (
            <div className="absolute inset-0 animate-appear">
              <StreamVideo stream={stream} className="object-contain!" onFirstPicture={() => setShown(stream)} />
            </div>
          ) : null}
          {faceless && person !== undefined ? (
            <Avatar
              id={person.userId}
              name={person.displayName}
              src={hidden.has(person.seatId) ? null : person.avatar}
              className="size-24 text-2xl"
            />
          ) : stream !== null && !paused && shown === stream ? null : (
            <p className="flex max-w-64 flex-col items-center gap-3 px-4 text-center text-muted">
              {saver === "sound" || paused ? <CirclePause size={28} aria-hidden /> : <Spinner />}
              {saver === "sound"
                ? t("meetings.saver.sound_only")
                : paused
                  ? t("meetings.tile.paused_long")
                  : t("meetings.share.coming")}
            </p>
          )}
          <figcaption className="absolute bottom-2.5 left-2.5 inline-flex max-w-[calc(100%-7rem)] items-center gap-2 rounded-control bg-black/60 px-2.5 py-1 text-[13px] font-semibold text-white">
            {screen ? <MonitorUp size={14} aria-hidden /> : null}
            <span className="truncate">{label}</span>
          </figcaption>
          <div className="absolute right-2 bottom-2 flex gap-1">
            {pinned === null ? null : (
              <IconButton
                icon={PinOff}
                label={t("meetings.menu.unpin")}
                onClick={() => onPin(null)}
                className="bg-black/60 text-white hover:bg-black/80 hover:text-white"
              />
            )}
            {document.fullscreenEnabled ? (
              <IconButton
                icon={Maximize}
                label={t("meetings.share.fullscreen")}
                onClick={() =>
                  void (document.fullscreenElement ? document.exitFullscreen() : picture.current?.requestFullscreen())
                }
                className="bg-black/60 text-white hover:bg-black/80 hover:text-white"
              />
            ) : null}
          </div>
        </figure>
      </div>
      {beside ? (
        <ul
          ref={strip}
          className={cx(
            "quiet-scroll flex flex-none gap-2",
            wide ? "w-[196px] flex-col overflow-y-auto" : "overflow-x-auto pb-1",
          )}
        >
          {people.map((participant) => (
            <li key={participant.seatId} className="flex-none">
              {face(participant, width, height)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
