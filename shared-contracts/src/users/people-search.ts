import { foldText } from '../text.js';

/** What stands between the words of a name, and of an e-mail before its `@`. */
export const wordSeparators = ' \u00A0\u202F-‐‑–—\'’‘ʼ.,_+()[]«»"“”/&·';

const separator = new RegExp(`[${wordSeparators.replace(/[-\]\\]/g, '\\$&')}]`, 'gu');

/**
 * How well a person answers a query: every word of it begins a word of the name, or else of the name or the e-mail's local
 * part, or else is anywhere in name or e-mail.
 */
export const personRanks = { name: 0, email: 1, elsewhere: 2 } as const;
export type PersonRank = (typeof personRanks)[keyof typeof personRanks];

/** The words of a query as the directory compares them: each once, without case and accents. */
export function searchWords(query: string): string[] {
  return [...new Set(foldText(query).split(/\s+/).filter(Boolean))];
}

/** Folded text with a space in front of each word; what follows an `@` is no word of its own. */
export function wordStarts(folded: string): string {
  const [local = '', ...rest] = folded.split('@');
  return [` ${local.replace(separator, ' ')}`, ...rest].join('@');
}

/** As the directory ranks, for lists at hand; null where the person doesn't match. Everybody matches an empty query. */
export function personRank(
  { displayName, email }: { displayName: string; email: string },
  query: string,
): PersonRank | null {
  const words = searchWords(query);
  const whole = sameApostrophes(foldText(`${displayName} ${email}`));
  if (!words.every((word) => whole.includes(sameApostrophes(word)))) return null;
  const starts = words.map(wordStarts);
  const name = wordStarts(foldText(displayName));
  if (starts.every((start) => name.includes(start))) return personRanks.name;
  const mail = wordStarts(foldText(email));
  return starts.every((start) => name.includes(start) || mail.includes(start))
    ? personRanks.email
    : personRanks.elsewhere;
}

const sameApostrophes = (text: string): string => text.replace(/[’‘ʼ]/g, "'");
