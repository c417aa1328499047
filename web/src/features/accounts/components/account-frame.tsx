import type { ReactNode } from "react";
import { Brand } from "@/ui/brand";
import { SettingsSwitch } from "@/ui/settings-switch";
import { SiteLink } from "@/ui/site-link";
import { useTitle } from "@/ui/use-title";

/** The quiet page around sign-up and sign-in. */
export function AccountFrame({
  title,
  lead,
  children,
  footer,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  useTitle(title);
  return (
    <div className="flex flex-1 flex-col bg-[radial-gradient(90rem_40rem_at_50%_-22rem,var(--focus-soft),transparent)]">
      <header className="mx-auto flex w-full max-w-[1120px] items-center justify-between px-4 py-4 phone:px-8 phone:py-6">
        <SiteLink href="/" className="rounded-control p-1">
          <Brand />
        </SiteLink>
        <SettingsSwitch />
      </header>
      <main className="mx-auto w-full max-w-[440px] flex-1 px-4 pt-4 pb-16 phone:pt-10">
        <div className="grid gap-6 rounded-tile border border-line bg-raised p-6 shadow-lift phone:p-8">
          <div className="grid gap-1.5">
            <h1 className="text-xl font-bold">{title}</h1>
            {lead ? <p className="text-muted">{lead}</p> : null}
          </div>
          {children}
        </div>
        {footer ? <p className="mt-6 text-center text-muted">{footer}</p> : null}
      </main>
    </div>
  );
}

export const textLink = "font-semibold text-accent underline-offset-4 hover:underline";
