/** Which seqs of a conversation to read, ends included (`fromSeq` above `toSeq`: none), and what lies around them. */
export interface MessageWindow {
  fromSeq: number;
  toSeq: number;
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

/** Where to look; the newest messages if nothing is set. */
export interface WindowQuery {
  beforeSeq?: number | undefined;
  afterSeq?: number | undefined;
  aroundSeq?: number | undefined;
  limit: number;
}

/** Seqs have no gaps, so a page is arithmetic. */
export function windowOf(query: WindowQuery, lastSeq: number): MessageWindow {
  const { beforeSeq, afterSeq, aroundSeq, limit } = query;
  if (afterSeq !== undefined) {
    const fromSeq = Math.min(afterSeq, lastSeq) + 1;
    return between(fromSeq, Math.min(lastSeq, fromSeq + limit - 1), lastSeq);
  }
  if (aroundSeq !== undefined) {
    const centre = Math.min(Math.max(aroundSeq, 1), lastSeq);
    const toSeq = Math.min(lastSeq, Math.max(1, centre - Math.floor(limit / 2)) + limit - 1);
    return between(Math.max(1, toSeq - limit + 1), toSeq, lastSeq);
  }
  const toSeq = beforeSeq === undefined ? lastSeq : Math.min(lastSeq, Math.max(0, beforeSeq - 1));
  return between(Math.max(1, toSeq - limit + 1), toSeq, lastSeq);
}

const between = (fromSeq: number, toSeq: number, lastSeq: number): MessageWindow => ({
  fromSeq,
  toSeq,
  hasMoreBefore: fromSeq > 1,
  hasMoreAfter: toSeq < lastSeq,
});
