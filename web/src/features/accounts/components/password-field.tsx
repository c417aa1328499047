import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  autoComplete: "new-password" | "current-password";
  hint?: ReactNode;
  error?: string | null | undefined;
  name?: string;
}

export function PasswordField({ label, value, onChange, onBlur, autoComplete, hint, error, name = "password" }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      name={name}
      type={shown ? "text" : "password"}
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      hint={hint}
      error={error}
      inset={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? t("accounts.password_hide") : t("accounts.password_show")}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
