import { type ReactNode, useId } from "react";
import { cx } from "./class-names";

export interface Option<T extends string> {
  value: T;
  label: ReactNode;
  hint?: ReactNode;
}

interface Props<T extends string> {
  legend: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  error?: string | null | undefined;
  /** chips in a line, cards with a hint below each other, or one joined bar */
  look?: "chips" | "cards" | "bar";
  legendHidden?: boolean;
}

/** One of a few, as real radio buttons: arrows move, the group has a name. */
export function Choice<T extends string>({
  legend,
  options,
  value,
  onChange,
  error,
  look = "chips",
  legendHidden = false,
}: Props<T>) {
  const name = useId();
  const shapes = {
    chips:
      "rounded-full border border-line bg-raised px-3.5 py-2 text-muted has-checked:border-transparent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent",
    cards:
      "grid gap-0.5 rounded-card border border-line bg-raised px-4 py-3 has-checked:border-accent has-checked:bg-accent-soft",
    bar: "flex-1 rounded-[6px] px-3.5 py-2 text-center whitespace-nowrap text-muted has-checked:bg-raised has-checked:font-semibold has-checked:text-text has-checked:shadow-lift",
  };
  return (
    <fieldset className="grid min-w-0 gap-2" aria-describedby={error ? `${name}-error` : undefined}>
      <legend className={legendHidden ? "sr-only" : "mb-2 font-semibold"}>{legend}</legend>
      <div
        className={cx(
          look === "cards" ? "grid gap-2" : look === "bar" ? "flex rounded-control bg-sunken p-1" : "flex flex-wrap gap-2",
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "relative transition-colors hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              shapes[look],
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-[inherit] outline-none"
            />
            <span className={look === "cards" ? "font-semibold" : ""}>{option.label}</span>
            {option.hint ? <span className="text-xs text-muted">{option.hint}</span> : null}
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${name}-error`} className="text-xs text-danger" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
