import { useTranslation } from "react-i18next";

/** Days and times as the shown language writes them. */
export function useDay(): (instant: string, withTime?: boolean) => string {
  const { i18n } = useTranslation();
  return (instant, withTime = false) =>
    new Date(instant).toLocaleString(i18n.language, {
      dateStyle: "medium",
      ...(withTime ? { timeStyle: "short" } : {}),
    });
}
