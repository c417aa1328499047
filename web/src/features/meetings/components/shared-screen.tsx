import { CirclePause, MonitorUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Saver } from "@/call/preferences";
import { Spinner } from "@/ui/spinner";
import type { Size } from "../wanted-tracks";
import { StreamVideo } from "./self-preview";

interface Props {
  /** whose it is */
  name: string;
  stream: MediaStream | null;
  paused: boolean;
  saver: Saver;
  size: Size;
  tools: ReactNode;
}

/** Somebody's screen in the foreground. */
export function SharedScreen({ name, stream, paused, saver, size, tools }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<MediaStream | null>(null);
  const label = t("meetings.share.of", { name });
  return (
    <figure
      aria-label={label}
      style={size}
      className="absolute top-0 left-0 m-0 grid animate-appear place-items-center overflow-hidden rounded-card border border-line bg-sunken phone:rounded-tile"
    >
      {stream !== null && !paused ? (
        <div className="absolute inset-0 animate-appear">
          <StreamVideo stream={stream} className="object-contain!" onFirstPicture={() => setShown(stream)} />
        </div>
      ) : null}
      {stream !== null && !paused && shown === stream ? null : (
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
        <MonitorUp size={14} aria-hidden />
        <span className="truncate">{label}</span>
      </figcaption>
      <div className="absolute right-2 bottom-2 flex gap-1">{tools}</div>
    </figure>
  );
}
