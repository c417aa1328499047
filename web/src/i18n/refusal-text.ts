import type { TFunction } from "i18next";
import type { Refusal } from "@/http/refusal";

/** What to tell a person about a refusal: the catalogue's text for its code, else a decent general one. */
export function refusalText(t: TFunction, refusal: Pick<Refusal, "code" | "details">): string {
  return codeText(t, refusal.code, refusal.details);
}

export function codeText(t: TFunction, code: string, details: Record<string, string> | null = null): string {
  const options = { ...details, wait: waitText(t, details?.retryAfter), defaultValue: "" };
  const translate = t as unknown as (key: string, options: object) => string;
  return translate(`refusal.${code}`, options) || translate("refusal.unknown", { code });
}

export function waitText(t: TFunction, seconds: string | number | undefined): string {
  const left = Number(seconds);
  if (!Number.isFinite(left) || left <= 0) return t("common.wait.a_moment");
  return left < 90
    ? t("common.wait.seconds", { count: Math.ceil(left) })
    : t("common.wait.minutes", { count: Math.ceil(left / 60) });
}
