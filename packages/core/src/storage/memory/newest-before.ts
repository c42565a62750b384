import type { PageWindow, Position } from "../cursor.ts";

/** What a page and the look behind it need: items before the position, newest first, one more than the limit. */
export function newestBefore<Item>(
  items: Iterable<Item>,
  { limit, before }: PageWindow,
  positionOf: (item: Item) => Position,
): Item[] {
  return [...items]
    .filter((item) => compare(positionOf(item), before) < 0)
    .sort((a, b) => compare(positionOf(b), positionOf(a)))
    .slice(0, limit + 1);
}

function compare(a: Position, b: Position): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
