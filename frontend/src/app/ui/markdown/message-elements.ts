import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from './escape-html';
import { frenchSpacing } from '../typography/french-spacing';
import { shownHost } from './link-hosts';
import { permalinkOf } from './permalink';

const box = /^\[([ xX])\](?=\s)/;

/** How a message's blocks look: no outline, no pictures, code that can be scrolled by keyboard. */
export function messageElements(parser: MarkdownIt): void {
  const { rules } = parser.renderer;
  const code = (content: string, info: string) => {
    const language = /^[\w+#-]{1,20}/.exec(info.trim())?.[0] ?? '';
    const text = escapeHtml(content.replace(/\n$/, ''));
    return `<pre tabindex="0"><code data-language="${escapeHtml(language)}">${text}</code></pre>`;
  };
  rules['fence'] = (tokens, index) => code(tokens[index]?.content ?? '', tokens[index]?.info ?? '');
  rules['code_block'] = (tokens, index) => code(tokens[index]?.content ?? '', '');
  rules['text'] = (tokens, index) => escapeHtml(frenchSpacing(tokens[index]?.content ?? ''));
  rules['softbreak'] = rules['hardbreak'] = () => '<br>';
  // A message is no document: its headings are strong lines, outside the page's outline.
  rules['heading_open'] = () => '<p class="heading" dir="auto">';
  // Each block has the direction of what was typed in it.
  for (const block of ['paragraph', 'bullet_list', 'ordered_list', 'list_item', 'blockquote'] as const) {
    rules[`${block}_open`] = (tokens, index, options, _env, renderer) => {
      tokens[index]?.attrSet('dir', 'auto');
      return renderer.renderToken(tokens, index, options);
    };
  }
  rules['heading_close'] = () => '</p>';
  rules['s_open'] = () => '<del>';
  rules['s_close'] = () => '</del>';
  rules['link_open'] = (tokens, index) => linkTo(tokens[index]?.attrGet('href'));
  // Pictures would tell other hosts who reads; their address is shown as a link instead.
  rules['image'] = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    const address = String(token?.attrGet('src') ?? '');
    const text = renderer.renderInlineAsText(token?.children ?? [], options, env ?? {});
    return `${linkTo(address)}${escapeHtml(text || address)}</a>${shownHost(token)}`;
  };
  // The frame scrolls, by keyboard too: a table that is a block itself is no table to screen readers.
  rules['table_open'] = () => '<div class="table" tabindex="0"><table>';
  rules['table_close'] = () => '</table></div>';
  rules['th_open'] = rules['td_open'] = (tokens, index) => {
    const tag = tokens[index]?.tag;
    const align = /:(left|center|right)/.exec(String(tokens[index]?.attrGet('style') ?? ''))?.[1];
    return `<${tag} dir="auto"${tag === 'th' ? ' scope="col"' : ''}${align ? ` align="${align}"` : ''}>`;
  };
  parser.core.ruler.after('inline', 'checkboxes', ({ tokens }) => {
    tokens.forEach((token, index) => {
      if (tokens[index - 2]?.type === 'list_item_open') check(token.children?.[0]);
    });
  });
}

function check(first: Token | undefined): void {
  if (first?.type !== 'text') return;
  first.content = first.content.replace(box, (_, mark: string) => (mark === ' ' ? '☐' : '☑'));
}

function linkTo(href: string | number | null | undefined): string {
  // Opened in this very page by whoever shows the message.
  if (permalinkOf(String(href ?? ''))) return `<a href="${escapeHtml(String(href))}" class="permalink">`;
  return `<a href="${escapeHtml(String(href ?? ''))}" target="_blank" rel="noopener noreferrer">`;
}
