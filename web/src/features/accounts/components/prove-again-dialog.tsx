import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { provideProof } from "@/http/request";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import { proveAgain, securityQuery } from "../api";
import { passkeyFault, proveWithPasskey } from "../passkeys";
import { CodeField, wantsCode } from "./code-field";
import { PasswordField } from "./password-field";

/** Appears by itself where the server asks who is here before it does something grave; what was asked for then goes on. */
export function ProveAgainDialog() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const waiting = useRef<((proved: boolean) => void)[]>([]);

  function close(proved: boolean) {
    setOpen(false);
    for (const answer of waiting.current.splice(0)) answer(proved);
  }

  useEffect(() => {
    const answers = waiting.current;
    provideProof(() => {
      setOpen(true);
      return new Promise((resolve) => answers.push(resolve));
    });
    return () => {
      provideProof(null);
      for (const answer of answers.splice(0)) answer(false);
    };
  }, []);

  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && close(false)}
      title={t("accounts.prove.title")}
      description={t("accounts.prove.text")}
      closeLabel={t("common.close")}
    >
      <ProveForm onProved={() => close(true)} />
    </Dialog>
  );
}

function ProveForm({ onProved }: { onProved: () => void }) {
  const { t } = useTranslation();
  const security = useQuery(securityQuery);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const prove = useMutation({
    mutationFn: (way: "password" | "passkey") => (way === "passkey" ? proveWithPasskey() : proveAgain({ password, code })),
    onSuccess: onProved,
    onError: (error) => {
      if (wantsCode(error) && code === null) setCode("");
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (password !== "") prove.mutate("password");
  }

  if (!security.data) return <div className="h-32" aria-busy />;
  const { hasPassword, secondFactor, passkeys } = security.data;
  const refusal = prove.error ? asRefusal(prove.error) : null;
  const aboutCode = refusal?.code === "auth.second_factor_wrong";
  return (
    <form className="mt-5 grid gap-4" onSubmit={submit} noValidate>
      {refusal && !aboutCode && refusal.code !== "auth.second_factor_needed" ? (
        <Notice kind="danger">
          {refusal.code === "auth.credentials_wrong" ? t("accounts.prove.wrong") : refusalText(t, refusal)}
        </Notice>
      ) : null}
      {hasPassword ? (
        <>
          <PasswordField label={t("accounts.password")} autoComplete="current-password" value={password} onChange={setPassword} />
          {secondFactor || code !== null ? (
            <CodeField value={code ?? ""} onChange={setCode} error={aboutCode && refusal ? refusalText(t, refusal) : null} />
          ) : null}
          <Button
            type="submit"
            look="primary"
            busy={prove.isPending && prove.variables === "password"}
            disabled={password === ""}
          >
            {t("common.continue")}
          </Button>
        </>
      ) : null}
      {passkeys.length > 0 && passkeyFault() === null ? (
        <Button
          look={hasPassword ? "quiet" : "primary"}
          busy={prove.isPending && prove.variables === "passkey"}
          onClick={() => prove.mutate("passkey")}
        >
          <KeyRound size={18} aria-hidden />
          {t("accounts.prove.passkey")}
        </Button>
      ) : null}
    </form>
  );
}
