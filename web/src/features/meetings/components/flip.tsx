import { Component, type ReactNode, type RefObject } from "react";

interface Props {
  container: RefObject<HTMLElement | null>;
  /** Differs whenever things lie elsewhere. */
  layoutKey: string;
  children: ReactNode;
}

type Places = ReadonlyMap<string, DOMRect>;

const glideMs = 200;
const appearMs = 160;
const easing = "cubic-bezier(.2,.7,.3,1)";

/**
 * What is marked with data-flip glides from where it is seen to where a new layout puts it; what is on its way already turns around there.
 * Still under reduced motion. A class, for only a class is asked before the page changes.
 */
export class Flip extends Component<Props> {
  override getSnapshotBeforeUpdate(before: Props): Places | null {
    return before.layoutKey === this.props.layoutKey ? null : placesIn(this.props.container.current);
  }

  override componentDidUpdate(_: Props, __: unknown, former: Places | null): void {
    const container = this.props.container.current;
    if (container === null || former === null || former.size === 0) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    glide(container, former);
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

function tilesOf(container: HTMLElement): [string, HTMLElement][] {
  return [...container.querySelectorAll<HTMLElement>("[data-flip]")].map((tile) => [tile.dataset.flip ?? "", tile]);
}

function placesIn(container: HTMLElement | null): Places {
  return new Map(container === null ? [] : tilesOf(container).map(([key, tile]) => [key, tile.getBoundingClientRect()]));
}

function glide(container: HTMLElement, former: Places): void {
  const tiles = tilesOf(container);
  for (const [, tile] of tiles) for (const animation of tile.getAnimations()) animation.cancel();
  const window = (container.parentElement ?? container).getBoundingClientRect();
  // All is measured before the first of it moves.
  for (const [tile, from, to] of tiles.map(([key, tile]) => [tile, former.get(key), tile.getBoundingClientRect()] as const)) {
    if (to.width === 0 || !(overlaps(to, window) || (from !== undefined && overlaps(from, window)))) continue;
    if (from === undefined || from.width === 0) {
      tile.animate([{ opacity: 0, transform: "scale(.96)" }, {}], { duration: appearMs, easing: "ease-out" });
      continue;
    }
    const [x, y, scaleX, scaleY] = [from.left - to.left, from.top - to.top, from.width / to.width, from.height / to.height];
    if (x === 0 && y === 0 && scaleX === 1 && scaleY === 1) continue;
    // What grows or shrinks passes over what only moves.
    const over = Math.abs(scaleX - 1) > 0.01 ? { zIndex: 1 } : {};
    tile.animate(
      [
        { ...over, transformOrigin: "0 0", transform: `translate(${x}px, ${y}px) scale(${scaleX}, ${scaleY})` },
        { ...over, transformOrigin: "0 0", transform: "none" },
      ],
      { duration: glideMs, easing },
    );
  }
  // A list that can scroll would hide what comes from outside it.
  if (container.scrollTop === 0 && container.scrollLeft === 0)
    container.animate([{ overflow: "visible" }, { overflow: "visible" }], glideMs);
}

const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
