import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, ShieldCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SecurityView, TotpStartView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { confirmTotp, renewRecoveryCodes, securityQuery, startTotp, stopTotp } from "../api";
import { CodeField } from "./code-field";
import { ConfirmDialog } from "./confirm-dialog";
import { QrCode } from "./qr-code";

export function SecondFactorSection({ security }: { security: SecurityView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: securityQuery.queryKey });
  const [codes, setCodes] = useState<string[] | null>(null);
  const [asking, setAsking] = useState<"off" | "renew" | null>(null);
  const start = useMutation({ mutationFn: startTotp });

  return (
    <Section title={t("accounts.second_factor.title")} text={t("accounts.second_factor.text")}>
      {security.secondFactor ? (
        <>
          <p className="flex items-center gap-2 font-medium">
            <ShieldCheck size={18} aria-hidden className="text-accent" />
            {t("accounts.second_factor.on", { count: security.recoveryCodesLeft })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setAsking("renew")}>{t("accounts.second_factor.renew")}</Button>
            <Button onClick={() => setAsking("off")}>{t("accounts.second_factor.off")}</Button>
          </div>
        </>
      ) : (
        <>
          {start.error ? <Notice kind="danger">{refusalText(t, asRefusal(start.error))}</Notice> : null}
          <Button className="justify-self-start" busy={start.isPending} onClick={() => start.mutate()}>
            {t("accounts.second_factor.start")}
          </Button>
        </>
      )}
      {start.data ? (
        <SetUpDialog
          start={start.data}
          onClose={start.reset}
          onConfirmed={(made) => {
            start.reset();
            setCodes(made);
            void refresh();
          }}
        />
      ) : null}
      {codes ? <CodesDialog codes={codes} onClose={() => setCodes(null)} /> : null}
      <ConfirmDialog
        open={asking === "off"}
        onClose={() => setAsking(null)}
        title={t("accounts.second_factor.off_title")}
        text={t("accounts.second_factor.off_text")}
        confirm={t("accounts.second_factor.off")}
        onConfirm={async () => {
          await stopTotp();
          await refresh();
        }}
      />
      <ConfirmDialog
        open={asking === "renew"}
        onClose={() => setAsking(null)}
        title={t("accounts.second_factor.renew_title")}
        text={t("accounts.second_factor.renew_text")}
        confirm={t("accounts.second_factor.renew")}
        onConfirm={async () => {
          setCodes((await renewRecoveryCodes()).codes);
          await refresh();
        }}
      />
    </Section>
  );
}

function SetUpDialog({
  start,
  onClose,
  onConfirmed,
}: {
  start: TotpStartView;
  onClose: () => void;
  onConfirmed: (codes: string[]) => void;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const confirm = useMutation({ mutationFn: () => confirmTotp(code), onSuccess: (made) => onConfirmed(made.codes) });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (code.trim() !== "") confirm.mutate();
  }

  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={t("accounts.second_factor.set_up_title")}
      description={t("accounts.second_factor.set_up_text")}
      closeLabel={t("common.close")}
    >
      <form className="mt-5 grid gap-4" onSubmit={submit} noValidate>
        <div className="grid justify-items-center gap-3">
          <QrCode text={start.uri} label={t("accounts.second_factor.qr")} />
          <p className="text-center text-xs text-muted">
            {t("accounts.second_factor.secret")}{" "}
            <code className="font-semibold break-all text-text select-all">{start.secret.match(/.{1,4}/g)?.join(" ")}</code>
          </p>
        </div>
        <CodeField
          value={code}
          onChange={setCode}
          hint={t("accounts.second_factor.first_code_hint")}
          error={confirm.error ? refusalText(t, asRefusal(confirm.error)) : null}
        />
        <Button type="submit" look="primary" busy={confirm.isPending} disabled={code.trim() === ""}>
          {t("accounts.second_factor.confirm")}
        </Button>
      </form>
    </Dialog>
  );
}

function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={t("accounts.second_factor.codes_title")}
      description={t("accounts.second_factor.codes_text")}
      closeLabel={t("common.close")}
    >
      <ol className="num mt-5 grid grid-cols-2 gap-x-6 gap-y-1 rounded-card bg-sunken px-5 py-4 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="mt-5 grid gap-2 phone:grid-cols-2">
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(codes.join("\n")).then(
              () => setCopied(true),
              () => {},
            )
          }
        >
          <Copy size={18} aria-hidden />
          {t(copied ? "accounts.second_factor.copied" : "accounts.second_factor.copy")}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t("accounts.second_factor.kept")}
        </Button>
      </div>
    </Dialog>
  );
}
