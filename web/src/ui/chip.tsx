import { cx } from "./class-names";

/** A condition that is on or off. */
export function Chip({ pressed, onPress, children }: { pressed: boolean; onPress: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={cx(
        "min-h-9 flex-none rounded-full border px-3.5 text-[13px] whitespace-nowrap transition-colors",
        pressed
          ? "border-transparent bg-accent-soft font-semibold text-accent"
          : "border-line bg-raised font-medium text-muted hover:border-line-strong hover:text-text",
      )}
    >
      {children}
    </button>
  );
}
