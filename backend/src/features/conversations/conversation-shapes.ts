import type {
  ConversationSummary,
  Message,
  Participant,
  SharedConversation,
} from '@litspark/shared-contracts';
import type { ConversationEntity } from './conversation.entity.js';
import type { ParticipantEntity } from './participant.entity.js';

/** A stored participant as the contract shows them. */
export const toParticipant = (stored: ParticipantEntity): Participant => ({
  userId: stored.userId,
  role: stored.role,
  lastReadSeq: stored.lastReadSeq,
  readAt: stored.readAt?.toISOString() ?? null,
  lastDeliveredSeq: stored.lastDeliveredSeq,
  joinedAt: stored.joinedAt.toISOString(),
  joinedSeq: stored.joinedSeq,
});

/** A conversation as everybody sees it alike. */
export const toShared = (
  stored: ConversationEntity,
  firstParticipants: readonly ParticipantEntity[],
  lastMessage: Message | null,
): SharedConversation => ({
  id: stored.id,
  kind: stored.kind,
  visibility: stored.visibility,
  title: stored.title,
  topic: stored.topic,
  participantCount: stored.participantCount,
  participants: firstParticipants.map(toParticipant),
  lastSeq: stored.lastSeq,
  revision: stored.revision,
  lastMessage,
  createdAt: stored.createdAt.toISOString(),
  updatedAt: stored.updatedAt.toISOString(),
  archived: stored.archivedAt !== null,
});

/** The same for one reader. Who doesn't participate has nothing unread. */
export const toSummary = (
  shared: SharedConversation,
  lastReadSeq: number | null,
  mentionCount: number,
): ConversationSummary => ({
  ...shared,
  lastReadSeq: lastReadSeq ?? shared.lastSeq,
  unreadCount: shared.lastSeq - (lastReadSeq ?? shared.lastSeq),
  mentionCount,
});
