import { useQuery } from "@tanstack/react-query";
import { ChevronDown, History, WifiOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecentRoom } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { cx } from "@/ui/class-names";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { recentQuery } from "../api";
import { RecentChat } from "./recent-chat";

/** Rooms that closed behind one, with what was said in them. */
export function RecentPage() {
  const { t } = useTranslation();
  useTitle(t("rooms.recent.title"));
  const query = useQuery(recentQuery);
  const rooms = query.data?.items ?? [];
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <div className="mx-auto grid w-full max-w-[760px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-4 py-6 phone:px-8 phone:py-8">
      <div>
        <h1 className="text-lg font-bold phone:text-xl">{t("rooms.recent.title")}</h1>
        <p className="mt-1 text-muted">{t("rooms.recent.lead")}</p>
      </div>
      <div className="overflow-hidden rounded-card border border-line bg-raised" aria-busy={query.isFetching}>
        {query.isPending ? <div aria-hidden className="h-32 animate-breathe bg-sunken" /> : null}
        {query.isError ? (
          <StateBlock icon={WifiOff} title={t("rooms.recent.failed")} text={refusalText(t, asRefusal(query.error))}>
            <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
          </StateBlock>
        ) : null}
        {query.isSuccess && rooms.length === 0 ? (
          <StateBlock icon={History} title={t("rooms.recent.empty")} text={t("rooms.recent.empty_text")}>
            <SiteLink href="/rooms" className={buttonClass("primary")}>
              {t("meetings.ended.rooms")}
            </SiteLink>
          </StateBlock>
        ) : null}
        <ul>
          {rooms.map((room) => (
            <Row
              key={room.id}
              room={room}
              open={opened === room.id}
              onToggle={() => setOpened(opened === room.id ? null : room.id)}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Row({ room, open, onToggle }: { room: RecentRoom; open: boolean; onToggle: () => void }) {
  const { t, i18n } = useTranslation();
  const day = (instant: string) => new Date(instant).toLocaleDateString(i18n.language, { month: "long", day: "numeric" });
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={open}
        aria-label={t("rooms.recent.read", { title: room.title })}
        onClick={onToggle}
        className="flex w-full items-center gap-4 px-4 py-3.5 text-left -outline-offset-2 transition-colors hover:bg-sunken phone:px-5"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate text-[15px] font-semibold">{room.title}</span>
          <span className="num mt-0.5 block truncate text-[13px] text-muted">
            {t("rooms.recent.closed", { date: day(room.closedAt) })} · {t("rooms.recent.erased", { date: day(room.erasedAt) })}
          </span>
        </span>
        <ChevronDown size={18} aria-hidden className={cx("text-muted transition-transform", open ? "rotate-180" : "")} />
      </button>
      {open ? <RecentChat roomId={room.id} /> : null}
    </li>
  );
}
