import * as z from 'zod';
import { limits } from '../limits.js';
import { message } from '../messages/messages.schemas.js';
import { page } from '../page.js';
import { cursor, id, instant, listLimit, queryText, revision, seqOrZero, title, topic } from '../scalars.js';
import { someField, someFieldMessage } from '../some-field.js';

export const conversationKind = z.enum(['direct', 'group', 'channel']);
export type ConversationKind = z.infer<typeof conversationKind>;

export const visibility = z.enum(['private', 'public']);
export type Visibility = z.infer<typeof visibility>;

export const participantRole = z.enum(['owner', 'member']);
export type ParticipantRole = z.infer<typeof participantRole>;

export const participant = z
  .object({
    userId: id,
    role: participantRole,
    lastReadSeq: seqOrZero,
    readAt: instant.nullable(),
    lastDeliveredSeq: seqOrZero,
    joinedAt: instant,
    /** The conversation's `lastSeq` when they joined, or came back: they are not among the readers up to there. */
    joinedSeq: seqOrZero,
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof participant>;

/** A conversation as every participant sees it alike. */
export const sharedConversation = z
  .object({
    id,
    kind: conversationKind,
    visibility,
    title: z.string().nullable(),
    topic: z.string().nullable(),
    participantCount: z.int().min(0),
    /** The first 10. */
    participants: z.array(participant),
    lastSeq: seqOrZero,
    revision,
    lastMessage: message.nullable(),
    createdAt: instant,
    updatedAt: instant,
    archived: z.boolean(),
  })
  .meta({ id: 'SharedConversation' });
export type SharedConversation = z.infer<typeof sharedConversation>;

/** A conversation as one reader sees it. `unreadCount` is always `lastSeq − lastReadSeq`. */
export const conversationSummary = sharedConversation
  .extend({ lastReadSeq: seqOrZero, unreadCount: z.int().min(0), mentionCount: z.int().min(0) })
  .meta({ id: 'ConversationSummary' });
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const conversationPage = page(conversationSummary).meta({ id: 'ConversationPage' });
export type ConversationPage = z.infer<typeof conversationPage>;

export const createConversationRequest = z
  .object({
    kind: conversationKind,
    /** The others; the creator is a participant anyway. */
    participantIds: z.array(id).max(limits.participantsPerCall),
    title: title.optional(),
    visibility: visibility.optional(),
  })
  .meta({ id: 'CreateConversationRequest' });
export type CreateConversationRequest = z.infer<typeof createConversationRequest>;

export const updateConversationRequest = z
  .object({ title: title.optional(), topic: topic.optional(), archived: z.boolean().optional() })
  .refine(someField, someFieldMessage)
  .meta({ id: 'UpdateConversationRequest' });
export type UpdateConversationRequest = z.infer<typeof updateConversationRequest>;

export const participantPage = page(participant).meta({ id: 'ParticipantPage' });
export type ParticipantPage = z.infer<typeof participantPage>;

export const addParticipantsRequest = z
  .object({ userIds: z.array(id).min(1).max(limits.participantsPerCall) })
  .meta({ id: 'AddParticipantsRequest' });
export type AddParticipantsRequest = z.infer<typeof addParticipantsRequest>;

export const listChannelsQuery = z
  .object({ q: queryText.optional(), cursor: cursor.optional(), limit: listLimit })
  .meta({ id: 'ListChannelsQuery' });
export type ListChannelsQuery = z.infer<typeof listChannelsQuery>;

export const conversationParams = z.object({ id });
export const participantParams = z.object({ id, userId: id });
