import type { CSSProperties } from "react";
import { cx } from "./class-names";

/** A steady hue from an id, spread over the circle. */
export function hueOf(id: string): number {
  let hash = 2166136261;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  // Ids that differ in their last character only should not look alike.
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489917);
  return ((hash ^ (hash >>> 16)) >>> 0) % 360;
}

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

function initial(name: string): string {
  const trimmed = name.trim();
  const [first] = segmenter ? segmenter.segment(trimmed) : [{ segment: [...trimmed][0] ?? "" }];
  return (first?.segment ?? "·").toUpperCase();
}

interface Props {
  id: string;
  name: string;
  /** the address of the picture; without one the first letter stands in the person's colour */
  src?: string | null;
  className?: string;
}

export function Avatar({ id, name, src = null, className = "size-7 text-xs" }: Props) {
  if (src !== null)
    return <img src={src} alt="" className={cx("flex-none rounded-full bg-sunken object-cover select-none", className)} />;
  return (
    <span
      aria-hidden
      style={{ "--h": hueOf(id) } as CSSProperties}
      className={cx(
        "hue-avatar inline-grid flex-none place-items-center rounded-full leading-none font-semibold select-none",
        className,
      )}
    >
      {initial(name)}
    </span>
  );
}
