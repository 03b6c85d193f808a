import type { ConversationSummary, Message, Participant } from '@litspark/shared-contracts';

/** The id that ends in this number. */
export const anId = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const conversationId = anId(100);
export const ann = anId(1);
export const ben = anId(2);

export function aMessage(given: Partial<Message> & { seq: number }): Message {
  return {
    id: anId(1_000 + given.seq),
    conversationId,
    revision: given.seq,
    senderId: ben,
    clientMessageId: anId(500_000 + given.seq),
    body: `message ${given.seq}`,
    replyToId: null,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, given.seq)).toISOString(),
    editedAt: null,
    deletedAt: null,
    reactions: [],
    attachments: [],
    parts: {},
    ...given,
  };
}

export function aParticipant(given: Partial<Participant> = {}): Participant {
  return {
    userId: ann,
    role: 'member',
    lastReadSeq: 0,
    readAt: null,
    lastDeliveredSeq: 0,
    joinedAt: '2026-01-01T00:00:00.000Z',
    joinedSeq: 0,
    ...given,
  };
}

export function aConversation(given: Partial<ConversationSummary> = {}): ConversationSummary {
  const conversation: ConversationSummary = {
    id: conversationId,
    kind: 'group',
    visibility: 'private',
    title: 'Launch',
    topic: null,
    participantCount: 2,
    participants: [aParticipant(), aParticipant({ userId: ben })],
    lastSeq: 0,
    revision: 1,
    lastMessage: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    archived: false,
    lastReadSeq: 0,
    unreadCount: 0,
    mentionCount: 0,
    ...given,
  };
  return { ...conversation, unreadCount: conversation.lastSeq - conversation.lastReadSeq };
}
