import { mentionAt } from '@litspark/shared-contracts';
import type { Env, MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from './escape-html';

/** What a mention needs of the reader; the `env` of a parser. */
export interface MentionEnv extends Env {
  ownUserId: string | null;
  /** The present name of a person; null keeps the one written in the message. */
  nameOf: (userId: string) => string | null;
}

/** `@[shown name](user:ID)` as a chip that says who that is now. */
export function mentions(parser: MarkdownIt): void {
  parser.inline.ruler.before('link', 'mention', (state, silent) => {
    const mention = mentionAt(state.src, state.pos);
    if (!mention || state.pos + mention.source.length > state.posMax) return false;
    if (!silent) state.push('mention', '', 0).meta = { ...mention };
    state.pos += mention.source.length;
    return true;
  });
  parser.renderer.rules['mention'] = (tokens, index, _options, env) => {
    const { userId, shownName } = (tokens[index] as Token).meta as { userId: string; shownName: string };
    const { ownUserId, nameOf } = env as MentionEnv;
    const own = userId === ownUserId ? ' mention-own' : '';
    return `<span class="mention${own}">@${escapeHtml(nameOf(userId) ?? shownName)}</span>`;
  };
}
