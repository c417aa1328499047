import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { Bell } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CountBadge } from "@/ui/count-badge";
import { SiteLink } from "@/ui/site-link";
import { unreadQuery } from "../api";

/** The way to the list on a phone, with how much of it is unread. */
export function BellLink({ here }: { here: boolean }) {
  const { t } = useTranslation();
  const unread = useUnread();
  return (
    <SiteLink
      href="/notifications"
      aria-current={here ? "page" : undefined}
      aria-label={bellLabel(t, unread)}
      className="relative grid size-11 place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text aria-[current]:text-accent"
    >
      <Bell size={20} aria-hidden />
      <span className="absolute -top-0.5 left-[55%]">
        <CountBadge count={unread} small />
      </span>
    </SiteLink>
  );
}

export function useUnread(): number {
  return useQuery(unreadQuery).data?.unread ?? 0;
}

export function bellLabel(t: TFunction, unread: number): string {
  return unread > 0 ? t("notifications.bell_unread", { count: unread }) : t("notifications.title");
}
