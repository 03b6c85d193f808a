import * as z from 'zod';
import { limits } from './limits.js';
import {
  body,
  cursor,
  displayName,
  email,
  emoji,
  id,
  instant,
  listLimit,
  password,
  queryInteger,
  queryText,
  revision,
  seqOrZero,
  text,
  title,
  topic,
} from './scalars.js';
import {
  conversationKind,
  conversationSummary,
  locale,
  me,
  message,
  participant,
  theme,
  user,
  userRole,
  visibility,
} from './shapes.js';

const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** At least one field must be there, so that an empty or misspelt change isn't taken for a success. */
const someField = (value: object) => Object.values(value).some((field) => field !== undefined);
const someFieldMessage = 'must change at least one field';

// Sessions

/** Carries the refresh token. */
export const refreshCookieName = 'litspark_refresh';

/** Bounds only: a wrong password is `UNAUTHENTICATED`, however it is spelt. */
export const loginRequest = z
  .object({ email: text(1, 254), password: text(1, 1_000) })
  .meta({ id: 'LoginRequest' });
export type LoginRequest = z.infer<typeof loginRequest>;

export const session = z
  .object({ accessToken: z.string(), expiresAt: instant, user: me })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const changePasswordRequest = z
  .object({ currentPassword: text(1, 1_000), newPassword: password })
  .meta({ id: 'ChangePasswordRequest' });
export type ChangePasswordRequest = z.infer<typeof changePasswordRequest>;

export const setupRequest = z
  .object({ token: z.string().min(1).max(500), password })
  .meta({ id: 'SetupRequest' });
export type SetupRequest = z.infer<typeof setupRequest>;

// Users

export const updateMeRequest = z
  .object({ displayName: displayName.optional(), locale: locale.optional(), theme: theme.optional() })
  .refine(someField, someFieldMessage)
  .meta({ id: 'UpdateMeRequest' });
export type UpdateMeRequest = z.infer<typeof updateMeRequest>;

export const listUsersQuery = z
  .object({
    q: queryText.optional(),
    ids: z
      .string()
      .max(limits.userIdsPerCall * 40)
      .transform((value) =>
        value
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean),
      )
      .pipe(z.array(id).max(limits.userIdsPerCall))
      .optional(),
    /** Disabled users too, as an administration wants them. */
    withDisabled: z.literal('true').optional(),
    /** Left out: 50, or all the `ids`. */
    limit: listLimit.unwrap().optional(),
    cursor: cursor.optional(),
  })
  .meta({ id: 'ListUsersQuery' });
export type ListUsersQuery = z.infer<typeof listUsersQuery>;

export const userPage = page(user).meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof userPage>;

export const createUserRequest = z
  .object({ email, displayName, password: password.optional(), role: userRole.default('member') })
  .meta({ id: 'CreateUserRequest' });
export type CreateUserRequest = z.input<typeof createUserRequest>;

/** `setupToken` is there where no password was given: it sets the first one, once, within 7 days. */
export const createdUser = user.extend({ setupToken: z.string().optional() }).meta({ id: 'CreatedUser' });
export type CreatedUser = z.infer<typeof createdUser>;

export const updateUserRequest = z
  .object({
    displayName: displayName.optional(),
    role: userRole.optional(),
    disabled: z.boolean().optional(),
  })
  .refine(someField, someFieldMessage)
  .meta({ id: 'UpdateUserRequest' });
export type UpdateUserRequest = z.infer<typeof updateUserRequest>;

// Conversations

export const pageQuery = z.object({ cursor: cursor.optional(), limit: listLimit }).meta({ id: 'PageQuery' });
export type PageQuery = z.infer<typeof pageQuery>;

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
export const userParams = z.object({ id });

// Messages

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

export const editMessageRequest = z
  .object({
    body,
    /** The message's revision that the edit is based on: `CONFLICT` if it is not the present one. */
    expectedRevision: revision.optional(),
  })
  .meta({ id: 'EditMessageRequest' });
export type EditMessageRequest = z.infer<typeof editMessageRequest>;

/** Oldest first, the present body last; `at` is when it was written. Empty once the message is deleted. */
export const messageVersions = z
  .object({ items: z.array(z.object({ body: z.string(), at: instant })) })
  .meta({ id: 'MessageVersions' });
export type MessageVersions = z.infer<typeof messageVersions>;

/**
 * How far one participant's markers are with one message. The times are when they first reached it; null when that is no
 * longer kept, or for who joined later.
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

/** Every participant but the sender. */
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

// The demo

export const demoAccounts = z
  .object({
    accounts: z.array(z.object({ email: z.string(), password: z.string(), displayName: z.string() })),
  })
  .meta({ id: 'DemoAccounts' });
export type DemoAccounts = z.infer<typeof demoAccounts>;
