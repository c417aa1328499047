import { ChevronRight, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "@/contract/http";
import { cx } from "@/ui/class-names";
import { Seats } from "./seats";

export function RoomRow({ room, onOpen }: { room: RoomView; onOpen: () => void }) {
  const { t } = useTranslation();
  const full = room.taken >= room.capacity;
  return (
    <li className={cx("border-b border-line transition-opacity duration-500 last:border-0", room.closed ? "opacity-0" : "")}>
      <button
        type="button"
        onClick={onOpen}
        disabled={room.closed}
        className="group grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3.5 text-left transition-colors -outline-offset-2 hover:bg-sunken phone:grid-cols-[minmax(0,1fr)_7rem_1.25rem] phone:gap-x-6 phone:px-5 phone:py-4"
      >
        <span className={cx("min-w-0", full ? "text-muted" : "")}>
          <span className="flex items-center gap-2">
            <span className="truncate text-[15px] leading-snug font-semibold">{room.title}</span>
            {room.locked ? (
              <span className="flex-none rounded-[6px] bg-sunken px-1.5 py-0.5 text-[11px] text-muted">{t("rooms.locked")}</span>
            ) : null}
            {room.hasPassword ? (
              <Lock size={14} className="text-muted" role="img" aria-hidden={false} aria-label={t("rooms.has_password")} />
            ) : null}
          </span>
          <span className="mt-0.5 block truncate text-[13px] text-muted">
            {room.channel ? t(`rooms.channel.${room.channel}`) : ""} · {t(`rooms.policy.${room.microphonePolicy}`)}
          </span>
        </span>
        <Seats taken={room.taken} capacity={room.capacity} className="text-right phone:text-left" />
        <ChevronRight
          size={18}
          aria-hidden
          className="hidden text-muted transition-transform group-hover:translate-x-0.5 phone:block"
        />
      </button>
    </li>
  );
}

export function RoomRowSkeleton() {
  return (
    <div
      aria-hidden
      className="grid animate-breathe grid-cols-[minmax(0,1fr)_7rem] items-center gap-6 border-b border-line px-5 py-4 last:border-0"
    >
      <div className="grid gap-2.5 py-1">
        <div className="h-4 w-3/5 rounded bg-sunken" />
        <div className="h-3 w-2/5 rounded bg-sunken" />
      </div>
      <div className="h-3 rounded bg-sunken" />
    </div>
  );
}
