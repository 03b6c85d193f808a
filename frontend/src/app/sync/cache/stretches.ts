/** A run of messages without a hole, in which every change up to `revision` is in. Ends included. */
export interface Stretch {
  from: number;
  to: number;
  revision: number;
}

/**
 * What is held once a stretch is laid over the others: disjoint, ascending, and joined where neighbours know alike.
 * Where both held something the higher revision counts: the messages themselves were merged the same way.
 */
export function withStretch(held: readonly Stretch[], laid: Stretch): Stretch[] {
  const pieces: Stretch[] = [];
  let next = laid.from;
  for (const one of ascending(held)) {
    const from = Math.max(one.from, laid.from);
    const to = Math.min(one.to, laid.to);
    if (from > to) {
      pieces.push(one);
      continue;
    }
    if (one.from < from) pieces.push({ ...one, to: from - 1 });
    if (next < from) pieces.push({ ...laid, from: next, to: from - 1 });
    pieces.push({ from, to, revision: Math.max(one.revision, laid.revision) });
    if (one.to > to) pieces.push({ ...one, from: to + 1 });
    next = to + 1;
  }
  if (next <= laid.to) pieces.push({ ...laid, from: next });
  return joined(ascending(pieces));
}

/** Whether a range is held in full, each part of it at this revision or a later one. */
export function covers(held: readonly Stretch[], range: Stretch): boolean {
  let next = range.from;
  for (const one of ascending(held)) {
    if (one.to < next) continue;
    if (one.from > next || one.revision < range.revision) break;
    next = one.to + 1;
    if (next > range.to) return true;
  }
  return next > range.to;
}

/** The run without a hole around a place, as wide as it goes; undefined where that place isn't held. It knows what its least informed part knows. */
export function around(held: readonly Stretch[], seq: number, most = Infinity): Stretch | undefined {
  const sorted = ascending(held);
  const at = sorted.findIndex((one) => one.from <= seq && seq <= one.to);
  if (at < 0) return undefined;
  let { from, to, revision } = sorted[at] as Stretch;
  const reach = (one: Stretch | undefined, adjoins: boolean): one is Stretch => {
    if (!one || !adjoins) return false;
    revision = Math.min(revision, one.revision);
    return true;
  };
  for (let index = at - 1; from > seq - most; index -= 1) {
    const one = sorted[index];
    if (!reach(one, one?.to === from - 1)) break;
    from = one.from;
  }
  for (let index = at + 1; to < seq + most; index += 1) {
    const one = sorted[index];
    if (!reach(one, one?.from === to + 1)) break;
    to = one.to;
  }
  return { from: Math.max(from, seq - most), to: Math.min(to, seq + most), revision };
}

/** The run that ends latest, its last `most` messages. */
export function newest(held: readonly Stretch[], most: number): Stretch | undefined {
  const last = ascending(held).at(-1);
  return last && around(held, last.to, most - 1);
}

/** What is left of the stretches at and after a place. */
export function keptFrom(held: readonly Stretch[], seq: number): Stretch[] {
  return held.filter((one) => one.to >= seq).map((one) => (one.from >= seq ? one : { ...one, from: seq }));
}

const ascending = (stretches: readonly Stretch[]): Stretch[] =>
  [...stretches].sort((a, b) => a.from - b.from);

function joined(sorted: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const one of sorted) {
    const last = result.at(-1);
    if (last && last.to + 1 === one.from && last.revision === one.revision) last.to = one.to;
    else result.push({ ...one });
  }
  return result;
}
