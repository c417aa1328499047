import { DoorOpen, MicOff, MonitorOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Brand } from "@/ui/brand";
import { buttonClass } from "@/ui/button";
import { SettingsSwitch } from "@/ui/settings-switch";
import { SiteLink } from "@/ui/site-link";
import { LandingScene } from "./landing-scene";

const promises = [
  { key: "quiet", icon: MicOff },
  { key: "together", icon: DoorOpen },
  { key: "yours", icon: MonitorOff },
] as const;

export function LandingPage() {
  const { t } = useTranslation();
  return (
    <div className="relative flex flex-1 flex-col overflow-hidden">
      <div
        aria-hidden
        className="absolute inset-x-0 top-0 h-[42rem] animate-glow bg-[radial-gradient(60rem_32rem_at_72%_-4rem,var(--focus-soft),transparent)]"
      />
      <header className="relative mx-auto flex w-full max-w-[1200px] items-center justify-between px-4 py-4 phone:px-8 phone:py-6">
        <span className="p-1">
          <Brand />
        </span>
        <div className="flex items-center">
          <SettingsSwitch />
          <SiteLink href="/sign-in" className={`${buttonClass("quiet")} ml-2 max-phone:hidden`}>
            {t("common.sign_in")}
          </SiteLink>
        </div>
      </header>
      <main className="relative mx-auto grid w-full max-w-[1200px] flex-1 grid-cols-[minmax(0,1fr)] content-center items-center gap-10 px-4 pt-6 pb-14 phone:px-8 desk:grid-cols-[minmax(0,10fr)_minmax(0,12fr)] desk:gap-16">
        <div className="grid justify-items-start gap-6">
          <h1 className="text-[2rem] leading-[1.22] font-bold tracking-[-0.03em] whitespace-pre-line phone:text-3xl">
            {t("accounts.landing.title")}
          </h1>
          <p className="max-w-[46ch] text-base text-muted">{t("accounts.landing.lead")}</p>
          <div className="flex w-full flex-wrap gap-3">
            <SiteLink href="/sign-up" className={`${buttonClass("primary", true)} w-full phone:w-auto`}>
              {t("accounts.landing.start")}
            </SiteLink>
            <SiteLink href="/sign-in" className={`${buttonClass("quiet", true)} w-full phone:hidden`}>
              {t("common.sign_in")}
            </SiteLink>
          </div>
          <ul className="mt-2 grid gap-3.5">
            {promises.map(({ key, icon: Icon }) => (
              <li key={key} className="flex items-start gap-3">
                <span className="grid size-9 flex-none place-items-center rounded-[10px] bg-accent-soft text-accent">
                  <Icon size={18} aria-hidden />
                </span>
                <span>
                  <strong className="block font-semibold">{t(`accounts.landing.${key}_title`)}</strong>
                  <span className="text-muted">{t(`accounts.landing.${key}_text`)}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
        <LandingScene />
      </main>
      <footer className="relative mx-auto w-full max-w-[1200px] px-4 pb-8 text-xs text-muted phone:px-8">
        {t("accounts.landing.footer")}
      </footer>
    </div>
  );
}
