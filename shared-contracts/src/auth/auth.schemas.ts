import * as z from 'zod';
import { displayName, email, instant, password, text } from '../scalars.js';
import { locale, me } from '../users/users.schemas.js';

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
