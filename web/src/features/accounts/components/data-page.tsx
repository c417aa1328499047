import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useDay } from "@/ui/use-day";
import { deleteAccount, exportQuery, requestExport } from "../api";
import { ConfirmDialog } from "./confirm-dialog";
import { SettingsFrame } from "./settings-frame";

/** Taking one's data along, and going. */
export function DataPage({ me, onSignedOut }: { me: MeView; onSignedOut: () => void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <SettingsFrame me={me} here="/me/data">
      <ExportSection />
      <Section title={t("accounts.data.delete_title")} text={t("accounts.data.delete_text")}>
        <Button className="justify-self-start" onClick={() => setAsking(true)}>
          {t("accounts.data.delete_open")}
        </Button>
        <ConfirmDialog
          open={asking}
          onClose={() => setAsking(false)}
          title={t("accounts.data.delete_ask_title")}
          text={t("accounts.data.delete_ask_text")}
          confirm={t("accounts.data.delete_confirm")}
          onConfirm={async () => {
            await deleteAccount();
            onSignedOut();
          }}
        />
      </Section>
    </SettingsFrame>
  );
}

function ExportSection() {
  const { t } = useTranslation();
  const day = useDay();
  const client = useQueryClient();
  const state = useQuery(exportQuery);
  const prepare = useMutation({
    mutationFn: requestExport,
    onSuccess: (begun) => client.setQueryData(exportQuery.queryKey, begun),
  });
  const made = state.data?.state === "ready" ? state.data : null;

  return (
    <Section title={t("accounts.data.export_title")} text={t("accounts.data.export_text")}>
      {prepare.error ? <Notice kind="danger">{refusalText(t, asRefusal(prepare.error))}</Notice> : null}
      {state.data?.state === "preparing" ? <Notice>{t("accounts.data.export_preparing")}</Notice> : null}
      {made?.expiresAt ? <p>{t("accounts.data.export_ready", { until: day(made.expiresAt, true) })}</p> : null}
      <div className="flex flex-wrap gap-2">
        {made ? (
          <a href="/api/v1/me/export/file" download="studyhub.zip" className={buttonClass("primary")}>
            <Download size={18} aria-hidden />
            {t("accounts.data.export_download")}
            <span className="num font-normal">{Math.max(1, Math.round(made.bytes / 1024))} KB</span>
          </a>
        ) : null}
        <Button busy={prepare.isPending} disabled={state.data?.state === "preparing"} onClick={() => prepare.mutate()}>
          {t(made ? "accounts.data.export_again" : "accounts.data.export_start")}
        </Button>
      </div>
    </Section>
  );
}
