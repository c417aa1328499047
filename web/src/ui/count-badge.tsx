import { cx } from "./class-names";

/** How many there are, as a number; nothing where there are none. What it counts is said by whoever carries it. */
export function CountBadge({ count, small = false, quiet = false }: { count: number; small?: boolean; quiet?: boolean }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden
      className={cx(
        "num inline-grid place-items-center rounded-full font-semibold",
        small ? "min-w-[18px] px-1 text-[11px] leading-[18px]" : "px-2 py-0.5 text-xs",
        quiet ? "bg-sunken text-muted" : "bg-accent text-on-accent",
      )}
    >
      {count > 99 ? "99+" : count}
    </span>
  );
}
