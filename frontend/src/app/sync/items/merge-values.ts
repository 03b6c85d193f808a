import { deepEqual } from '../deep-equal';

type Fields = Readonly<Record<string, unknown>>;
type Listed = Fields & { readonly id: string };

/**
 * What two devices made of one JSON value: `ours`, with what `theirs` changed of `base` too. Fields are merged one by one,
 * and lists of things with an `id` thing by thing; where both changed the same, ours counts. Undefined: not there.
 */
export function mergeValues(base: unknown, ours: unknown, theirs: unknown): unknown {
  if (deepEqual(ours, base)) return theirs;
  if (deepEqual(theirs, base)) return ours;
  if (isListed(base) && isListed(ours) && isListed(theirs)) return mergeLists(base, ours, theirs);
  if (isFields(base) && isFields(ours) && isFields(theirs)) return mergeFields(base, ours, theirs);
  return ours;
}

function mergeFields(base: Fields, ours: Fields, theirs: Fields): Fields {
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  const merged = [...names].map((name) => [name, mergeValues(base[name], ours[name], theirs[name])] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

/** In our order where we changed it, else in theirs; what only the other has comes last. */
function mergeLists(base: readonly Listed[], ours: readonly Listed[], theirs: readonly Listed[]): unknown[] {
  const order = isReordered(base, ours) ? [...ours, ...theirs] : [...theirs, ...ours];
  const find = (list: readonly Listed[], id: string) => list.find((one) => one.id === id);
  return [...new Set(order.map(({ id }) => id))]
    .map((id) => mergeValues(find(base, id), find(ours, id), find(theirs, id)))
    .filter((one) => one !== undefined);
}

function isReordered(before: readonly Listed[], after: readonly Listed[]): boolean {
  const ids = (list: readonly Listed[], of: readonly Listed[]) =>
    list.filter(({ id }) => of.some((one) => one.id === id)).map(({ id }) => id);
  return !deepEqual(ids(before, after), ids(after, before));
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListed = (value: unknown): value is readonly Listed[] =>
  Array.isArray(value) && value.every((one) => isFields(one) && typeof one['id'] === 'string');
