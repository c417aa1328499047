import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CodeSentView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { focusFirstInvalid } from "@/ui/focus-first";
import { Notice } from "@/ui/notice";
import { type CodePurpose, sendCode } from "../api";
import { looksLikeEmail } from "../state";

interface Props {
  purpose: CodePurpose;
  email: string;
  /** the proof of the address ran out before sign-up ended */
  expired: boolean;
  onChange: (email: string) => void;
  onSent: (sent: CodeSentView) => void;
}

export const defaultSent: CodeSentView = { resendAfter: 60, expiresAfter: 600 };

export function EmailStep({ purpose, email, expired, onChange, onSent }: Props) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const valid = looksLikeEmail(email);
  const send = useMutation({
    mutationFn: () => sendCode(email.trim(), purpose),
    onSuccess: (sent) => {
      onChange(email.trim());
      onSent(sent ?? defaultSent);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (valid) send.mutate();
    else focusFirstInvalid(form.current);
  }

  return (
    <form ref={form} className="grid gap-5" onSubmit={submit} noValidate>
      {expired ? <Notice kind="warm">{t("accounts.sign_up.proof_expired")}</Notice> : null}
      <TextField
        label={t("accounts.email")}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="you@example.com"
        value={email}
        onChange={(event) => onChange(event.target.value)}
        hint={purpose === "sign_up" ? t("accounts.sign_up.email_hint") : undefined}
        error={send.error ? refusalText(t, asRefusal(send.error)) : tried && !valid ? t("accounts.sign_up.email_invalid") : null}
      />
      <Button type="submit" look="primary" large busy={send.isPending}>
        {t("accounts.sign_up.send_code")}
      </Button>
    </form>
  );
}
