import * as z from 'zod';
import { id, instant, revision, seqOrZero, seq } from './scalars.js';

export const presence = z.enum(['online', 'away', 'offline']).meta({ id: 'Presence' });
export type Presence = z.infer<typeof presence>;

export const conversationKind = z.enum(['direct', 'group', 'channel']);
export type ConversationKind = z.infer<typeof conversationKind>;

export const visibility = z.enum(['private', 'public']);
export type Visibility = z.infer<typeof visibility>;

export const participantRole = z.enum(['owner', 'member']);
export type ParticipantRole = z.infer<typeof participantRole>;

export const userRole = z.enum(['admin', 'member']);
export type UserRole = z.infer<typeof userRole>;

export const locale = z.enum(['fr', 'en']);
export type Locale = z.infer<typeof locale>;

export const theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof theme>;

export const user = z
  .object({
    id,
    email: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    role: userRole,
    disabled: z.boolean(),
    presence,
    lastSeenAt: instant.nullable(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

/** The caller as they see themselves. */
export const me = user.extend({ locale, theme }).meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export const reaction = z
  .object({ emoji: z.string(), count: z.int().min(1), userIds: z.array(id) })
  .meta({ id: 'Reaction' });
export type Reaction = z.infer<typeof reaction>;

export const attachment = z.object({ id }).meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof attachment>;

export const message = z
  .object({
    id,
    conversationId: id,
    seq,
    /** The conversation's revision at which this message last changed. */
    revision,
    senderId: id,
    clientMessageId: id,
    /** Markdown source as typed; empty once deleted. */
    body: z.string(),
    replyToId: id.nullable(),
    createdAt: instant,
    editedAt: instant.nullable(),
    deletedAt: instant.nullable(),
    reactions: z.array(reaction),
    attachments: z.array(attachment),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

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
