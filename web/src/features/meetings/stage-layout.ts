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

export const perPage = (phone: boolean): number => (phone ? 6 : 16);

/** The page shown and how many there are; people leaving never strand a viewer on an empty page. */
export function pageOf<T>(items: T[], size: number, wanted: number): { items: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { items: items.slice(page * size, (page + 1) * size), page, pages };
}
