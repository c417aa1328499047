import { Outlet, useLocation } from "@tanstack/react-router";
import { Bell, DoorOpen, type LucideIcon, ShieldCheck, UserRound, UsersRound, WifiOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ProveAgainDialog } from "@/features/accounts/components/prove-again-dialog";
import { BellLink, bellLabel, useUnread } from "@/features/notifications/components/bell";
import { Avatar } from "@/ui/avatar";
import { Brand } from "@/ui/brand";
import { cx } from "@/ui/class-names";
import { CountBadge } from "@/ui/count-badge";
import { SiteLink } from "@/ui/site-link";
import { NewsProvider, useNews } from "./news";
import { PeopleProvider } from "./people";
import { PersonalNews } from "./personal-news";
import { UpdatePrompt } from "./update-prompt";
import { useLive, useMe } from "./use-me";

/** The frame of everyday pages: where one can go, what is new, and whether the connection stands. */
export function Shell() {
  return (
    <PeopleProvider>
      <NewsProvider>
        <Frame />
      </NewsProvider>
    </PeopleProvider>
  );
}

function Frame() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { status } = useLive();
  const me = useMe();
  const unread = useUnread();
  const { unreadChats } = useNews();
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
      <header className="flex items-center justify-between px-4 pt-4 phone:px-8 desk:hidden">
        <SiteLink href="/rooms" className="rounded-control p-1">
          <Brand />
        </SiteLink>
        <BellLink here={pathname === "/notifications"} />
      </header>
      <p role="status" className="sr-only">
        {unread > 0 ? bellLabel(t, unread) : ""}
      </p>
      <nav
        aria-label={t("common.nav.label")}
        className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-raised px-2 pt-1 pb-[max(0.5rem,env(safe-area-inset-bottom))] desk:sticky desk:top-0 desk:h-dvh desk:w-[248px] desk:flex-none desk:flex-col desk:gap-7 desk:border-t-0 desk:border-r desk:bg-transparent desk:px-4 desk:py-6"
      >
        <SiteLink href="/rooms" className="hidden self-start rounded-control px-2 py-1 desk:block">
          <Brand />
        </SiteLink>
        <div className="flex flex-1 desk:flex-none desk:flex-col desk:gap-1">
          <Place href="/rooms" icon={DoorOpen} label={t("common.nav.rooms")} here={pathname.startsWith("/rooms")} />
          <Place
            href="/groups"
            icon={UsersRound}
            label={t("common.nav.groups")}
            here={pathname.startsWith("/groups")}
            count={unreadChats}
            counted={t("common.nav.groups_unread", { count: unreadChats })}
          />
          <Place
            href="/notifications"
            icon={Bell}
            label={t("notifications.title")}
            here={pathname === "/notifications"}
            count={unread}
            counted={t("notifications.unread_count", { count: unread })}
            className="hidden desk:flex"
          />
          {me?.isAdmin ? (
            <Place href="/admin" icon={ShieldCheck} label={t("accounts.admin.title")} here={pathname.startsWith("/admin")} />
          ) : null}
          <Place href="/me" icon={UserRound} label={t("common.nav.me")} here={pathname.startsWith("/me")} />
        </div>
        {me ? (
          <SiteLink href="/me" className="mt-auto hidden items-center gap-3 rounded-control p-2 hover:bg-sunken desk:flex">
            <Avatar id={me.id} name={me.displayName} src={me.avatar} className="size-9 text-sm" />
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
        <PersonalNews />
        <Outlet />
      </main>
      <UpdatePrompt />
      {me ? <ProveAgainDialog /> : null}
    </div>
  );
}

interface PlaceProps {
  href: string;
  icon: LucideIcon;
  label: string;
  here: boolean;
  /** how much waits there */
  count?: number;
  counted?: string;
  className?: string;
}

function Place({ href, icon: Icon, label, here, count = 0, counted, className = "flex" }: PlaceProps) {
  return (
    <SiteLink
      href={href}
      aria-current={here ? "page" : undefined}
      className={cx(
        "min-h-12 flex-1 flex-col items-center justify-center gap-1 rounded-control text-[11px] font-medium transition-colors desk:min-h-10 desk:flex-none desk:flex-row desk:justify-start desk:gap-2.5 desk:px-2 desk:text-sm",
        here
          ? "text-accent desk:bg-accent-soft desk:font-semibold"
          : "text-muted hover:text-text desk:text-text desk:hover:bg-sunken",
        className,
      )}
    >
      <span className="relative desk:static">
        <Icon size={18} aria-hidden />
        <span className="absolute -top-1.5 left-3 desk:hidden">
          <CountBadge count={count} small />
        </span>
      </span>
      {label}
      {count > 0 ? <span className="sr-only">{counted}</span> : null}
      <span className="ml-auto hidden desk:block">
        <CountBadge count={count} small />
      </span>
    </SiteLink>
  );
}
