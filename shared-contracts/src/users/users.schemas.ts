import * as z from 'zod';
import { limits } from '../limits.js';
import { page } from '../page.js';
import { cursor, displayName, email, id, instant, listLimit, password, queryText } from '../scalars.js';
import { someField, someFieldMessage } from '../some-field.js';

export const presence = z.enum(['online', 'away', 'offline']).meta({ id: 'Presence' });
export type Presence = z.infer<typeof presence>;

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

export const userParams = z.object({ id });
