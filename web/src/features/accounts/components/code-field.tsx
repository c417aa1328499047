import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { TextField } from "@/ui/field";

/** Whether the password was right and the second factor is what is missing. */
export function wantsCode(error: unknown): boolean {
  return asRefusal(error).code === "auth.second_factor_needed";
}

interface Props {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  hint?: string;
}

/** The second factor: six digits of the app, or a recovery code. */
export function CodeField({ value, onChange, error, hint }: Props) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("accounts.second_factor.code")}
      name="one-time-code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      autoFocus
      className="num"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint={hint ?? t("accounts.second_factor.code_hint")}
      error={error}
    />
  );
}
