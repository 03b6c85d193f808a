import { findMentions } from '@litspark/shared-contracts';

/** One line that says what a Markdown source says: for previews and announcements. */
export function plainText(source: string, maxLength = 200): string {
  let text = source.slice(0, maxLength * 4);
  for (const mention of findMentions(text)) text = text.replace(mention.source, `@${mention.shownName}`);
  text = text
    .replace(/```[^\n]*\n?/g, ' ')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)/gm, '')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/(^|\W)([*_])(?!\s)([^*_\n]+)(?<!\s)\2(?=\W|$)/g, '$1$3')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
