import { findMentions } from '@litspark/shared-contracts';
import { frenchSpacing } from '../typography/french-spacing';

interface PlainTextOptions {
  /** In UTF-16 units. */
  maxLength?: number;
  /** The present name of a mentioned person; null keeps the one that was typed. */
  nameOf?: (userId: string) => string | null;
}

/** One line that says what a Markdown source says, for previews and announcements; set as French is. Looks at its beginning
 * only. */
export function plainText(
  source: string,
  { maxLength = 200, nameOf = () => null }: PlainTextOptions = {},
): string {
  const text = namedMentions(wholeCharacters(source, maxLength * 4), nameOf)
    .replace(/```[^\n]*\n?/g, ' ')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)/gm, '')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/(^|\W)([*_])(?!\s)([^*_\n]+)(?<!\s)\2(?=\W|$)/g, '$1$3')
    .replace(/\s+/g, ' ')
    .trim();
  return frenchSpacing(text.length > maxLength ? `${wholeCharacters(text, maxLength - 1)}…` : text);
}

/** A source with `@name` for each mention. */
export function namedMentions(text: string, nameOf: (userId: string) => string | null): string {
  let named = '';
  let from = 0;
  for (const { index, source, userId, shownName } of findMentions(text)) {
    named += `${text.slice(from, index)}@${nameOf(userId) ?? shownName}`;
    from = index + source.length;
  }
  return named + text.slice(from);
}

/** The beginning of a text, cut between code points. */
function wholeCharacters(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
