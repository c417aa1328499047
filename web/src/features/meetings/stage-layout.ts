import type { Size } from "./wanted-tracks";

export interface StageLayout {
  columns: number;
  tileWidth: number;
  tileHeight: number;
}

/** The column count that gives the largest tiles of one shape in the room there is. */
export function bestLayout(count: number, width: number, height: number, gap: number, aspect: number): StageLayout {
  let best: StageLayout = { columns: 1, tileWidth: 0, tileHeight: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(Math.max(1, count) / columns);
    const byWidth = (width - gap * (columns - 1)) / columns;
    const byHeight = ((height - gap * (rows - 1)) / rows) * aspect;
    const tileWidth = Math.floor(Math.max(0, Math.min(byWidth, byHeight)));
    if (tileWidth > best.tileWidth) best = { columns, tileWidth, tileHeight: Math.floor(tileWidth / aspect) };
  }
  return best;
}

/** Where the faces lie while something is in the foreground. */
export type StripSide = "right" | "below" | "none";

const strips = {
  right: { face: { width: 184, height: 115 }, taken: { width: 208, height: 0 } },
  below: { face: { width: 132, height: 99 }, taken: { width: 0, height: 120 } },
  none: { face: { width: 0, height: 0 }, taken: { width: 0, height: 0 } },
} as const satisfies Record<StripSide, { face: Size; taken: Size }>;

/** What is left for the foreground, and the size of a face beside it. */
export function foregroundLayout({ width, height }: Size, side: StripSide): { large: Size; face: Size } {
  const { face, taken } = strips[side];
  return { face, large: { width: Math.max(0, width - taken.width), height: Math.max(0, height - taken.height) } };
}

export const perPage = (phone: boolean): number => (phone ? 6 : 16);

/** The page shown and how many there are; people leaving never strand a viewer on an empty page. */
export function pageOf<T>(items: T[], size: number, wanted: number): { items: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { items: items.slice(page * size, (page + 1) * size), page, pages };
}
