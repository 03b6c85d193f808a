import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from './escape-html';
import { safeLink } from './safe-link';

/** Something with dots between letters, or a scheme: what people take for an address. */
const looksLikeAddress = /[\p{L}\p{N}]\p{M}*\.\p{L}{2}|:\/\//u;
/** Characters that aren't seen, and could hide a likeness. */
const unseen = /[\p{Cf}\p{Cc}]/gu;

/** A link whose text looks like an address says where it leads, unless that is what the text says. */
export function linkHosts(parser: MarkdownIt): void {
  parser.core.ruler.push('link_hosts', ({ tokens }) => {
    for (const { children } of tokens) {
      let open = 0;
      children?.forEach((token, at) => {
        if (token.type === 'link_open') open = at;
        else if (token.type === 'link_close')
          setHost(token, children[open]?.attrGet('href'), children.slice(open, at));
        else if (token.type === 'image') setHost(token, token.attrGet('src'), token.children ?? []);
      });
    }
  });
  parser.renderer.rules['link_close'] = (tokens, index) => `</a>${shownHost(tokens[index])}`;
}

/** What stands behind a link, as HTML. */
export function shownHost(token: Token | undefined): string {
  const host = token?.meta?.['host'];
  return typeof host === 'string' ? ` <span class="link-host">(${escapeHtml(host)})</span>` : '';
}

function setHost(token: Token, href: string | number | null | undefined, inside: readonly Token[]): void {
  const host = hidden(String(href ?? ''), shownText(inside));
  if (host) token.meta = { host };
}

/** The host behind a text that looks like another; null where nothing is hidden. */
function hidden(href: string, text: string): string | null {
  const url = safeLink(href);
  if (!url) return null;
  const host = url.protocol === 'mailto:' ? url.pathname : url.host;
  const seen = text.normalize('NFKC').replace(unseen, '').replace(/[。․]/g, '.').trim();
  if (!looksLikeAddress.test(seen)) return null;
  const said = safeLink(
    /^[a-z]+:/i.test(seen) ? seen : `${seen.includes('@') ? 'mailto:' : 'https://'}${seen}`,
  );
  const saidHost = said && (said.protocol === 'mailto:' ? said.pathname : said.host);
  return saidHost === host ? null : host;
}

function shownText(tokens: readonly Token[]): string {
  return tokens.map(({ content, children }) => (children ? shownText(children) : content)).join('');
}
