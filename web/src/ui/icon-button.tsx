import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { cx } from "./class-names";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  /** How many wait behind it; the label says it, too. */
  badge?: ReactNode;
}

export function IconButton({ icon: Icon, label, badge, className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        "relative grid size-10 flex-none place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text",
        className,
      )}
      {...rest}
    >
      <Icon size={18} aria-hidden />
      {badge ? <span className="absolute top-0 left-1/2">{badge}</span> : null}
    </button>
  );
}
