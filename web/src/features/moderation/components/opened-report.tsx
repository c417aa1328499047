import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedReport, ReportOutcome } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Dialog } from "@/ui/dialog";
import { TextArea } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useDay } from "@/ui/use-day";
import { closeReport, openReport } from "../api";
import { CloseRoomDialog } from "./close-room-dialog";
import { StateChip } from "./state-chip";

const outcomes = ["acted", "no_violation"] as const;

/** One report with the kept content; here it is closed, and a reported room with it. */
export function OpenedReportDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [closingRoom, setClosingRoom] = useState<string | null>(null);
  const opened = useQuery({
    queryKey: ["report", id],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: () => openReport(id),
  });
  if (closingRoom !== null) return <CloseRoomDialog roomId={closingRoom} onClose={() => setClosingRoom(null)} />;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("moderation.review.one")} closeLabel={t("common.close")}>
      {opened.error ? (
        <div className="mt-4">
          <Notice kind="danger">{refusalText(t, asRefusal(opened.error))}</Notice>
        </div>
      ) : null}
      {opened.isPending ? <div className="mt-4 h-40 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      {opened.data ? <Opened opened={opened.data} onCloseRoom={setClosingRoom} onClose={onClose} /> : null}
    </Dialog>
  );
}

function Opened({
  opened,
  onCloseRoom,
  onClose,
}: {
  opened: OpenedReport;
  onCloseRoom: (roomId: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const day = useDay();
  const { report, content, picture, text, answer, roomId } = opened;
  const who = (person: OpenedReport["report"]["author"]) => (person ? `@${person.handle}` : t("common.deleted_user"));
  return (
    <div className="mt-4 grid gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-[13px]">
        <dt className="text-muted">{t("moderation.review.what")}</dt>
        <dd>
          {t(`moderation.kind.${report.kind}`)} · {t(`moderation.category.${report.category}`)}
        </dd>
        <dt className="text-muted">{t("moderation.review.author")}</dt>
        <dd className="break-all">{who(report.author)}</dd>
        <dt className="text-muted">{t("moderation.review.reporter")}</dt>
        <dd className="break-all">{who(report.reporter)}</dd>
        <dt className="text-muted">{t("moderation.review.at")}</dt>
        <dd className="num">{day(report.createdAt, true)}</dd>
      </dl>
      <div className="rounded-card bg-sunken px-4 py-3">
        <h3 className="text-xs font-semibold text-muted">{t("moderation.review.content")}</h3>
        <p className="mt-1 max-h-52 overflow-y-auto break-words whitespace-pre-line">
          {content || t("moderation.review.content_gone")}
        </p>
        {picture === null ? null : (
          <img src={picture} alt={t("moderation.review.picture")} className="mt-3 size-24 rounded-full object-cover" />
        )}
      </div>
      {text ? (
        <div className="px-1">
          <h3 className="text-xs font-semibold text-muted">{t("moderation.review.said")}</h3>
          <p className="mt-1 break-words whitespace-pre-line">{text}</p>
        </div>
      ) : null}
      {roomId !== null && report.kind === "room" ? (
        <Button className="justify-self-start" onClick={() => onCloseRoom(roomId)}>
          {t("moderation.review.close_room")}
        </Button>
      ) : null}
      {report.state === "closed" ? (
        <div className="grid justify-items-start gap-2">
          <StateChip state={report.state} outcome={report.outcome} />
          {answer ? <p className="break-words whitespace-pre-line">{answer}</p> : null}
        </div>
      ) : (
        <CloseForm id={report.id} onClosed={onClose} />
      )}
    </div>
  );
}

function CloseForm({ id, onClosed }: { id: string; onClosed: () => void }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<ReportOutcome | null>(null);
  const [answer, setAnswer] = useState("");
  const close = useMutation({
    mutationFn: () => (outcome === null ? Promise.resolve(null) : closeReport(id, outcome, answer)),
    onSuccess: onClosed,
  });
  return (
    <form
      className="grid gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome !== null && !close.isPending) close.mutate();
      }}
    >
      <Choice
        legend={t("moderation.review.outcome")}
        value={outcome}
        onChange={setOutcome}
        options={outcomes.map((value) => ({ value, label: t(`moderation.outcome.${value}`) }))}
      />
      <TextArea
        label={t("moderation.review.answer")}
        hint={t("moderation.review.answer_hint")}
        maxLength={500}
        rows={3}
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      {close.error ? <Notice kind="danger">{refusalText(t, asRefusal(close.error))}</Notice> : null}
      <Button type="submit" look="primary" disabled={outcome === null} busy={close.isPending}>
        {t("moderation.review.close")}
      </Button>
    </form>
  );
}
