/** The length that limits are counted in: Unicode code points. */
export function codePointLength(value: string): number {
  let length = 0;
  for (const _ of value) length += 1;
  return length;
}

/** PostgreSQL cannot hold NUL, and UTF-8 no half of a surrogate pair. */
export function isStorableText(value: string): boolean {
  // Equivalent to String.prototype.isWellFormed, which browsers of 2022 lack.
  return !/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
}

/** Text as searches compare it: lower case, without accents. */
export function foldText(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
}
