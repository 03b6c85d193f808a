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
  const { id, conversationId, senderId, body, seq, createdAt: at } = message;
  return [{ id, conversationId, senderId, body, seq, at, mention, seen: false }, ...missed].slice(
    0,
    mostKept,
  );
}
