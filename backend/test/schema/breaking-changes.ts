import type { TableShape } from './schema-snapshot.js';

type Schema = ReadonlyMap<string, TableShape>;

/** What a program written for the schema `before` can't live with in `after`, a line each. Indexes that only help are no matter. */
export function breakingChanges(before: Schema, after: Schema): string[] {
  return [...before].flatMap(([name, table]) => {
    const now = after.get(name);
    return now ? changesOf(table, now).map((change) => `${name}: ${change}`) : [`${name}: is gone`];
  });
}

function changesOf(before: TableShape, after: TableShape): string[] {
  const known = Object.entries(before.columns).flatMap(([column, was]) => {
    const is = after.columns[column];
    if (!is) return [`the column ${column} is gone`];
    if (is.type !== was.type) return [`${column} was ${was.type} and is ${is.type}`];
    if (is.generated !== was.generated) return [`${column} is ${is.generated ? '' : 'not '}computed`];
    if (was.nullable && !is.nullable) return [`${column} refuses null`];
    return was.filled && !is.filled ? [`${column} has no default any more`] : [];
  });
  const added = Object.entries(after.columns)
    .filter(([column]) => !(column in before.columns))
    .filter(([, { nullable, filled, generated }]) => !nullable && !filled && !generated)
    .map(([column]) => `the new column ${column} must be given`);
  const isKnown = (rules: readonly string[]) => (rule: string) => rules.includes(rule);
  // An ON CONFLICT needs the key that it names.
  const lost = before.rules.filter((rule) => !isKnown(after.rules)(rule)).map((rule) => `lost ${rule}`);
  const refusing = after.rules.filter((rule) => !isKnown(before.rules)(rule)).map((rule) => `now ${rule}`);
  return [...known, ...added, ...lost, ...refusing];
}
