import { type RefObject, useEffect, useMemo, useState } from "react";
import type { Call } from "@/call/call";
import type { MeetingSnapshot } from "@/contract/live";
import { type Look, wantedTracks } from "./wanted-tracks";

const settleMs = 150;
/** A glance at another tab is no reason to give the pictures back. */
const hiddenMs = 3000;

/** Declares what is looked at as a whole, a moment after things stopped moving. */
export function useWanted(call: Call, meeting: MeetingSnapshot, mySeatId: string, look: Omit<Look, "visible">): void {
  const visible = usePageVisible();
  const wish = JSON.stringify(wantedTracks(meeting, mySeatId, { ...look, visible }));
  const tracks = useMemo(() => JSON.parse(wish) as ReturnType<typeof wantedTracks>, [wish]);
  useEffect(() => {
    const timer = setTimeout(() => call.want(tracks), settleMs);
    return () => clearTimeout(timer);
  }, [call, tracks]);
}

function usePageVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setVisible(false), hiddenMs);
      else setVisible(true);
    };
    document.addEventListener("visibilitychange", changed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", changed);
    };
  }, []);
  return visible;
}

/** Which tiles of a scrolling container are in view, by seat. `tiles` changes when others are in it. */
export function useInView(container: RefObject<HTMLElement | null>, tiles: string): ReadonlySet<string> {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tiles are other elements to watch.
  useEffect(() => {
    const root = container.current;
    if (root === null) return;
    const observer = new IntersectionObserver(
      (entries) =>
        setSeen((before) => {
          const now = new Set(before);
          for (const { target, isIntersecting } of entries) {
            const seat = (target as HTMLElement).dataset.flip ?? "";
            if (isIntersecting) now.add(seat);
            else now.delete(seat);
          }
          return now;
        }),
      { root, threshold: 0.1 },
    );
    for (const tile of root.querySelectorAll("[data-flip]")) observer.observe(tile);
    return () => observer.disconnect();
  }, [container, tiles]);
  return seen;
}
