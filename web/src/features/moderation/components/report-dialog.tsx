import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportCategory } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Dialog } from "@/ui/dialog";
import { TextArea } from "@/ui/field";
import { Notice } from "@/ui/notice";
import type { Reported } from "@/ui/people";
import { SiteLink } from "@/ui/site-link";
import { report } from "../api";

const categories = ["harassment", "hate", "sexual", "violence", "spam", "impersonation", "other"] as const;
const longest = 1000;

/** Tells those who run the installation about something, with what it is and why; then says that it was received. */
export function ReportDialog({ what, onClose }: { what: Reported; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [category, setCategory] = useState<ReportCategory | null>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const length = [...text.trim()].length;

  async function send() {
    if (category === null || length > longest || busy) return;
    setBusy(true);
    try {
      await report({ kind: what.kind, id: what.id, sequence: what.sequence ?? null, category, text });
      setSent(true);
      await client.invalidateQueries({ queryKey: ["reports", "mine"] });
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`moderation.report.title.${what.kind}`, { name: what.name })}
      description={sent ? undefined : t("moderation.report.text")}
      closeLabel={t("common.close")}
    >
      {sent ? (
        <div className="mt-4 grid gap-4" role="status">
          <Notice>{t("moderation.report.received")}</Notice>
          <div className="grid gap-2 phone:grid-cols-2">
            <SiteLink href="/me/people" className={buttonClass()} target="_blank">
              {t("moderation.report.mine")}
            </SiteLink>
            <Button look="primary" onClick={onClose}>
              {t("common.close")}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="mt-4 grid gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Choice
            legend={t("moderation.report.why")}
            value={category}
            onChange={setCategory}
            options={categories.map((value) => ({ value, label: t(`moderation.category.${value}`) }))}
          />
          <TextArea
            label={t("moderation.report.more")}
            hint={t("moderation.report.more_hint")}
            error={length > longest ? t("moderation.report.too_long") : null}
            aside={`${length}/${longest}`}
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {refused ? <Notice kind="danger">{refused}</Notice> : null}
          <div className="grid gap-2 phone:grid-cols-2">
            <Button onClick={onClose} className="order-2 phone:order-1">
              {t("common.cancel")}
            </Button>
            <Button
              type="submit"
              look="danger"
              busy={busy}
              disabled={category === null || length > longest}
              className="order-1 phone:order-2"
            >
              {t("moderation.report.send")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
