import type { Message } from '@litspark/shared-contracts';

/** A message that came while this person was looking elsewhere. */
export interface MissedNotification {
  /** The message's id. */
  id: string;
  conversationId: string;
  senderId: string;
  /** Markdown source, as in the message. */
  body: string;
  seq: number;
  /** At which the message last changed, as far as known. */
  revision: number;
  /** When it was sent, ISO 8601. */
  at: string;
  /** Whether it mentions this person. */
  mention: boolean;
  /** Whether the list of missed ones was opened since. */
  seen: boolean;
}

const mostKept = 50;

/** Newest first; a message that is there already keeps its place, and becomes a mention once one of them says so. */
export function withMissed(
  missed: readonly MissedNotification[],
  message: Message,
  mention: boolean,
): readonly MissedNotification[] {
  if (missed.some((one) => one.id === message.id)) {
    return missed.map((one) => (one.id === message.id ? { ...one, mention: one.mention || mention } : one));
  }
  const { id, conversationId, senderId, body, seq, revision, createdAt: at } = message;
  const added = { id, conversationId, senderId, body, seq, revision, at, mention, seen: false };
  return [added, ...missed].slice(0, mostKept);
}

/** What became of them: an edited message says its new words, a deleted one is gone. The same array where nothing changed. */
export function withChanged(
  missed: readonly MissedNotification[],
  messages: readonly Message[],
): readonly MissedNotification[] {
  const changed = new Map(messages.map((message) => [message.id, message]));
  const isChanged = ({ id, revision }: MissedNotification) => (changed.get(id)?.revision ?? 0) > revision;
  if (!missed.some(isChanged)) return missed;
  return missed.flatMap((one) => {
    const message = isChanged(one) ? changed.get(one.id) : undefined;
    if (!message) return [one];
    return message.deletedAt ? [] : [{ ...one, body: message.body, revision: message.revision }];
  });
}
