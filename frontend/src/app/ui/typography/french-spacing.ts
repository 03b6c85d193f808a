const narrow = '\u202F';
/** What people type for a space that belongs to a sign: plain, no-break, or the narrow one already. */
const space = '[ \u00A0\u202F]';

/** What may follow a sign that ends or divides a sentence; a parenthesis after a colon is a face. */
const after = '(?=[?!…]*(?:[\\s»”"\\])*_.,]|$))';
const rules: [RegExp, string][] = [
  // Begins at the first of several spaces only: the work stays linear.
  [new RegExp(`(?<!${space})${space}+([!?]${after}|[:;](?=[\\s»”"*_]|$)|»)`, 'g'), `${narrow}$1`],
  [new RegExp(`«${space}+`, 'g'), `«${narrow}`],
  [new RegExp(`(\\d)${space}([%€])`, 'g'), `$1${narrow}$2`],
];
const groups = new RegExp(`(?<![\\d.,]|\\d${space})\\d{1,3}(?:${space}\\d{3})+(?!\\d|${space}\\d)`, 'g');
const between = new RegExp(space, 'g');
const concerned = new RegExp(`${space}[;:!?»%€\\d]|«${space}`);

/**
 * A text as French sets it: narrow no-break spaces (U+202F) before ; : ! ? % €, inside « » and between the groups of a
 * number. Only changes spaces that are there, so it suits any language; for display, never for what is stored. Addresses and
 * code are not for it. The signs are those of the Lexique des règles typographiques en usage à l’Imprimerie nationale.
 */
export function frenchSpacing(text: string): string {
  if (!concerned.test(text)) return text;
  let set = text;
  for (const [pattern, replacement] of rules) set = set.replace(pattern, replacement);
  return set.replace(groups, (number) => number.replace(between, narrow));
}
