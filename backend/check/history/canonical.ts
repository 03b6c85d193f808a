import type { Message } from '@litspark/shared-contracts';

/** A message as text in which equal states are equal. */
export function canonical(message: Message): string {
  const reactions = message.reactions
    .map(({ emoji, count, userIds }) => [emoji, count, [...userIds].sort()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([
    message.id,
    message.conversationId,
    message.seq,
    message.revision,
    message.senderId,
    message.clientMessageId,
    message.body,
    message.replyToId,
    message.createdAt,
    message.editedAt,
    message.deletedAt,
    reactions,
    message.attachments.map(({ id }) => id).sort(),
    inOrder(message.parts),
  ]);
}

/** The same value with the keys of its objects in order: the database keeps them in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]) => [key, inOrder(held)]));
}
