import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { installationQuery } from "@/features/accounts/api";
import { Brand } from "@/ui/brand";
import { buttonClass } from "@/ui/button";
import { SettingsSwitch } from "@/ui/settings-switch";

/** Over plain http from another machine browsers give neither camera nor session: say so, and show the way. */
export function InsecurePage() {
  const { t } = useTranslation();
  const installation = useQuery(installationQuery);
  const secure = installation.data?.secureAddress ?? null;
  return (
    <div className="flex flex-1 flex-col">
      <header className="mx-auto flex w-full max-w-[1120px] items-center justify-between px-4 py-4 phone:px-8 phone:py-6">
        <Brand />
        <SettingsSwitch />
      </header>
      <main className="mx-auto grid w-full max-w-[520px] content-start justify-items-start gap-4 px-4 pt-6 pb-16 phone:pt-14">
        <span className="grid size-14 place-items-center rounded-tile bg-focus-soft text-focus-text">
          <ShieldAlert size={24} aria-hidden />
        </span>
        <h1 className="text-xl font-bold">{t("common.insecure.title")}</h1>
        <p className="text-muted">{t("common.insecure.text")}</p>
        {installation.isPending ? null : secure ? (
          <>
            <a
              href={`${secure.replace(/\/$/, "")}${location.pathname}${location.search}`}
              className={buttonClass("primary", true)}
            >
              {t("common.insecure.open")}
            </a>
            <p className="text-xs text-muted">{t("common.insecure.certificate")}</p>
          </>
        ) : (
          <p className="rounded-card bg-sunken px-4 py-3">{t("common.insecure.ask")}</p>
        )}
      </main>
    </div>
  );
}
