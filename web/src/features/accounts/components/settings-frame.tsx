import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { SiteLink } from "@/ui/site-link";
import { useTitle } from "@/ui/use-title";

const places = [
  { href: "/me", label: "accounts.me.profile" },
  { href: "/me/security", label: "accounts.security.title" },
  { href: "/me/notifications", label: "notifications.title" },
  { href: "/me/people", label: "accounts.me.people" },
  { href: "/me/data", label: "accounts.data.title" },
] as const;

/** The pages about oneself: who one is, how one signs in, what lies here. */
export function SettingsFrame({
  me,
  here,
  children,
}: {
  me: MeView;
  here: (typeof places)[number]["href"];
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const tab = useRef<HTMLAnchorElement>(null);
  // On a phone not all of them fit: the one that is open is never out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another tab.
  useEffect(() => void tab.current?.scrollIntoView({ block: "nearest", inline: "center" }), [here]);
  useTitle(t(places.find((place) => place.href === here)?.label ?? "common.nav.me"));
  return (
    <div className="mx-auto grid w-full max-w-[640px] gap-6 px-4 py-6 phone:px-8 phone:py-8">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={me.displayName} src={me.avatar} className="size-16 text-lg" />
        <div className="min-w-0">
          <h1 className="truncate text-xl font-bold">{me.displayName}</h1>
          <p className="truncate text-muted">@{me.handle}</p>
        </div>
      </div>
      <nav
        aria-label={t("accounts.me.pages")}
        className="quiet-scroll flex gap-1 overflow-x-auto overflow-y-hidden border-b border-line"
      >
        {places.map(({ href, label }) => (
          <SiteLink
            key={href}
            ref={href === here ? tab : undefined}
            href={href}
            aria-current={href === here ? "page" : undefined}
            className={cx(
              "-mb-px border-b-2 px-3 py-2.5 font-semibold whitespace-nowrap transition-colors",
              href === here ? "border-accent text-text" : "border-transparent text-muted hover:text-text",
            )}
          >
            {t(label)}
          </SiteLink>
        ))}
      </nav>
      {children}
    </div>
  );
}
