import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export const languages = ["ko", "en"] as const;
export type Language = (typeof languages)[number];

const stored = "studyhub.language";

export function startLanguage(): Language {
  try {
    const chosen = localStorage.getItem(stored);
    if (chosen === "ko" || chosen === "en") return chosen;
  } catch {
    // Storage may be closed to us; the browser's language decides.
  }
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/** Only the shown language is downloaded. */
async function texts(language: Language) {
  return language === "ko" ? (await import("./ko/texts")).texts : (await import("./en/texts")).texts;
}

export async function startTexts(): Promise<void> {
  const language = startLanguage();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: "texts",
    ns: ["texts"],
    resources: { [language]: { texts: await texts(language) } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "texts")) {
    i18next.addResourceBundle(language, "texts", await texts(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(stored, language);
  } catch {
    // The choice then lasts as long as the page.
  }
}
