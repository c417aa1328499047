import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CodeSentView } from "@/contract/http";
import { SiteLink } from "@/ui/site-link";
import { installationQuery, sendCode, verifyCode } from "../api";
import { AccountFrame, textLink } from "./account-frame";
import { CodeStep } from "./code-step";
import { EmailStep } from "./email-step";
import { ProfileStep } from "./profile-step";

type Step = { name: "email" } | { name: "code"; sent: CodeSentView } | { name: "profile"; proof: string };

const order = ["email", "code", "profile"] as const;

/** Sign-up in three steps. Going back to the address drops its proof. */
export function SignUpPage({ signInHref, onSignedIn }: { signInHref: string; onSignedIn: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [step, setStep] = useState<Step>({ name: "email" });
  const [expired, setExpired] = useState(false);
  const installation = useQuery(installationQuery);
  const at = order.indexOf(step.name);

  function changeEmail(because: "wish" | "expired") {
    setExpired(because === "expired");
    setStep({ name: "email" });
  }

  return (
    <AccountFrame
      title={t(`accounts.sign_up.title_${step.name}`)}
      lead={step.name === "code" ? t("accounts.sign_up.lead_code", { email }) : t(`accounts.sign_up.lead_${step.name}`)}
      footer={
        <>
          {t("accounts.sign_up.have_account")}{" "}
          <SiteLink href={signInHref} className={textLink}>
            {t("common.sign_in")}
          </SiteLink>
        </>
      }
    >
      <ol className="-mt-2 flex gap-1.5" aria-label={t("accounts.sign_up.step", { now: at + 1, all: order.length })}>
        {order.map((name, index) => (
          <li
            key={name}
            aria-current={index === at ? "step" : undefined}
            className={`h-1 flex-1 rounded-full transition-colors duration-200 ${index <= at ? "bg-accent" : "bg-line"}`}
          />
        ))}
      </ol>
      {step.name === "email" ? (
        <EmailStep
          purpose="sign_up"
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
          send={() => sendCode(email, "sign_up")}
          verify={(digits) => verifyCode(email, "sign_up", digits)}
          onProven={({ proof }) => setStep({ name: "profile", proof })}
          onChangeEmail={() => changeEmail("wish")}
        />
      ) : null}
      {step.name === "profile" ? (
        <ProfileStep email={email} proof={step.proof} onSignedIn={onSignedIn} onChangeEmail={changeEmail} />
      ) : null}
    </AccountFrame>
  );
}
