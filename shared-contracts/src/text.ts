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

/**
 * Whether a text stands in a sentence as it was typed: control characters could break it up or hide, and those that turn
 * the direction of writing could make it look like another name.
 */
export function isPlainText(value: string): boolean {
  return !/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(value);
}

/** Text as searches compare it: lower case, without accents. */
export function foldText(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
}
