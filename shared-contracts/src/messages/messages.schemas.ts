import * as z from 'zod';
import { messagePartInputs, messageParts } from '../feature/message-part.js';
import { limits } from '../limits.js';
import { page } from '../page.js';
import { body, cursor, emoji, id, instant, queryInteger, revision, seq } from '../scalars.js';

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
    /** What features add to it, by each part’s name; empty once deleted. */
    parts: messageParts,
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

const querySeq = queryInteger(0, Number.MAX_SAFE_INTEGER);

export const listMessagesQuery = z
  .object({
    beforeSeq: querySeq.optional(),
    afterSeq: querySeq.optional(),
    aroundSeq: querySeq.optional(),
    limit: queryInteger(1, limits.messagesMax).default(limits.messagesDefault),
  })
  .refine(
    (query) =>
      [query.beforeSeq, query.afterSeq, query.aroundSeq].filter((at) => at !== undefined).length <= 1,
    'takes one of beforeSeq, afterSeq and aroundSeq at most',
  )
  .meta({ id: 'ListMessagesQuery' });
export type ListMessagesQuery = z.infer<typeof listMessagesQuery>;

export const messagePage = z
  .object({ items: z.array(message), hasMoreBefore: z.boolean(), hasMoreAfter: z.boolean() })
  .meta({ id: 'MessagePage' });
export type MessagePage = z.infer<typeof messagePage>;

/** Takes the draft of this `clientMessageId` away with the send. */
export const fromDraft = z.boolean().optional();

export const sendMessageRequest = z
  .object({
    clientMessageId: id,
    body,
    replyToId: id.nullish(),
    parts: messagePartInputs.optional(),
    fromDraft,
  })
  .meta({ id: 'SendMessageRequest' });
export type SendMessageRequest = z.infer<typeof sendMessageRequest>;

export const messageParams = z.object({ id, messageId: id });
export const reactionParams = z.object({ id, messageId: id, emoji });

/** In the order they came. `at` is null where it was not kept yet; `mine` says whether the caller is among them all. */
export const reactionPage = page(z.object({ userId: id, at: instant.nullable() }))
  .extend({ mine: z.boolean() })
  .meta({ id: 'ReactionPage' });
export type ReactionPage = z.infer<typeof reactionPage>;

export const editMessageRequest = z
  .object({
    body,
    /** The message's revision that the edit is based on: `CONFLICT` if its body changed since, or it never had that one. */
    expectedRevision: revision.optional(),
  })
  .meta({ id: 'EditMessageRequest' });
export type EditMessageRequest = z.infer<typeof editMessageRequest>;

/** A page holds `limits.versionsPage`. */
export const versionsQuery = z.object({ cursor: cursor.optional() }).meta({ id: 'VersionsQuery' });
export type VersionsQuery = z.infer<typeof versionsQuery>;

/** Oldest first, the present body last; `at` is when it was written. Empty once the message is deleted. */
export const messageVersions = page(z.object({ body: z.string(), at: instant })).meta({
  id: 'MessageVersions',
});
export type MessageVersions = z.infer<typeof messageVersions>;
