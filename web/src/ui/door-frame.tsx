import type { ReactNode } from "react";
import { Brand } from "./brand";
import { SettingsSwitch } from "./settings-switch";
import { SiteLink } from "./site-link";

/** The frame of the pages in front of the door: lamplight from above, the name, language and theme. */
export function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col bg-[radial-gradient(90rem_40rem_at_50%_-22rem,var(--focus-soft),transparent)]">
      <header className="mx-auto flex w-full max-w-[1120px] items-center justify-between px-4 py-4 phone:px-8 phone:py-6">
        <SiteLink href="/" className="flex rounded-control p-1">
          <Brand />
        </SiteLink>
        <SettingsSwitch />
      </header>
      {children}
    </div>
  );
}
