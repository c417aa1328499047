import type { ButtonHTMLAttributes, ReactNode } from "react";
import { cx } from "./class-names";
import { Spinner } from "./spinner";

export type ButtonLook = "primary" | "quiet" | "plain" | "danger";

const looks: Record<ButtonLook, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  quiet: "border-line bg-raised text-text hover:border-line-strong hover:bg-sunken",
  plain: "border-transparent text-muted hover:bg-sunken hover:text-text",
  danger: "border-transparent bg-danger text-on-danger hover:bg-danger-strong",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "quiet", large = false): string {
  return cx(
    "inline-flex items-center justify-center gap-2 rounded-control border font-semibold leading-tight whitespace-nowrap select-none",
    "transition-colors duration-150 disabled:opacity-55 aria-disabled:opacity-55",
    large ? "min-h-12 px-6 py-3 text-base" : "min-h-10 px-4 py-2 text-sm",
    looks[look],
  );
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  large?: boolean;
  busy?: boolean;
  children: ReactNode;
}

export function Button({
  look = "quiet",
  large = false,
  busy = false,
  className,
  children,
  type = "button",
  disabled,
  ...rest
}: Props) {
  return (
    <button
      type={type}
      className={cx(buttonClass(look, large), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}
