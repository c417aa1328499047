import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Call, CallState } from "@/call/call";
import { streamKey } from "@/call/receiver";
import type { MeetingSnapshot } from "@/contract/live";
import { IconButton } from "@/ui/icon-button";
import { useMedia } from "@/ui/use-media";
import { bestLayout, pageOf, perPage } from "../stage-layout";
import { inTileOrder } from "../state";
import { useFlip } from "../use-flip";
import { useSpeaking } from "../use-speaking";
import { steppedSize, wantedTracks } from "../wanted-tracks";
import { Tile } from "./tile";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  ownTrack: MediaStreamTrack | null;
  call: Call;
  media: CallState;
}

const settleMs = 150;

/** Everybody's tile, as large as the window allows, a page at a time. */
export function Stage({ meeting, mySeatId, ownTrack, call, media }: Props) {
  const { t } = useTranslation();
  const phone = useMedia("(max-width: 599px)");
  const area = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLUListElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [wantedPage, setWantedPage] = useState(0);

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const observer = new ResizeObserver(
      ([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { items, page, pages } = pageOf(inTileOrder(meeting.participants, mySeatId), perPage(phone), wantedPage);
  const gap = phone ? 8 : 12;
  const layout = bestLayout(items.length, size.width, size.height, gap, phone ? 4 / 3.4 : 16 / 10);
  const speaking = useSpeaking(call, meeting.participants);
  useFlip(grid, `${items.map((item) => item.seatId).join()} ${layout.tileWidth}x${layout.columns}`);

  // What is in view is declared as a whole, a moment after things stopped moving.
  const inView = items.map((item) => item.seatId).join();
  const wish = useMemo(() => {
    const tile = steppedSize(layout.tileWidth, Math.min(2, devicePixelRatio));
    return wantedTracks(meeting.participants, mySeatId, new Set(inView.split(",")), tile);
  }, [meeting.participants, mySeatId, inView, layout.tileWidth]);
  useEffect(() => {
    const timer = setTimeout(() => call.want(wish), settleMs);
    return () => clearTimeout(timer);
  }, [call, wish]);

  return (
    <section aria-label={t("meetings.stage")} className="relative flex min-h-0 flex-1 flex-col">
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
            <li key={participant.seatId}>
              <Tile
                participant={participant}
                mine={participant.seatId === mySeatId}
                owner={participant.userId === meeting.ownerId}
                speaking={speaking.has(participant.seatId)}
                stream={media.streams.get(streamKey(participant.seatId, "camera")) ?? null}
                ownTrack={participant.seatId === mySeatId && media.sending.camera ? ownTrack : null}
                width={layout.tileWidth}
                height={layout.tileHeight}
              />
            </li>
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
    </section>
  );
}
