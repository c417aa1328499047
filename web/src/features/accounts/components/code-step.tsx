import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CodeSentView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { codeDigits } from "../state";
import { defaultSent } from "./email-step";

interface Props<T> {
  sent: CodeSentView;
  mailOutbox: string | null;
  send: () => Promise<CodeSentView | undefined>;
  verify: (digits: string) => Promise<T>;
  onProven: (proven: T) => void;
  onChangeEmail: () => void;
}

/** Six digits from a mail: verified as soon as the last one stands there, sent again after a while. */
export function CodeStep<T>({ sent, mailOutbox, send, verify: ask, onProven, onChangeEmail }: Props<T>) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [resendAt, setResendAt] = useState(() => Date.now() + sent.resendAfter * 1000);
  const left = useSecondsUntil(resendAt);
  const verify = useMutation({
    mutationFn: ask,
    onSuccess: onProven,
    onError: () => setCode(""),
  });
  const resend = useMutation({
    mutationFn: send,
    onSuccess: (again) => {
      setResendAt(Date.now() + (again ?? defaultSent).resendAfter * 1000);
      setCode("");
      verify.reset();
    },
    onError: (error) => {
      const wait = Number(asRefusal(error).details.retryAfter);
      if (wait > 0) setResendAt(Date.now() + wait * 1000);
    },
  });

  function type(typed: string) {
    const digits = codeDigits(typed);
    setCode(digits);
    if (digits.length === 6 && !verify.isPending) verify.mutate(digits);
  }

  const refusal = verify.error ? asRefusal(verify.error) : resend.error ? asRefusal(resend.error) : null;
  const triesLeft = Number(refusal?.details.triesLeft);
  const wrong =
    refusal?.code === "code.wrong" && Number.isFinite(triesLeft)
      ? t("accounts.sign_up.code_wrong", { count: triesLeft })
      : refusal && refusalText(t, refusal);

  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === 6) verify.mutate(code);
      }}
    >
      {mailOutbox ? (
        <Notice>
          {t("accounts.sign_up.outbox")}{" "}
          <code className="rounded bg-raised px-1.5 py-0.5 text-xs break-all select-all">{mailOutbox}</code>
        </Notice>
      ) : null}
      <TextField
        label={t("accounts.sign_up.code")}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        // A pasted sentence still holds its six digits.
        maxLength={64}
        value={code}
        onChange={(event) => type(event.target.value)}
        autoFocus
        placeholder="······"
        className="num !text-xl tracking-[0.5em] placeholder:tracking-[0.5em]"
        hint={t("accounts.sign_up.code_hint")}
        error={wrong}
      />
      <Button type="submit" look="primary" large busy={verify.isPending} disabled={code.length < 6}>
        {t("common.continue")}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="plain" className="-ml-3 px-3" onClick={onChangeEmail}>
          {t("accounts.sign_up.change_email")}
        </Button>
        <Button look="plain" className="-mr-3 px-3" busy={resend.isPending} disabled={left > 0} onClick={() => resend.mutate()}>
          {left > 0 ? (
            <span className="num">{t("accounts.sign_up.resend_in", { count: left })}</span>
          ) : (
            t("accounts.sign_up.resend")
          )}
        </Button>
      </div>
    </form>
  );
}

function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}
