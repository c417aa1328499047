import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { measureLevel } from "@/call/level-meter";

/** How loud the own microphone is, right now. */
export function LevelBar({ track }: { track: MediaStreamTrack | null }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (track === null) return;
    const stop = measureLevel(track, (level) => {
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(3)})`;
    });
    return () => {
      stop();
      if (bar.current) bar.current.style.transform = "scaleX(0)";
    };
  }, [track]);
  return (
    <span role="img" aria-label={t("meetings.prejoin.level")} className="block h-1.5 flex-1 overflow-hidden rounded-full bg-line">
      <span ref={bar} className="block h-full origin-left scale-x-0 rounded-full bg-ok" />
    </span>
  );
}
