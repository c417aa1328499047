import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CodeSentView, MeView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { Section } from "@/ui/section";
import { changeEmail, installationQuery, meQuery, sendEmailChangeCode } from "../api";
import { looksLikeEmail } from "../state";
import { CodeStep } from "./code-step";
import { defaultSent } from "./email-step";

export function AddressSection({ me }: { me: MeView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const installation = useQuery(installationQuery);
  const [email, setEmail] = useState("");
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<CodeSentView | null>(null);
  const send = useMutation({
    mutationFn: () => sendEmailChangeCode(email.trim()),
    onSuccess: (answer) => setSent(answer ?? defaultSent),
  });
  const valid = looksLikeEmail(email);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (valid) send.mutate();
  }

  return (
    <Section title={t("accounts.email")} text={t("accounts.address.text", { email: me.email })}>
      <form className="grid gap-3" onSubmit={submit} noValidate>
        <TextField
          label={t("accounts.address.new")}
          type="email"
          name="new-email"
          autoComplete="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
            send.reset();
          }}
          hint={t("accounts.address.hint")}
          error={
            send.error ? refusalText(t, asRefusal(send.error)) : tried && !valid ? t("accounts.sign_up.email_invalid") : null
          }
        />
        <Button
          type="submit"
          look={email === "" ? "quiet" : "primary"}
          className="justify-self-start"
          busy={send.isPending}
          disabled={email === ""}
        >
          {t("accounts.sign_up.send_code")}
        </Button>
      </form>
      <Dialog
        open={sent !== null}
        onOpenChange={(stays) => !stays && setSent(null)}
        title={t("accounts.sign_up.title_code")}
        description={t("accounts.sign_up.lead_code", { email: email.trim() })}
        closeLabel={t("common.close")}
      >
        <div className="mt-5">
          <CodeStep
            sent={sent ?? defaultSent}
            mailOutbox={installation.data?.mailOutbox ?? null}
            send={() => sendEmailChangeCode(email.trim())}
            verify={(digits) => changeEmail(email.trim(), digits)}
            onProven={(changed) => {
              client.setQueryData(meQuery.queryKey, changed);
              setSent(null);
              setEmail("");
              setTried(false);
            }}
            onChangeEmail={() => setSent(null)}
          />
        </div>
      </Dialog>
    </Section>
  );
}
