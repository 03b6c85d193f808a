import { findMentions } from '@litspark/shared-contracts';
import DOMPurify from 'dompurify';
import { Marked, type Tokens } from 'marked';

export interface MarkdownOptions {
  /** Mentions of this person are shown in spark. */
  ownUserId?: string | null;
  /** The name to show for a mentioned person; null keeps the one written in the message. */
  nameOf?: (userId: string) => string | null;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const safeLink = (href: string): string | null => {
  try {
    const { protocol } = new URL(href, 'about:blank');
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : null;
  } catch {
    return null;
  }
};

const link = (href: string, inner: string) => {
  const safe = safeLink(href);
  return safe
    ? `<a href="${escapeHtml(safe)}" target="_blank" rel="noopener noreferrer">${inner}</a>`
    : inner;
};

interface MentionToken extends Tokens.Generic {
  userId: string;
  shownName: string;
}

function parserFor(options: MarkdownOptions): Marked {
  return new Marked({
    gfm: true,
    breaks: true,
    extensions: [
      {
        name: 'mention',
        level: 'inline',
        start: (source: string) => source.indexOf('@['),
        tokenizer(source: string) {
          const mention = source.startsWith('@[') ? findMentions(source)[0] : undefined;
          if (!mention || mention.index !== 0) return undefined;
          const { userId, shownName } = mention;
          return { type: 'mention', raw: mention.source, userId, shownName };
        },
        renderer(token) {
          const { userId, shownName } = token as MentionToken;
          const name = options.nameOf?.(userId) ?? shownName;
          const own = userId === options.ownUserId ? ' mention-own' : '';
          return `<span class="mention${own}">@${escapeHtml(name)}</span>`;
        },
      },
    ],
    renderer: {
      // Typed HTML is text, never markup.
      html: ({ text }) => escapeHtml(text),
      link({ href, tokens }) {
        return link(href, this.parser.parseInline(tokens));
      },
      // Pictures would tell other hosts who reads; their address is shown as a link instead.
      image: ({ href, text }) => link(href, escapeHtml(text || href)),
      code: ({ text, lang }) => {
        const language = (lang ?? '').match(/^[\w+#-]{1,20}/)?.[0] ?? '';
        return `<pre tabindex="0"><code data-language="${escapeHtml(language)}">${escapeHtml(text)}</code></pre>`;
      },
      heading({ tokens }) {
        // A message is no document: its headings are strong lines, outside the page's outline.
        return `<p class="heading">${this.parser.parseInline(tokens)}</p>`;
      },
      checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    },
  });
}

const allowed = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'span', 'hr'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: ['href', 'target', 'rel', 'class', 'start', 'align', 'data-language', 'tabindex'],
  // The others are no addresses, and are not checked as such.
  ADD_URI_SAFE_ATTR: ['target', 'rel', 'start', 'align', 'data-language', 'tabindex'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/**
 * A message's Markdown source as DOM that is safe to insert: no scripts, styles, images or foreign markup,
 * links only to http(s) and mailto. Line breaks stay as typed.
 */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): DocumentFragment {
  const html = parserFor(options).parse(source, { async: false });
  return DOMPurify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true });
}
