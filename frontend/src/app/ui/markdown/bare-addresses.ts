import type { MarkdownIt, StateInline, Token } from 'markdown-it';

/** Runs that can't overlap, so that a search for them passes over each character once. */
const withoutScheme =
  /(?<![\p{L}\p{N}_.@/+-])(?:www(?:\.[\p{L}\p{N}-]+){2,}(?:[/?#][^\s<>]*)?|[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}(?![\w@-]))/giu;

const isSpaceOrBracket = /[\s<>]/;

/** Addresses that stand in the text as they are: `https://…`, `www.…`, `name@…`. */
export function bareAddresses(parser: MarkdownIt): void {
  // Inline, before emphasis: an address may hold stars and underscores.
  parser.inline.ruler.before('newline', 'bare_address', (state, silent) => {
    const scheme = schemeBefore(state, silent);
    if (!scheme) return false;
    const start = state.pos - scheme.length;
    const end = endOfAddress(state.src, state.pos + 3, state.posMax);
    if (end === state.pos + 3) return false;
    const address = state.src.slice(start, end);
    const href = parser.normalizeLink(address);
    if (!parser.validateLink(href)) {
      // As text, and passed over: looked at again from each scheme inside, it would cost the square of its length.
      if (!silent) state.pending += state.src.slice(state.pos, end);
    } else if (!silent) {
      state.pending = state.pending.slice(0, -scheme.length);
      state.push('link_open', 'a', 1).attrs = [['href', href]];
      state.push('text', '', 0).content = address;
      state.push('link_close', 'a', -1);
    }
    state.pos = end;
    return true;
  });
  parser.core.ruler.after('inline', 'bare_addresses', ({ tokens }) => {
    for (const token of tokens) if (token.children) token.children = linked(parser, token.children);
  });
}

/** `http` or `https`, where the parser stands at the `://` behind it and a word begins with it. */
function schemeBefore({ src, pos, posMax, pending, linkLevel }: StateInline, silent: boolean): string | null {
  if (linkLevel > 0 || src.charCodeAt(pos) !== 0x3a || !src.startsWith('://', pos) || pos + 3 >= posMax)
    return null;
  const scheme = /(?<![\p{L}\p{N}_])https?$/iu.exec(src.slice(Math.max(0, pos - 6), pos))?.[0];
  if (!scheme || (!silent && !pending.endsWith(scheme))) return null;
  return /[\p{L}\p{N}[]/u.test(src.charAt(pos + 3)) ? scheme : null;
}

/** Without the punctuation of the sentence around it; a bracket belongs to it where it was opened in it. */
function endOfAddress(src: string, from: number, max: number): number {
  let end = from;
  let round = 0;
  let square = 0;
  for (; end < max; end += 1) {
    const character = src.charAt(end);
    if (character === '(') round += 1;
    else if (character === ')') round -= 1;
    else if (character === '[') square += 1;
    else if (character === ']') square -= 1;
    // It may be the text of a link, which ends here.
    if (square < 0 || isSpaceOrBracket.test(character)) break;
  }
  for (; end > from; end -= 1) {
    const last = src.charAt(end - 1);
    if (last === ')' && round < 0) round += 1;
    else if (!'?!.,:;*_~\'"`»”’…'.includes(last)) break;
  }
  return end;
}

function linked(parser: MarkdownIt, tokens: Token[]): Token[] {
  let inLink = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open' || token.type === 'link_close') inLink += token.nesting;
    return token.type === 'text' && inLink === 0 ? linkedText(parser, token) : [token];
  });
}

function linkedText(parser: MarkdownIt, token: Token): Token[] {
  const { content, level } = token;
  const Kind = token.constructor as typeof Token;
  const made = (type: string, tag: string, nesting: -1 | 0 | 1, depth: number, text = '') => {
    const one = new Kind(type, tag, nesting);
    one.content = text;
    one.level = depth;
    return one;
  };
  const all: Token[] = [];
  let from = 0;
  for (const { 0: found, index } of content.matchAll(withoutScheme)) {
    const address = found.slice(0, endOfAddress(found, 0, found.length));
    const href = parser.normalizeLink(`${found.startsWith('www.') ? 'https://' : 'mailto:'}${address}`);
    if (!parser.validateLink(href)) continue;
    const open = made('link_open', 'a', 1, level);
    open.attrs = [['href', href]];
    all.push(made('text', '', 0, level, content.slice(from, index)), open);
    all.push(made('text', '', 0, level + 1, address), made('link_close', 'a', -1, level));
    from = index + address.length;
  }
  return from === 0 ? [token] : [...all, made('text', '', 0, level, content.slice(from))];
}
