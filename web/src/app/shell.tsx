import { Outlet, useLocation } from "@tanstack/react-router";
import { DoorOpen, type LucideIcon, UserRound, WifiOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/ui/avatar";
import { Brand } from "@/ui/brand";
import { cx } from "@/ui/class-names";
import { SiteLink } from "@/ui/site-link";
import { useLive, useMe } from "./use-me";

/** The frame of everyday pages: where one can go, and whether the connection stands. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { status } = useLive();
  const me = useMe();
  const main = useRef<HTMLElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its beginning, unless it chose a field itself.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className="flex flex-1 flex-col desk:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-control focus:bg-raised focus:px-4 focus:py-2"
      >
        {t("common.skip")}
      </a>
      <header className="flex items-center px-4 pt-4 phone:px-8 desk:hidden">
        <SiteLink href="/rooms" className="rounded-control p-1">
          <Brand />
        </SiteLink>
      </header>
      <nav
        aria-label={t("common.nav.label")}
        className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-raised px-2 pt-1 pb-[max(0.5rem,env(safe-area-inset-bottom))] desk:sticky desk:top-0 desk:h-dvh desk:w-[248px] desk:flex-none desk:flex-col desk:gap-7 desk:border-t-0 desk:border-r desk:bg-transparent desk:px-4 desk:py-6"
      >
        <SiteLink href="/rooms" className="hidden self-start rounded-control px-2 py-1 desk:block">
          <Brand />
        </SiteLink>
        <div className="flex flex-1 desk:flex-none desk:flex-col desk:gap-1">
          <Place href="/rooms" icon={DoorOpen} label={t("common.nav.rooms")} here={pathname.startsWith("/rooms")} />
          <Place href="/me" icon={UserRound} label={t("common.nav.me")} here={pathname.startsWith("/me")} />
        </div>
        {me ? (
          <SiteLink href="/me" className="mt-auto hidden items-center gap-3 rounded-control p-2 hover:bg-sunken desk:flex">
            <Avatar id={me.id} name={me.displayName} className="size-9 text-sm" />
            <span className="min-w-0">
              <span className="block truncate font-semibold">{me.displayName}</span>
              <span className="block truncate text-xs text-muted">@{me.handle}</span>
            </span>
          </SiteLink>
        ) : null}
      </nav>
      <main ref={main} id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col pb-20 outline-none desk:pb-0">
        {status === "lost" ? (
          <p
            role="status"
            className="mx-4 mt-3 flex animate-appear items-center justify-center gap-2 rounded-control bg-focus-soft px-4 py-2 font-semibold text-focus-text phone:mx-8"
          >
            <WifiOff size={16} aria-hidden className="animate-breathe" />
            {t("common.reconnecting")}
          </p>
        ) : null}
        <Outlet />
      </main>
    </div>
  );
}

function Place({ href, icon: Icon, label, here }: { href: string; icon: LucideIcon; label: string; here: boolean }) {
  return (
    <SiteLink
      href={href}
      aria-current={here ? "page" : undefined}
      className={cx(
        "flex min-h-12 flex-1 flex-col items-center justify-center gap-1 rounded-control text-[11px] font-medium transition-colors desk:min-h-10 desk:flex-none desk:flex-row desk:justify-start desk:gap-2.5 desk:px-2 desk:text-sm",
        here
          ? "text-accent desk:bg-accent-soft desk:font-semibold"
          : "text-muted hover:text-text desk:text-text desk:hover:bg-sunken",
      )}
    >
      <Icon size={18} aria-hidden />
      {label}
    </SiteLink>
  );
}
