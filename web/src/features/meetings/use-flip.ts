import { type RefObject, useLayoutEffect, useRef } from "react";

/** Children marked with data-flip glide to where a new layout puts them, instead of jumping. */
export function useFlip(container: RefObject<HTMLElement | null>, layoutKey: string): void {
  const former = useRef(new Map<string, DOMRect>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: positions change with the layout, and only with it.
  useLayoutEffect(() => {
    const element = container.current;
    if (element === null) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map<string, DOMRect>();
    for (const child of element.querySelectorAll<HTMLElement>("[data-flip]")) {
      const key = child.dataset.flip ?? "";
      for (const animation of child.getAnimations()) animation.cancel();
      const to = child.getBoundingClientRect();
      now.set(key, to);
      const from = former.current.get(key);
      if (still || to.width === 0) continue;
      if (from === undefined) {
        if (former.current.size > 0)
          child.animate([{ opacity: 0, transform: "scale(.96)" }, {}], { duration: 180, easing: "ease-out" });
        continue;
      }
      const [x, y, scaleX, scaleY] = [from.left - to.left, from.top - to.top, from.width / to.width, from.height / to.height];
      if (x === 0 && y === 0 && scaleX === 1 && scaleY === 1) continue;
      child.animate(
        [
          { transformOrigin: "0 0", transform: `translate(${x}px, ${y}px) scale(${scaleX}, ${scaleY})` },
          { transformOrigin: "0 0", transform: "none" },
        ],
        {
          duration: 200,
          easing: "cubic-bezier(.2,.7,.3,1)",
        },
      );
    }
    former.current = now;
  }, [container, layoutKey]);
}
