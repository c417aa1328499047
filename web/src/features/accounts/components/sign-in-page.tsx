import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { focusFirstInvalid } from "@/ui/focus-first";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { meQuery, signIn } from "../api";
import { AccountFrame, textLink } from "./account-frame";
import { PasswordField } from "./password-field";

export function SignInPage({ signUpHref, onSignedIn }: { signUpHref: string; onSignedIn: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const enter = useMutation({
    mutationFn: async () => {
      await signIn({ name: name.trim(), password });
      client.clear();
      await client.fetchQuery(meQuery);
    },
    onSuccess: onSignedIn,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || password === "") focusFirstInvalid(form.current);
    else enter.mutate();
  }

  return (
    <AccountFrame
      title={t("accounts.sign_in.title")}
      lead={t("accounts.sign_in.lead")}
      footer={
        <>
          {t("accounts.sign_in.new_here")}{" "}
          <SiteLink href={signUpHref} className={textLink}>
            {t("common.sign_up")}
          </SiteLink>
        </>
      }
    >
      <form ref={form} className="grid gap-5" onSubmit={submit} noValidate>
        {enter.error ? <Notice kind="danger">{refusalText(t, asRefusal(enter.error))}</Notice> : null}
        <TextField
          label={t("accounts.sign_in.name")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={tried && name.trim() === "" ? t("accounts.sign_in.name_empty") : null}
        />
        <PasswordField
          label={t("accounts.password")}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={tried && password === "" ? t("accounts.sign_in.password_empty") : null}
        />
        <Button type="submit" look="primary" large busy={enter.isPending}>
          {t("common.sign_in")}
        </Button>
      </form>
    </AccountFrame>
  );
}
