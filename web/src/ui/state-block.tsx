import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where a list or a page would: empty, failed, not found. Says what happened and how to go on. */
export function StateBlock({
  icon: Icon,
  title,
  text,
  children,
  heading = "h2",
}: {
  icon: LucideIcon;
  title: string;
  text?: string | undefined;
  children?: ReactNode;
  heading?: "h1" | "h2";
}) {
  const Heading = heading;
  return (
    <div className="grid justify-items-center gap-2 px-6 py-14 text-center">
      <span className="mb-2 grid size-14 place-items-center rounded-tile bg-sunken text-muted">
        <Icon size={24} aria-hidden />
      </span>
      <Heading className="text-base font-semibold">{title}</Heading>
      {text ? <p className="max-w-[42ch] text-muted">{text}</p> : null}
      {children ? <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div> : null}
    </div>
  );
}
