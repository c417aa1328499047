import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GroupCard } from "@/contract/http";
import { SiteLink } from "@/ui/site-link";

export function GroupRow({ card }: { card: GroupCard }) {
  const { t } = useTranslation();
  return (
    <li className="border-b border-line last:border-0">
      <SiteLink
        href={`/groups/${card.id}`}
        className="group grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3.5 -outline-offset-2 transition-colors hover:bg-sunken phone:px-5 phone:py-4"
      >
        <span className="min-w-0">
          <span className="flex items-center gap-2">
            <span className="truncate text-[15px] leading-snug font-semibold">{card.name}</span>
            {card.standing === "none" ? null : (
              <span className="flex-none rounded-[6px] bg-accent-soft px-1.5 py-0.5 text-[11px] text-accent">
                {t(`groups.standing.${card.standing}`)}
              </span>
            )}
          </span>
          <span className="mt-0.5 block truncate text-[13px] text-muted">
            {[card.subject, card.channel ? t(`rooms.channel.${card.channel}`) : "", ...card.tags.map((tag) => `#${tag}`)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <span className="flex items-center gap-3">
          <span className="num text-right text-[13px]">
            <span className="block">
              {card.memberCount >= card.memberLimit
                ? t("groups.full")
                : t("groups.members_of", { count: card.memberCount, limit: card.memberLimit })}
            </span>
            <span className="block text-muted">{t(`groups.policy.${card.joinPolicy}`)}</span>
          </span>
          <ChevronRight size={18} aria-hidden className="text-muted transition-transform group-hover:translate-x-0.5" />
        </span>
      </SiteLink>
    </li>
  );
}
