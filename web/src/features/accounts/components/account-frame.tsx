import type { ReactNode } from "react";
import { DoorFrame } from "@/ui/door-frame";
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
    <DoorFrame>
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
    </DoorFrame>
  );
}

export const textLink = "font-semibold text-accent underline-offset-4 hover:underline";
