import type { Message, Reaction } from '@litspark/shared-contracts';
import type { ApiError } from '../core/api-error';

/** What this person did to one message and the server hasn't confirmed yet. */
export interface MessageChange {
  body?: string;
  deleted?: true;
  /** By emoji: whether it is to be there. */
  reactions?: ReadonlyMap<string, boolean>;
  /** Parts as they are to be, by name; null for one that is taken off. */
  parts?: Readonly<Record<string, unknown>>;
  /** An edit that failed: its text is kept until the person decides. */
  refused?: RefusedEdit;
}

export interface RefusedEdit {
  body: string;
  error: ApiError;
}

/** The message as this person means it to be. Pure; a tombstone stays one. */
export function withChange(message: Message, change: MessageChange, ownUserId: string): Message {
  if (message.deletedAt) return message;
  if (change.deleted) {
    return {
      ...message,
      body: '',
      reactions: [],
      attachments: [],
      parts: {},
      deletedAt: message.createdAt,
    };
  }
  let { body, editedAt, reactions } = message;
  if (change.body !== undefined && change.body !== body) {
    body = change.body;
    editedAt ??= message.createdAt;
  }
  for (const [emoji, present] of change.reactions ?? []) {
    reactions = withReaction(reactions, emoji, ownUserId, present);
  }
  return { ...message, body, editedAt, reactions, parts: withParts(message.parts, change.parts) };
}

function withParts(parts: Message['parts'], changed: MessageChange['parts']): Message['parts'] {
  if (!changed) return parts;
  const entries = Object.entries({ ...parts, ...changed });
  return Object.fromEntries(entries.filter(([, state]) => state !== null));
}

/** The reactions with or without one's own; the others keep their order, a new emoji stands last. */
export function withReaction(
  reactions: readonly Reaction[],
  emoji: string,
  ownUserId: string,
  present: boolean,
): Reaction[] {
  const known = reactions.find((one) => one.emoji === emoji);
  if (!known) return present ? [...reactions, { emoji, count: 1, userIds: [ownUserId] }] : [...reactions];
  if (known.userIds.includes(ownUserId) === present) return [...reactions];
  const userIds = present
    ? [...known.userIds, ownUserId]
    : known.userIds.filter((userId) => userId !== ownUserId);
  const changed = { emoji, count: known.count + (present ? 1 : -1), userIds };
  return reactions.map((one) => (one === known ? changed : one)).filter((one) => one.count > 0);
}
