/** A list of so many rows is in the document whole. */
export const mostWhole = 100;
/** Rows beyond each end of what is seen; also the step in which the ends move, so that a short way changes nothing. */
const beyond = 10;

/** The rows from `from` up to, and without, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A row of a list, and how many stand between the one before and it that aren't in the document. */
export interface ShownRow<T> {
  readonly item: T;
  readonly index: number;
  readonly gap: number;
}

/** The rows around what is seen, `top` being where that begins, from the list's own top, `height` how high it is and `rowHeight` a row, in pixels. */
export function rangeAt(top: number, height: number, rowHeight: number): RowRange {
  const step = (row: number) => Math.floor(row / beyond) * beyond;
  const from = Math.max(0, step(top / rowHeight) - beyond);
  return { from, to: Math.max(from + beyond, step((top + height) / rowHeight) + 2 * beyond) };
}

/** Those of the items that are in the document: all of a short list, else a range, and the one at `kept`; below 0 for none. */
export function shownRows<T>(items: readonly T[], { from, to }: RowRange, kept: number): ShownRow<T>[] {
  const isWhole = items.length <= mostWhole;
  const begin = isWhole ? 0 : Math.min(from, items.length);
  const inRange = items
    .slice(begin, isWhole ? items.length : to)
    .map((item, at) => ({ item, index: begin + at }));
  const item = items[kept];
  const end = begin + inRange.length;
  if (item !== undefined && kept < begin) inRange.unshift({ item, index: kept });
  else if (item !== undefined && kept >= end) inRange.push({ item, index: kept });
  return inRange.map((row, at) => ({ ...row, gap: row.index - (inRange[at - 1]?.index ?? -1) - 1 }));
}
