import katex from "katex";
import "katex/dist/katex.min.css";
import { useLayoutEffect, useRef } from "react";
import { cx } from "@/ui/class-names";

/** A formula. No macro of a message reaches out of it: no links, pictures, classes, and at most 1,000 expansions. */
export default function MathText({ text, display }: { text: string; display: boolean }) {
  const place = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    try {
      katex.render(text, element, {
        displayMode: display,
        trust: false,
        maxExpand: 1000,
        maxSize: 20,
        strict: "ignore",
        output: "htmlAndMathml",
      });
    } catch {
      element.textContent = display ? `$$${text}$$` : `$${text}$`;
    }
  }, [text, display]);

  return (
    <span
      ref={place}
      className={cx(
        "[&_.katex]:text-[1.1em]!",
        display ? "quiet-scroll block max-w-full overflow-x-auto overflow-y-hidden [&_.katex-display]:my-1.5!" : "",
      )}
    />
  );
}
