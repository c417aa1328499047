import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ReportView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useDay } from "@/ui/use-day";
import { myReports } from "../api";
import { StateChip } from "./state-chip";

/** What one has reported, and what became of it. */
export function MyReportsSection() {
  const { t } = useTranslation();
  const reports = useInfiniteQuery({
    queryKey: ["reports", "mine"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => myReports(pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t("moderation.mine.title")} text={t("moderation.mine.text")}>
      {reports.error ? (
        <Notice kind="danger" action={<Button onClick={() => void reports.refetch()}>{t("common.retry")}</Button>}>
          {refusalText(t, asRefusal(reports.error))}
        </Notice>
      ) : null}
      {reports.isPending ? <div className="h-16 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      {reports.data && items.length === 0 ? <p className="text-muted">{t("moderation.mine.empty")}</p> : null}
      {items.length > 0 ? (
        <ul className="grid gap-1">
          {items.map((one) => (
            <MyReport key={one.id} report={one} />
          ))}
        </ul>
      ) : null}
      {reports.hasNextPage ? (
        <Button className="justify-self-start" busy={reports.isFetchingNextPage} onClick={() => void reports.fetchNextPage()}>
          {t("moderation.more")}
        </Button>
      ) : null}
    </Section>
  );
}

function MyReport({ report }: { report: ReportView }) {
  const { t } = useTranslation();
  const day = useDay();
  return (
    <li className="grid gap-1 border-b border-line py-3 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="min-w-0 font-medium">
          {t(`moderation.kind.${report.kind}`)}
          {report.author ? <span className="text-muted"> · {report.author.displayName}</span> : null}
        </p>
        <StateChip state={report.state} outcome={report.outcome} />
      </div>
      <p className="num text-xs text-muted">
        {t(`moderation.category.${report.category}`)} · {day(report.createdAt, true)}
      </p>
      {report.text ? <p className="break-words whitespace-pre-line text-muted">{report.text}</p> : null}
      {report.answer ? (
        <p className="rounded-control bg-sunken px-3 py-2 break-words whitespace-pre-line">
          <span className="block text-xs font-semibold text-muted">{t("moderation.mine.answer")}</span>
          {report.answer}
        </p>
      ) : null}
    </li>
  );
}
