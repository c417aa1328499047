import { useInfiniteQuery } from "@tanstack/react-query";
import { Bell, CheckCheck, Settings, WifiOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { ListEnd } from "@/ui/list-end";
import { Notice } from "@/ui/notice";
import { usePeople } from "@/ui/people";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { markAllRead, notificationsQuery } from "../api";
import { NotificationRow } from "./notification-row";

/** What concerns this person, newest first. */
export function NotificationsPage() {
  const { t } = useTranslation();
  useTitle(t("notifications.title"));
  const query = useInfiniteQuery(notificationsQuery);
  const { isBlocked } = usePeople();
  const [refused, setRefused] = useState<string | null>(null);
  const all = [...new Map((query.data?.pages ?? []).flatMap((page) => page.items).map((item) => [item.id, item])).values()];
  const items = all.filter((item) => item.actor === null || item.kind === "application" || !isBlocked(item.actor.id));
  const first = all[0];

  async function readAll() {
    if (first === undefined) return;
    setRefused(null);
    try {
      await markAllRead(first.id);
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
    }
  }

  return (
    <div className="mx-auto grid w-full max-w-[720px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 py-6 phone:px-8 phone:py-8">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-lg font-bold phone:text-xl">{t("notifications.title")}</h1>
        <div className="flex gap-1">
          {all.some((item) => !item.read) ? (
            <Button look="plain" onClick={() => void readAll()}>
              <CheckCheck size={16} aria-hidden />
              {t("notifications.read_all")}
            </Button>
          ) : null}
          <SiteLink
            href="/me/notifications"
            aria-label={t("notifications.how.title")}
            className={`${buttonClass("plain")} px-2.5`}
          >
            <Settings size={18} aria-hidden />
          </SiteLink>
        </div>
      </div>
      {refused ? <Notice kind="danger">{refused}</Notice> : null}
      <div aria-busy={query.isFetching} className="overflow-hidden rounded-card border border-line bg-raised">
        {query.isPending ? <div aria-hidden className="h-56 animate-breathe bg-sunken" /> : null}
        {query.isError && items.length === 0 ? (
          <StateBlock icon={WifiOff} title={t("notifications.failed")} text={refusalText(t, asRefusal(query.error))}>
            <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
          </StateBlock>
        ) : null}
        {query.isSuccess && items.length === 0 && !query.hasNextPage ? (
          <StateBlock icon={Bell} title={t("notifications.empty")} text={t("notifications.empty_text")}>
            <SiteLink href="/groups" className={buttonClass("primary")}>
              {t("notifications.to_groups")}
            </SiteLink>
          </StateBlock>
        ) : null}
        <ul>
          {items.map((item) => (
            <NotificationRow key={item.id} item={item} />
          ))}
        </ul>
      </div>
      <ListEnd query={query} hasItems={items.length > 0} end={t("notifications.end")} />
    </div>
  );
}
