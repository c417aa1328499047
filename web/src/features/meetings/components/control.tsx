import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "@/ui/class-names";

export interface ControlProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  /** What a phone has the room for. */
  short?: string | undefined;
  hint?: string;
  look?: "plain" | "on" | "off" | "leave";
  busy?: boolean;
  /** Works, but not as hoped. */
  dimmed?: boolean;
  badge?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

const looks = {
  plain: "border-line bg-raised text-text group-hover:border-line-strong",
  on: "border-transparent bg-accent-soft text-accent",
  off: "border-transparent bg-danger-soft text-danger",
  leave: "border-transparent bg-danger text-on-danger group-hover:bg-danger-strong",
};

/** One button of the control bar. */
export function Control({
  icon: Icon,
  label,
  short,
  hint,
  look = "plain",
  busy = false,
  dimmed = false,
  badge,
  className,
  ...rest
}: ControlProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-label={short === undefined ? undefined : label}
      title={hint ? `${label} (${hint})` : label}
      className={cx(
        "group relative grid min-w-11 touch-manipulation justify-items-center gap-1.5 rounded-card text-xs font-medium text-muted select-none phone:min-w-16",
        className,
      )}
      {...rest}
    >
      <span
        className={cx(
          "grid size-11 place-items-center rounded-tile border transition-colors group-aria-disabled:opacity-55 phone:size-12 short:size-10",
          looks[look],
          busy ? "animate-breathe" : "",
          dimmed ? "opacity-55" : "",
        )}
      >
        <Icon size={20} aria-hidden />
      </span>
      <span className="max-w-12 truncate text-[11px] tracking-tight phone:max-w-20 phone:text-xs phone:tracking-normal short:sr-only">
        {short === undefined ? (
          label
        ) : (
          <>
            <span className="phone:hidden">{short}</span>
            <span className="hidden phone:inline">{label}</span>
          </>
        )}
      </span>
      {badge ? <span className="absolute -top-1.5 right-0">{badge}</span> : null}
    </button>
  );
}
