import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";

/** A room's password: shared by word of mouth, so it is shown, and no password keeper needs to learn it. */
export function PasswordEntry({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
}) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("meetings.prejoin.password")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      error={error}
    />
  );
}
