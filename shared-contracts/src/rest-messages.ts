import * as z from 'zod';
import { limits } from './limits.js';
import { page } from './page.js';
import { body, cursor, emoji, id, instant, queryInteger, revision, seqOrZero } from './scalars.js';
import { message } from './shapes.js';

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

export const sendMessageRequest = z
  .object({ clientMessageId: id, body, replyToId: id.nullish() })
  .meta({ id: 'SendMessageRequest' });
export type SendMessageRequest = z.infer<typeof sendMessageRequest>;

export const markAsReadRequest = z.object({ seq: seqOrZero }).meta({ id: 'MarkAsReadRequest' });
export type MarkAsReadRequest = z.infer<typeof markAsReadRequest>;

export const readMarker = z
  .object({ lastReadSeq: seqOrZero, unreadCount: z.int().min(0) })
  .meta({ id: 'ReadMarker' });
export type ReadMarker = z.infer<typeof readMarker>;

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
    /** The message's revision that the edit is based on: `CONFLICT` if it is not the present one. */
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

/**
 * How far one participant's markers are with one message. The times are when they first reached it; null when that is no
 * longer kept.
 */
export const receipt = z
  .object({
    userId: id,
    delivered: z.boolean(),
    deliveredAt: instant.nullable(),
    read: z.boolean(),
    readAt: instant.nullable(),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof receipt>;

/** Every participant but the sender and who joined after the message, with `joinedSeq` at or past it. */
export const receiptPage = page(receipt).meta({ id: 'ReceiptPage' });
export type ReceiptPage = z.infer<typeof receiptPage>;

const integritySeq = queryInteger(1, Number.MAX_SAFE_INTEGER);

/** Both ends are included: 1 and `fromSeq` + 999 where left out. */
export const integrityQuery = z
  .object({ fromSeq: integritySeq.default(1), toSeq: integritySeq.optional() })
  .refine(({ fromSeq, toSeq = fromSeq }) => fromSeq <= toSeq, 'must not end before it begins')
  .refine(
    ({ fromSeq, toSeq = fromSeq }) => toSeq - fromSeq < limits.integrityMessages,
    `must span at most ${limits.integrityMessages} messages`,
  )
  .meta({ id: 'IntegrityQuery' });
export type IntegrityQuery = z.infer<typeof integrityQuery>;

/**
 * What the server holds of a range, cut at `lastSeq`. `digest` is SHA-256, hex, over the lines `seq:id:revision\n` in
 * seq order, tombstones too.
 */
export const integrity = z
  .object({
    fromSeq: z.int().min(1),
    toSeq: seqOrZero,
    messageCount: z.int().min(0),
    lastSeq: seqOrZero,
    revision,
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'Integrity' });
export type Integrity = z.infer<typeof integrity>;
