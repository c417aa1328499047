import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PlaceAuditView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { SiteLink } from "@/ui/site-link";
import { useDay } from "@/ui/use-day";
import { placeAudit } from "../api";
import { actText, reasonText } from "../state";

/** What hosts did in a room or group, and who was refused; for its hosts. */
export function AuditList({ place }: { place: string }) {
  const { t } = useTranslation();
  const audit = useInfiniteQuery({
    queryKey: ["audit", place],
    staleTime: 0,
    retry: false,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => placeAudit(place, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
  const lines = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t("moderation.audit.title")} text={t("moderation.audit.text")}>
      {audit.error ? (
        <Notice kind="danger" action={<Button onClick={() => void audit.refetch()}>{t("common.retry")}</Button>}>
          {refusalText(t, asRefusal(audit.error))}
        </Notice>
      ) : null}
      {audit.isPending ? <div className="h-24 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      {audit.data && lines.length === 0 ? <p className="text-muted">{t("moderation.audit.empty")}</p> : null}
      {lines.length > 0 ? (
        <ul className="grid">
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>
      ) : null}
      {audit.hasNextPage ? (
        <Button className="justify-self-start" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t("moderation.more")}
        </Button>
      ) : null}
    </Section>
  );
}

function Line({ line }: { line: PlaceAuditView }) {
  const { t } = useTranslation();
  const day = useDay();
  const person = (profile: PlaceAuditView["actor"]) =>
    profile ? (
      <SiteLink href={`/people/${profile.handle}`} className="font-semibold hover:underline">
        {profile.displayName}
      </SiteLink>
    ) : (
      <span className="text-muted">{t("common.deleted_user")}</span>
    );
  return (
    <li className="grid gap-x-4 gap-y-0.5 border-b border-line py-2.5 last:border-b-0 phone:grid-cols-[10rem_1fr]">
      <span className="num text-xs text-muted phone:pt-0.5">{day(line.at, true)}</span>
      <div className="min-w-0 break-words">
        <p>
          <span className="font-medium">{actText(t, line.act)}</span>
          {line.target ? <> · {person(line.target)}</> : null}
        </p>
        <p className="text-xs text-muted">
          {t("moderation.audit.by")} {person(line.actor)}
        </p>
        {line.reason ? <p className="mt-0.5 text-[13px] text-muted">{reasonText(t, line.act, line.reason)}</p> : null}
      </div>
    </li>
  );
}
