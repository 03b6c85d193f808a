import MarkdownIt, { type Token } from 'markdown-it';
import { bareAddresses } from './bare-addresses';
import { linkHosts } from './link-hosts';
import { mentions } from './mentions';
import { messageElements } from './message-elements';
import { safeLink } from './safe-link';

/** Quotes and lists inside one another, a list counting twice; as deep as anybody reads. */
const deepest = 24;
/** A table invents cells that nobody typed: what comes out is bounded too. */
const mostTokens = 16_000;

/** The source is too deep, or becomes too much, to be shown as anything but the text it is. */
export class TooComplex extends Error {}

/**
 * Parses a message's Markdown. markdown-it rather than a parser of regular expressions: its work grows with the length of
 * the source, whatever the source says.
 */
export const markdown = new MarkdownIt({ breaks: true, maxNesting: 2 * deepest })
  // A definition of a link shows nothing: a message made of them would be empty.
  .disable('reference')
  .use((parser) => {
    parser.validateLink = (href) => safeLink(href) !== null;
    parser.block.ruler.before('table', 'nesting', ({ level }) => {
      // Beyond its own limit the parser leaves text out.
      if (level > deepest) throw new TooComplex();
      return false;
    });
    parser.core.ruler.push('size', ({ tokens }) => {
      let count = tokens.length;
      for (const { children } of tokens) {
        count += children?.length ?? 0;
        if (count > mostTokens || children?.some(isTooDeep)) throw new TooComplex();
      }
    });
  })
  .use(mentions)
  .use(bareAddresses)
  .use(linkHosts)
  .use(messageElements);

function isTooDeep({ level }: Token): boolean {
  return level > deepest;
}
