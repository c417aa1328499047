import { Maximize, Minimize, PinOff } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Call } from "@/call/call";
import type { Saver } from "@/call/preferences";
import type { MeetingSnapshot, ParticipantView } from "@/contract/live";
import { cx } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";
import { useMedia } from "@/ui/use-media";
import { useSize } from "@/ui/use-size";
import { type Focus, sharesOfOthers } from "../stage-focus";
import { bestLayout, foregroundLayout, pageOf, perPage } from "../stage-layout";
import { inTileOrder } from "../state";
import { useFullscreen } from "../use-fullscreen";
import { useInView, useWanted } from "../use-wanted";
import { type Size, steppedSize } from "../wanted-tracks";
import { Flip } from "./flip";
import { PageTurner } from "./page-turner";
import { ShareChoice } from "./share-choice";
import { SharedScreen } from "./shared-screen";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  /** Seats of blocked people: nothing of them is asked for. */
  hidden: ReadonlySet<string>;
  call: Call;
  saver: Saver;
  /** What is in the foreground; null where all are alike. */
  focus: Focus | null;
  /** Faces beside it. */
  strip: boolean;
  pinned: Focus | null;
  onPin: (focus: Focus | null) => void;
  /** Of what is in the foreground. */
  stream: MediaStream | null;
  paused: boolean;
  /** A person's tile; `tools` where it is in the foreground. */
  face: (participant: ParticipantView, size: Size, tools: ReactNode) => ReactNode;
}

const nobody: ReadonlySet<string> = new Set();

/**
 * Where the tiles lie: all alike and as large as the window allows, a page at a time; or one thing large and the faces beside it, to the right
 * where the window is wide, below where it is narrow. It is one list in every case, so that a tile keeps its picture wherever it goes.
 */
export function StageFloor({
  meeting,
  mySeatId,
  hidden,
  call,
  saver,
  focus,
  strip: wantsStrip,
  pinned,
  onPin,
  stream,
  paused,
  face,
}: Props) {
  const { t } = useTranslation();
  const phone = useMedia("(max-width: 599px)");
  const wide = useMedia("(min-width: 760px), (max-height: 480px)");
  const area = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const size = useSize(area);
  const [full, toggleFull] = useFullscreen(area);
  const [wantedPage, setWantedPage] = useState(0);
  const all = inTileOrder(meeting.participants, mySeatId);
  const strip = focus !== null && wantsStrip && !full;
  const large = focus?.source === "camera" ? focus.seatId : null;

  const { items, page, pages } =
    focus === null
      ? pageOf(all, perPage(phone), wantedPage)
      : { items: strip ? all : all.filter(({ seatId }) => seatId === large), page: 0, pages: 1 };
  const gap = phone ? 8 : 12;
  const grid = bestLayout(items.length, size.width, size.height, gap, phone ? 4 / 3.4 : 16 / 10);
  const side = strip ? (wide ? "right" : "below") : "none";
  const ahead = foregroundLayout(size, side);
  const tile: Size = focus === null ? { width: grid.tileWidth, height: grid.tileHeight } : ahead.face;

  const seats = items.map(({ seatId }) => seatId).join();
  const inView = useInView(list, `${seats} ${side}`);
  const onPage = useMemo(() => new Set(seats.split(",")), [seats]);
  const ratio = Math.min(2, devicePixelRatio);
  useWanted(call, meeting, mySeatId, {
    faces: focus === null ? onPage : strip ? inView : nobody,
    tile: steppedSize(tile.width, ratio),
    focus,
    focusSize: steppedSize(Math.max(ahead.large.width, (ahead.large.height * 16) / 9), ratio),
    hidden,
    saver,
  });

  // What filled the screen is gone; the others are not to fill it in its stead.
  const alike = focus === null;
  useEffect(() => {
    if (alike && full) void document.exitFullscreen();
  }, [alike, full]);

  const nameOf = (seatId: string) => meeting.participants.find((person) => person.seatId === seatId)?.displayName ?? "";
  const overPicture = "bg-black/60 text-white hover:bg-black/80 hover:text-white";
  const tools = (
    <>
      {pinned === null ? null : (
        <IconButton icon={PinOff} label={t("meetings.menu.unpin")} onClick={() => onPin(null)} className={overPicture} />
      )}
      {document.fullscreenEnabled ? (
        <IconButton
          icon={full ? Minimize : Maximize}
          label={t("meetings.share.fullscreen")}
          aria-pressed={full}
          onClick={toggleFull}
          className={overPicture}
        />
      ) : null}
    </>
  );
  return (
    <>
      {focus === null ? null : (
        <ShareChoice shares={sharesOfOthers(meeting, mySeatId)} focus={focus} nameOf={nameOf} onPin={onPin} />
      )}
      <div
        ref={area}
        className={cx(
          "relative mx-3 my-1 flex min-h-0 flex-1 overflow-hidden bg-surface phone:mx-5",
          focus === null ? "items-center justify-center" : side === "below" ? "items-end" : "justify-end",
        )}
      >
        {focus?.source === "screen" ? (
          <SharedScreen
            key={focus.seatId}
            name={nameOf(focus.seatId)}
            stream={stream}
            paused={paused}
            saver={saver}
            size={ahead.large}
            tools={tools}
          />
        ) : null}
        <Flip container={list} layoutKey={`${seats} ${side} ${large} ${tile.width}x${grid.columns} ${ahead.large.width}`}>
          {/* Not positioned: what is in the foreground lies in the area, and the list neither scrolls nor clips it. */}
          <ul
            ref={list}
            className={cx(
              "flex",
              focus === null ? "flex-none flex-wrap content-center justify-center" : "quiet-scroll gap-2",
              side === "right" ? "h-full w-[196px] flex-none flex-col overflow-x-hidden overflow-y-auto" : "",
              side === "below" ? "h-[112px] w-full overflow-x-auto overflow-y-hidden" : "",
            )}
            style={
              focus === null
                ? {
                    width: grid.columns * (tile.width + gap) - gap,
                    gap,
                    visibility: tile.width > 0 ? "visible" : "hidden",
                  }
                : undefined
            }
          >
            {items.map((participant) => {
              const inFront = participant.seatId === large;
              return (
                <li key={participant.seatId} className={inFront ? "absolute top-0 left-0" : "flex-none"}>
                  {face(participant, inFront ? ahead.large : tile, inFront ? tools : null)}
                </li>
              );
            })}
          </ul>
        </Flip>
      </div>
      <PageTurner page={page} pages={pages} onPage={setWantedPage} />
    </>
  );
}
