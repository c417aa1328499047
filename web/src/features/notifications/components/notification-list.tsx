import { useInfiniteQuery } from "@tanstack/react-query";
import { Bell, CheckCheck, WifiOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { ListEnd } from "@/ui/list-end";
import { Notice } from "@/ui/notice";
import { usePeople } from "@/ui/people";
import { StateBlock } from "@/ui/state-block";
import { markAllRead, notificationsQuery } from "../api";
import { NotificationRow } from "./notification-row";

interface Props {
  /** Draws the head: the title, and what can be done with all of it. */
  head: (readAll: ReactNode) => ReactNode;
  frame: string;
  /** Where to go from an empty list. */
  next?: ReactNode;
  seatedIn?: string;
  onFollow?: () => void;
}

/** What concerns this person, newest first, and a press that has read it all. */
export function NotificationList({ head, frame, next, ...row }: Props) {
  const { t } = useTranslation();
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
    <>
      {head(
        all.some((item) => !item.read) ? (
          <Button look="plain" onClick={() => void readAll()}>
            <CheckCheck size={16} aria-hidden />
            {t("notifications.read_all")}
          </Button>
        ) : null,
      )}
      {refused ? <Notice kind="danger">{refused}</Notice> : null}
      <div aria-busy={query.isFetching} className={frame}>
        {query.isPending ? <div aria-hidden className="h-56 animate-breathe bg-sunken" /> : null}
        {query.isError && items.length === 0 ? (
          <StateBlock icon={WifiOff} title={t("notifications.failed")} text={refusalText(t, asRefusal(query.error))}>
            <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
          </StateBlock>
        ) : null}
        {query.isSuccess && items.length === 0 && !query.hasNextPage ? (
          <StateBlock icon={Bell} title={t("notifications.empty")} text={t("notifications.empty_text")}>
            {next}
          </StateBlock>
        ) : null}
        <ul>
          {items.map((item) => (
            <NotificationRow key={item.id} item={item} {...row} />
          ))}
        </ul>
      </div>
      <ListEnd query={query} hasItems={items.length > 0} end={t("notifications.end")} />
    </>
  );
}
