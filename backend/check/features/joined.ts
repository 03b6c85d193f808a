/** All entries of these records in one. Throws for a name that two of them use. */
export function joined<T>(records: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  const all = new Map<string, T>();
  for (const [name, one] of records.flatMap((record) => Object.entries(record))) {
    if (all.has(name)) throw new Error(`“${name}” is there twice`);
    all.set(name, one);
  }
  return Object.fromEntries(all);
}
