import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportLine } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useDay } from "@/ui/use-day";
import { listReports } from "../api";
import { OpenedReportDialog } from "./opened-report";
import { StateChip } from "./state-chip";

type Shown = "open" | "closed";

/** For those who run the installation: what people have reported. Opening one stands in the audit log. */
export function ReportsSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [shown, setShown] = useState<Shown>("open");
  const [opened, setOpened] = useState<string | null>(null);
  const reports = useInfiniteQuery({
    queryKey: ["admin", "reports", shown],
    staleTime: 0,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => listReports(shown === "closed", pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = reports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t("moderation.review.title")} text={t("moderation.review.text")}>
      <Choice
        legend={t("moderation.review.which")}
        legendHidden
        look="bar"
        value={shown}
        onChange={setShown}
        options={(["open", "closed"] as const).map((value) => ({ value, label: t(`moderation.review.${value}`) }))}
      />
      {reports.error ? <Notice kind="danger">{refusalText(t, asRefusal(reports.error))}</Notice> : null}
      {reports.isPending ? <div className="h-16 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      {reports.data && items.length === 0 ? <p className="text-muted">{t("moderation.review.empty")}</p> : null}
      {items.length > 0 ? (
        <ul className="grid">
          {items.map((line) => (
            <Line key={line.id} line={line} onOpen={() => setOpened(line.id)} />
          ))}
        </ul>
      ) : null}
      {reports.hasNextPage ? (
        <Button className="justify-self-start" busy={reports.isFetchingNextPage} onClick={() => void reports.fetchNextPage()}>
          {t("moderation.more")}
        </Button>
      ) : null}
      {opened === null ? null : (
        <OpenedReportDialog
          id={opened}
          onClose={() => {
            setOpened(null);
            void client.invalidateQueries({ queryKey: ["admin"] });
          }}
        />
      )}
    </Section>
  );
}

function Line({ line, onOpen }: { line: ReportLine; onOpen: () => void }) {
  const { t } = useTranslation();
  const day = useDay();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <div className="min-w-[60%] flex-1">
        <p className="font-medium">
          {t(`moderation.kind.${line.kind}`)} · {t(`moderation.category.${line.category}`)}
        </p>
        <p className="num text-xs break-words text-muted">
          {day(line.createdAt, true)} · {line.author ? `@${line.author.handle}` : t("common.deleted_user")}
        </p>
      </div>
      {line.state === "closed" ? <StateChip state={line.state} outcome={line.outcome} /> : null}
      <Button onClick={onOpen}>{t("moderation.review.look")}</Button>
    </li>
  );
}
