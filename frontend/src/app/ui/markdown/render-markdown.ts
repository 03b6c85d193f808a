import DOMPurify from 'dompurify';
import { markdown } from './markdown-parser';
import type { MentionEnv } from './mentions';

export interface MarkdownOptions {
  /** Mentions of this person are shown in spark. */
  ownUserId?: string | null;
  /** The present name of a mentioned person; null keeps the one written in the message. */
  nameOf?: (userId: string) => string | null;
}

const allowed = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'span', 'hr'],
    ...['div', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: [
    'href',
    'target',
    'rel',
    'class',
    'start',
    'align',
    'scope',
    'data-language',
    'dir',
    'tabindex',
  ],
  // The others are no addresses, and are not checked as such.
  ADD_URI_SAFE_ATTR: ['target', 'rel', 'start', 'align', 'scope', 'data-language', 'dir', 'tabindex'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/**
 * A message's Markdown source as DOM that is safe to insert: no scripts, styles, images or foreign markup, links only to
 * http(s) and mailto. Line breaks stay as typed. Never throws: what can't be rendered is shown as the text it is.
 */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): DocumentFragment {
  const env: MentionEnv = {
    ownUserId: options.ownUserId ?? null,
    nameOf: options.nameOf ?? (() => null),
  };
  try {
    return DOMPurify.sanitize(markdown.render(source, env), { ...allowed, RETURN_DOM_FRAGMENT: true });
  } catch {
    return asTyped(source);
  }
}

function asTyped(source: string): DocumentFragment {
  const paragraph = document.createElement('p');
  paragraph.className = 'as-typed';
  paragraph.dir = 'auto';
  paragraph.textContent = source;
  const fragment = document.createDocumentFragment();
  fragment.append(paragraph);
  return fragment;
}
