import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
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
import { passkeyFault, signInWithPasskey } from "../passkeys";
import { AccountFrame, textLink } from "./account-frame";
import { CodeField, wantsCode } from "./code-field";
import { PasswordField } from "./password-field";

interface Props {
  signUpHref: string;
  recoverHref: string;
  /** the password was just set anew */
  recovered: boolean;
  onSignedIn: () => void;
}

export function SignInPage({ signUpHref, recoverHref, recovered, onSignedIn }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const enter = useMutation({
    mutationFn: async (way: "password" | "passkey") => {
      if (way === "passkey") await signInWithPasskey();
      else await signIn({ name: name.trim(), password, code });
      client.clear();
      await client.fetchQuery(meQuery);
    },
    onSuccess: onSignedIn,
    onError: (error) => {
      if (wantsCode(error) && code === null) setCode("");
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || password === "") focusFirstInvalid(form.current);
    else enter.mutate("password");
  }

  const refusal = enter.error ? asRefusal(enter.error) : null;
  const aboutCode = refusal?.code === "auth.second_factor_wrong";
  const aside = refusal === null || aboutCode || refusal.code === "auth.second_factor_needed" ? null : refusalText(t, refusal);

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
        {recovered && refusal === null ? <Notice>{t("accounts.recover.done")}</Notice> : null}
        {aside ? <Notice kind="danger">{aside}</Notice> : null}
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
        <div className="grid gap-1.5">
          <PasswordField
            label={t("accounts.password")}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            error={tried && password === "" ? t("accounts.sign_in.password_empty") : null}
          />
          <SiteLink href={recoverHref} className={`${textLink} justify-self-start text-xs`}>
            {t("accounts.sign_in.forgot")}
          </SiteLink>
        </div>
        {code === null ? null : (
          <CodeField value={code} onChange={setCode} error={aboutCode && refusal ? refusalText(t, refusal) : null} />
        )}
        <Button type="submit" look="primary" large busy={enter.isPending && enter.variables === "password"}>
          {t("common.sign_in")}
        </Button>
        {passkeyFault() === null ? (
          <Button large busy={enter.isPending && enter.variables === "passkey"} onClick={() => enter.mutate("passkey")}>
            <KeyRound size={18} aria-hidden />
            {t("accounts.sign_in.passkey")}
          </Button>
        ) : null}
      </form>
    </AccountFrame>
  );
}
