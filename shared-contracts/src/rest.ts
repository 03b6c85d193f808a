import * as z from 'zod';
import { limits } from './limits.js';
import { page } from './page.js';
import {
  cursor,
  displayName,
  email,
  id,
  instant,
  listLimit,
  password,
  queryText,
  text,
  title,
  topic,
} from './scalars.js';
import {
  conversationKind,
  conversationSummary,
  locale,
  me,
  participant,
  theme,
  user,
  userRole,
  visibility,
} from './shapes.js';

/** At least one field must be there, so that an empty or misspelt change isn't taken for a success. */
const someField = (value: object) => Object.values(value).some((field) => field !== undefined);
const someFieldMessage = 'must change at least one field';

// Sessions

/** Carries the refresh token. Over HTTPS the names of both cookies begin with `secureCookiePrefix`. */
export const refreshCookieName = 'litspark_refresh';
/** Names a device that signed in before; it opens nothing by itself. */
export const deviceCookieName = 'litspark_device';
/** Browsers take such a cookie only over HTTPS and with the attribute Secure. */
export const secureCookiePrefix = '__Secure-';

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

/**
 * A link to the first administrator, which the start prints: whether it can be used. `used`: it made one; `closed`: somebody
 * can sign in as an administrator; `unknown`: it is none, or too old.
 */
export const firstRunState = z
  .object({ state: z.enum(['open', 'used', 'closed', 'unknown']) })
  .meta({ id: 'FirstRunState' });
export type FirstRunState = z.infer<typeof firstRunState>;

const firstRunToken = z.string().min(1).max(500);

export const checkFirstRunRequest = z.object({ token: firstRunToken }).meta({ id: 'CheckFirstRunRequest' });
export type CheckFirstRunRequest = z.infer<typeof checkFirstRunRequest>;

export const createFirstAdministratorRequest = z
  .object({ token: firstRunToken, email, displayName, password, locale })
  .meta({ id: 'CreateFirstAdministratorRequest' });
export type CreateFirstAdministratorRequest = z.infer<typeof createFirstAdministratorRequest>;

// Users

export const updateMeRequest = z
  .object({ displayName: displayName.optional(), locale: locale.optional(), theme: theme.optional() })
  .refine(someField, someFieldMessage)
  .meta({ id: 'UpdateMeRequest' });
export type UpdateMeRequest = z.infer<typeof updateMeRequest>;

/**
 * With `q`, who matches best comes first (`personRank`); among equals those with whom the caller wrote last, then by name.
 * With `conversationId`, the participants of this conversation alone, which is `NOT_FOUND` for others.
 */
export const listUsersQuery = z
  .object({
    q: queryText.optional(),
    conversationId: id.optional(),
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
    /** Disabled users too, as an administration wants them; to others it means nothing. */
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

/** Sets a new first password, once, within 7 days. */
export const setupToken = z.object({ setupToken: z.string() }).meta({ id: 'SetupToken' });
export type SetupToken = z.infer<typeof setupToken>;

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

// The demo

export const demoAccounts = z
  .object({
    accounts: z.array(z.object({ email: z.string(), password: z.string(), displayName: z.string() })),
  })
  .meta({ id: 'DemoAccounts' });
export type DemoAccounts = z.infer<typeof demoAccounts>;
