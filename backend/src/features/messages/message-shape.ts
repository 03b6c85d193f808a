import type { Message } from '@litspark/shared-contracts';
import type { MessageEntity } from './message.entity.js';

/** When the present body was written. */
export const writtenAt = ({ editedAt, createdAt }: Pick<MessageEntity, 'editedAt' | 'createdAt'>): Date =>
  editedAt ?? createdAt;

/** The revision at which the present body came. */
export const bodyRevisionOf = ({
  bodyRevision,
  revision,
}: Pick<MessageEntity, 'bodyRevision' | 'revision'>) => bodyRevision ?? revision;

/** A stored message as the contract shows it. */
export const toMessage = (stored: MessageEntity): Message => ({
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
  parts: stored.parts,
});
