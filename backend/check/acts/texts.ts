import type { Account } from '../client/session.js';
import type { Random } from '../random.js';

const words = [
  'bonjour',
  'déjà',
  'réunion',
  '🚀',
  'build',
  '`code`',
  '**gras**',
  'ligne\nsuivante',
  'fin.',
  '👩🏽‍💻',
];

/** What marks a message's text, so that it is known again wherever it lies. */
export const markOf = (clientMessageId: string): string => `«${clientMessageId.slice(0, 18)}»`;

/** As a body names somebody. */
export const mentionOf = ({ name, userId }: Account): string => ` @[${name}](user:${userId})`;

/** A text that only this message has; `version` tells its edits apart. */
export function textFor(
  random: Random,
  clientMessageId: string,
  version: string,
  mentionable: readonly Account[],
): string {
  const length = random.chance(0.02) ? 400 : random.between(1, 8);
  const text = Array.from({ length }, () => random.pick(words)).join(' ');
  const mentioned = random.chance(0.15) ? random.maybe(mentionable) : undefined;
  return `${markOf(clientMessageId)} ${version} ${text}${mentioned ? mentionOf(mentioned) : ''}`;
}
