import type { Message } from '@litspark/shared-contracts';
import type { StoredMessage } from './message-columns.js';

/** A stored message as the contract shows it. */
export const toMessage = (stored: StoredMessage): Message => ({
  id: stored.id,
  conversationId: stored.conversationId,
  seq: stored.seq,
  revision: stored.revision,
  senderId: stored.senderId,
  clientMessageId: stored.clientMessageId,
  body: stored.body,
  replyToId: stored.replyToId,
  createdAt: stored.createdAt.toISOString(),
  editedAt: stored.editedAt?.toISOString() ?? null,
  deletedAt: stored.deletedAt?.toISOString() ?? null,
  reactions: stored.reactions,
  attachments: [],
});
