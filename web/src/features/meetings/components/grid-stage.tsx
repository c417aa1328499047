import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Call } from "@/call/call";
import type { Saver } from "@/call/preferences";
import type { MeetingSnapshot } from "@/contract/live";
import { IconButton } from "@/ui/icon-button";
import { useMedia } from "@/ui/use-media";
import { useSize } from "@/ui/use-size";
import { bestLayout, pageOf, perPage } from "../stage-layout";
import { inTileOrder } from "../state";
import { useFlip } from "../use-flip";
import { useWanted } from "../use-wanted";
import { steppedSize } from "../wanted-tracks";
import type { Face } from "./stage";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  /** Seats of blocked people: nothing of them is asked for. */
  hidden: ReadonlySet<string>;
  call: Call;
  saver: Saver;
  face: Face;
}

/** Everybody's tile, as large as the window allows, a page at a time. */
export function GridStage({ meeting, mySeatId, hidden, call, saver, face }: Props) {
  const { t } = useTranslation();
  const phone = useMedia("(max-width: 599px)");
  const area = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLUListElement>(null);
  const size = useSize(area);
  const [wantedPage, setWantedPage] = useState(0);

  const { items, page, pages } = pageOf(inTileOrder(meeting.participants, mySeatId), perPage(phone), wantedPage);
  const gap = phone ? 8 : 12;
  const layout = bestLayout(items.length, size.width, size.height, gap, phone ? 4 / 3.4 : 16 / 10);
  const inView = items.map((item) => item.seatId).join();
  useFlip(grid, `${inView} ${layout.tileWidth}x${layout.columns}`);

  const faces = useMemo(() => new Set(inView.split(",")), [inView]);
  const tile = steppedSize(layout.tileWidth, Math.min(2, devicePixelRatio));
  useWanted(call, meeting, mySeatId, { faces, tile, focus: null, focusSize: tile, hidden, saver });

  return (
    <>
      <div ref={area} className="mx-3 my-1 grid min-h-0 flex-1 place-items-center overflow-hidden phone:mx-5">
        <ul
          ref={grid}
          className="flex flex-wrap content-center justify-center"
          style={{
            width: layout.columns * (layout.tileWidth + gap) - gap,
            gap,
            visibility: layout.tileWidth > 0 ? "visible" : "hidden",
          }}
        >
          {items.map((participant) => (
            <li key={participant.seatId}>{face(participant, layout.tileWidth, layout.tileHeight)}</li>
          ))}
        </ul>
      </div>
      {pages > 1 ? (
        <nav aria-label={t("meetings.pages.label")} className="flex items-center justify-center gap-1">
          <IconButton
            icon={ChevronLeft}
            label={t("meetings.pages.previous")}
            disabled={page === 0}
            onClick={() => setWantedPage(page - 1)}
            className="disabled:opacity-40"
          />
          <span className="num text-xs text-muted" aria-live="polite">
            {t("meetings.pages.now", { page: page + 1, pages })}
          </span>
          <IconButton
            icon={ChevronRight}
            label={t("meetings.pages.next")}
            disabled={page === pages - 1}
            onClick={() => setWantedPage(page + 1)}
            className="disabled:opacity-40"
          />
        </nav>
      ) : null}
    </>
  );
}
