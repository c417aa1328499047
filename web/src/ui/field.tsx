import { ChevronDown, CircleAlert } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";
import { cx } from "./class-names";

export const inputClass = cx(
  "w-full min-h-11 rounded-control border border-line-strong bg-raised px-3.5 py-2.5 text-base text-text transition-colors phone:text-sm",
  "hover:border-muted focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-invalid:border-danger aria-invalid:focus:outline-danger",
);

interface Frame {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** at the right end of the label's line */
  aside?: ReactNode;
}

interface Wired {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/** A label, a control, and below it what helps or what is wrong, all tied together for assistive technology. */
export function Field({ label, hint, error, aside, children }: Frame & { children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const below = error || hint;
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {aside ? <span className="num text-xs text-muted">{aside}</span> : null}
      </div>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": below ? `${id}-below` : undefined })}
      <div
        id={`${id}-below`}
        aria-live="polite"
        className={cx("text-xs", below ? "" : "hidden", error ? "text-danger" : "text-muted")}
      >
        {error ? (
          <span className="flex items-start gap-1.5">
            <CircleAlert size={14} aria-hidden className="mt-0.5" />
            {error}
          </span>
        ) : (
          hint
        )}
      </div>
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  aside,
  inset,
  className,
  ...rest
}: Frame & { inset?: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(wired) => (
        <div className="relative">
          <input {...wired} className={cx(inputClass, inset ? "pr-12" : "", className)} {...rest} />
          {inset ? <div className="absolute inset-y-0 right-0.5 grid place-items-center">{inset}</div> : null}
        </div>
      )}
    </Field>
  );
}

export function TextArea({ label, hint, error, aside, className, ...rest }: Frame & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(wired) => <textarea {...wired} className={cx(inputClass, "resize-y", className)} {...rest} />}
    </Field>
  );
}

export function Select({ label, hint, error, className, children, ...rest }: Frame & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wired) => (
        <div className="relative">
          <select {...wired} className={cx(inputClass, "appearance-none truncate pr-10", className)} {...rest}>
            {children}
          </select>
          <ChevronDown
            size={18}
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
          />
        </div>
      )}
    </Field>
  );
}
