import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { codeText, refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { changePassword, securityQuery, sessionsQuery } from "../api";
import { passwordFault } from "../state";
import { PasswordField } from "./password-field";

export function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [left, setLeft] = useState(false);
  const change = useMutation({
    mutationFn: () => changePassword(password),
    onSuccess: () => {
      setPassword("");
      setLeft(false);
      void client.invalidateQueries({ queryKey: securityQuery.queryKey });
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
  const refusal = change.error ? asRefusal(change.error) : null;
  const refused = refusal?.fields.password;
  const fault = left ? (passwordFault(password) ?? refused) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setLeft(true);
    if (passwordFault(password) === null) change.mutate();
  }

  return (
    <Section title={t("accounts.password")} text={hasPassword ? undefined : t("accounts.security.no_password")}>
      <form className="grid gap-3" onSubmit={submit} noValidate>
        {refusal && !refused ? <Notice kind="danger">{refusalText(t, refusal)}</Notice> : null}
        <PasswordField
          label={t("accounts.password_new")}
          autoComplete="new-password"
          value={password}
          onChange={(value) => {
            setPassword(value);
            change.reset();
          }}
          onBlur={() => setLeft(password !== "")}
          hint={change.isSuccess ? t("accounts.security.password_changed") : t("accounts.security.password_hint")}
          error={fault ? codeText(t, fault) : null}
        />
        <Button
          type="submit"
          look={password === "" ? "quiet" : "primary"}
          className="justify-self-start"
          busy={change.isPending}
          disabled={password === ""}
        >
          {t(hasPassword ? "accounts.security.password_change" : "accounts.security.password_set")}
        </Button>
      </form>
    </Section>
  );
}
