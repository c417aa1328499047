import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { usePeople } from "@/ui/people";
import { Section } from "@/ui/section";
import { SiteLink } from "@/ui/site-link";
import { useDay } from "@/ui/use-day";
import { blocksQuery } from "../api";

/** Whom one does not want to see or hear, and the way back. */
export function BlocksSection() {
  const { t } = useTranslation();
  const day = useDay();
  const people = usePeople();
  const blocks = useQuery(blocksQuery);
  const items = blocks.data?.items ?? [];
  return (
    <Section title={t("moderation.blocks.title")} text={t("moderation.blocks.text")}>
      {blocks.error ? (
        <Notice kind="danger" action={<Button onClick={() => void blocks.refetch()}>{t("common.retry")}</Button>}>
          {refusalText(t, asRefusal(blocks.error))}
        </Notice>
      ) : null}
      {blocks.isPending ? <div className="h-16 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      {blocks.data && items.length === 0 ? <p className="text-muted">{t("moderation.blocks.empty")}</p> : null}
      {items.length > 0 ? (
        <ul className="grid gap-1">
          {items.map(({ userId, person, blockedAt }) => {
            const name = person?.displayName ?? t("common.deleted_user");
            return (
              <li key={userId} className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
                <Avatar id={userId} name={name} src={person?.avatar ?? null} className="size-9 text-sm" />
                <div className="min-w-0 flex-1">
                  {person ? (
                    <SiteLink href={`/people/${person.handle}`} className="block truncate font-medium hover:underline">
                      {name}
                    </SiteLink>
                  ) : (
                    <p className="truncate font-medium">{name}</p>
                  )}
                  <p className="text-xs text-muted">{t("moderation.blocks.since", { day: day(blockedAt) })}</p>
                </div>
                <Button
                  aria-label={t("moderation.blocks.lift_named", { name })}
                  onClick={() => people.unblock({ userId, handle: person?.handle ?? "", displayName: name })}
                >
                  {t("moderation.blocks.lift")}
                </Button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </Section>
  );
}
