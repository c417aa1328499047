import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes } from "react";
import { cx } from "./class-names";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
}

export function IconButton({ icon: Icon, label, className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        "grid size-10 flex-none place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text",
        className,
      )}
      {...rest}
    >
      <Icon size={18} aria-hidden />
    </button>
  );
}
