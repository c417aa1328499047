import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { codeText, refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { TextField } from "@/ui/field";
import { focusFirstInvalid } from "@/ui/focus-first";
import { Notice } from "@/ui/notice";
import { checkHandle, meQuery, signUp } from "../api";
import { passkeyFault, signUpWithPasskey } from "../passkeys";
import { asHandle, isHandle, passwordFault } from "../state";
import { PasswordField } from "./password-field";

interface Props {
  email: string;
  proof: string;
  onSignedIn: () => void;
  onChangeEmail: (because: "wish" | "expired") => void;
}

type HandleCheck = { handle: string; fault: string | null };

export function ProfileStep({ email, proof, onSignedIn, onChangeEmail }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [handle, setHandle] = useState("");
  const [checked, setChecked] = useState<HandleCheck | null>(null);
  const [password, setPassword] = useState("");
  const [passwordLeft, setPasswordLeft] = useState(false);

  const [way, setWay] = useState<"password" | "passkey">("password");
  const passkeys = passkeyFault();

  const create = useMutation({
    mutationFn: async () => {
      const person = { email, proof, handle: asHandle(handle) };
      if (way === "passkey") await signUpWithPasskey(person);
      else await signUp({ ...person, password });
      client.clear();
      await client.fetchQuery(meQuery);
    },
    onSuccess: onSignedIn,
    onError: (error) => {
      const { code } = asRefusal(error);
      if (code === "account.email_unproven") onChangeEmail("expired");
      else focusFirstInvalid(form.current);
    },
  });

  async function leaveHandle() {
    const wanted = asHandle(handle);
    setHandle(wanted);
    if (wanted === "" || checked?.handle === wanted) return;
    if (!isHandle(wanted)) return setChecked({ handle: wanted, fault: "account.handle_invalid" });
    const fault = await checkHandle(wanted).then(
      ({ available }) => (available ? null : "account.handle_taken"),
      // The check is a courtesy: when it fails, sign-up itself will tell.
      () => undefined,
    );
    if (fault !== undefined) setChecked({ handle: wanted, fault });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setPasswordLeft(true);
    const wanted = asHandle(handle);
    if (!isHandle(wanted)) setChecked({ handle: wanted, fault: "account.handle_invalid" });
    if (!isHandle(wanted) || (way === "password" && passwordFault(password) !== null)) focusFirstInvalid(form.current);
    else create.mutate();
  }

  const refusal = create.error ? asRefusal(create.error) : null;
  const refusedField = (name: string) => (refusal?.code.startsWith(`account.${name}`) ? refusal.code : refusal?.fields[name]);
  const current = checked?.handle === asHandle(handle) ? checked : null;
  const handleFault = current?.fault ?? refusedField("handle");
  const fault = way === "password" && passwordLeft ? (passwordFault(password) ?? refusedField("password")) : null;
  const elsewhere = refusal !== null && !handleFault && !fault && refusal.code !== "account.email_unproven";

  return (
    <form ref={form} className="grid gap-5" onSubmit={submit} noValidate>
      {elsewhere ? <Notice kind="danger">{refusalText(t, refusal)}</Notice> : null}
      <input type="hidden" name="email" autoComplete="email" value={email} readOnly />
      <TextField
        label={t("accounts.handle")}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        maxLength={24}
        value={handle}
        onChange={(event) => {
          setHandle(event.target.value);
          create.reset();
        }}
        onBlur={() => void leaveHandle()}
        hint={
          current?.fault === null ? (
            <span className="inline-flex items-center gap-1.5 text-accent">
              <Check size={14} aria-hidden />
              {t("accounts.sign_up.handle_free")}
            </span>
          ) : (
            t("accounts.sign_up.handle_hint")
          )
        }
        error={handleFault ? codeText(t, handleFault) : null}
      />
      <Choice
        legend={t("accounts.sign_up.way")}
        look="bar"
        options={[
          { value: "password", label: t("accounts.sign_up.way_password") },
          { value: "passkey", label: t("accounts.sign_up.way_passkey") },
        ]}
        value={way}
        onChange={(chosen) => {
          setWay(chosen);
          create.reset();
        }}
      />
      {way === "password" ? (
        <PasswordField
          label={t("accounts.password")}
          autoComplete="new-password"
          value={password}
          onChange={(value) => {
            setPassword(value);
            create.reset();
          }}
          onBlur={() => setPasswordLeft(password !== "")}
          hint={t("accounts.sign_up.password_hint")}
          error={fault ? codeText(t, fault) : null}
        />
      ) : passkeys === null ? (
        <p className="text-muted">{t("accounts.sign_up.passkey_hint")}</p>
      ) : (
        <Notice kind="warm">{t(`accounts.passkeys.fault_${passkeys}`)}</Notice>
      )}
      <Button type="submit" look="primary" large busy={create.isPending} disabled={way === "passkey" && passkeys !== null}>
        {t("accounts.sign_up.finish")}
      </Button>
      <Button look="plain" onClick={() => onChangeEmail("wish")}>
        {t("accounts.sign_up.change_email")}
      </Button>
    </form>
  );
}
