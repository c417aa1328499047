import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "@/i18n/i18n";
import { changeTheme, useTheme } from "./theme";

const icons = { system: Monitor, light: Sun, dark: Moon };
const after = { system: "light", light: "dark", dark: "system" } as const;
const look =
  "inline-flex min-h-10 items-center gap-2 rounded-control px-3 font-medium text-muted transition-colors hover:bg-sunken hover:text-text";

/** Language and theme, one press each, for pages without settings. */
export function SettingsSwitch() {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const Icon = icons[theme];
  const other = i18n.language === "ko" ? "en" : "ko";
  const themeLabel = t("common.theme.switch", { theme: t(`common.theme.${theme}`) });
  return (
    <div className="flex items-center">
      <button type="button" className={look} lang={other} onClick={() => void changeLanguage(other)}>
        <Languages size={18} aria-hidden />
        {other === "ko" ? "한국어" : "English"}
      </button>
      <button type="button" className={look} aria-label={themeLabel} title={themeLabel} onClick={() => changeTheme(after[theme])}>
        <Icon size={18} aria-hidden />
      </button>
    </div>
  );
}
