import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CodeSentView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { codeText, refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { focusFirstInvalid } from "@/ui/focus-first";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { installationQuery, recover, sendCode, verifyCode } from "../api";
import { passwordFault } from "../state";
import { AccountFrame, textLink } from "./account-frame";
import { CodeStep } from "./code-step";
import { EmailStep } from "./email-step";
import { PasswordField } from "./password-field";

type Step = { name: "email" } | { name: "code"; sent: CodeSentView } | { name: "password"; proof: string };

/** A new password for who still has their mailbox. */
export function RecoverPage({ signInHref, onRecovered }: { signInHref: string; onRecovered: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [step, setStep] = useState<Step>({ name: "email" });
  const [expired, setExpired] = useState(false);
  const installation = useQuery(installationQuery);

  function begin(because: "wish" | "expired") {
    setExpired(because === "expired");
    setStep({ name: "email" });
  }

  return (
    <AccountFrame
      title={t(`accounts.recover.title_${step.name}`)}
      lead={step.name === "code" ? t("accounts.recover.lead_code", { email }) : t(`accounts.recover.lead_${step.name}`)}
      footer={
        <SiteLink href={signInHref} className={textLink}>
          {t("accounts.recover.back")}
        </SiteLink>
      }
    >
      {step.name === "email" ? (
        <EmailStep
          purpose="recovery"
          email={email}
          expired={expired}
          onChange={setEmail}
          onSent={(sent) => setStep({ name: "code", sent })}
        />
      ) : null}
      {step.name === "code" ? (
        <CodeStep
          sent={step.sent}
          mailOutbox={installation.data?.mailOutbox ?? null}
          send={() => sendCode(email, "recovery")}
          verify={(digits) => verifyCode(email, "recovery", digits)}
          onProven={({ proof }) => setStep({ name: "password", proof })}
          onChangeEmail={() => begin("wish")}
        />
      ) : null}
      {step.name === "password" ? (
        <PasswordStep email={email} proof={step.proof} onDone={onRecovered} onExpired={() => begin("expired")} />
      ) : null}
    </AccountFrame>
  );
}

function PasswordStep({
  email,
  proof,
  onDone,
  onExpired,
}: {
  email: string;
  proof: string;
  onDone: () => void;
  onExpired: () => void;
}) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState("");
  const [left, setLeft] = useState(false);
  const set = useMutation({
    mutationFn: () => recover({ email, proof, password }),
    onSuccess: onDone,
    onError: (error) => {
      if (asRefusal(error).code === "account.email_unproven") onExpired();
      else focusFirstInvalid(form.current);
    },
  });
  const refusal = set.error ? asRefusal(set.error) : null;
  const refused = refusal?.fields.password;
  const fault = left ? (passwordFault(password) ?? refused) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setLeft(true);
    if (passwordFault(password) === null) set.mutate();
    else focusFirstInvalid(form.current);
  }

  return (
    <form ref={form} className="grid gap-5" onSubmit={submit} noValidate>
      {refusal && !refused ? <Notice kind="danger">{refusalText(t, refusal)}</Notice> : null}
      <PasswordField
        label={t("accounts.password_new")}
        autoComplete="new-password"
        value={password}
        onChange={(value) => {
          setPassword(value);
          set.reset();
        }}
        onBlur={() => setLeft(password !== "")}
        hint={t("accounts.recover.hint")}
        error={fault ? codeText(t, fault) : null}
      />
      <Button type="submit" look="primary" large busy={set.isPending}>
        {t("accounts.recover.finish")}
      </Button>
    </form>
  );
}
