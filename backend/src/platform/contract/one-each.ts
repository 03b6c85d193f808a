/** Throws, with what `complain` says, for the first of `names` that isn't exactly once among those `found`. */
export function requireOneEach(
  names: readonly string[],
  found: readonly (string | null)[],
  complain: (name: string, count: number) => string,
): void {
  for (const name of names) {
    const count = found.filter((one) => one === name).length;
    if (count !== 1) throw new Error(complain(name, count));
  }
}
