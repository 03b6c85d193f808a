import { randomBytes } from 'node:crypto';
import type { UserRole } from '@litspark/shared-contracts';
import { SessionsService } from '../src/features/auth/sessions.service.js';
import { UserAdministrationService } from '../src/features/users/user-administration.service.js';
import type { SessionActor } from '../src/platform/security/actor.js';
import type { TestApp } from './create-test-app.js';

/** Somebody who is signed in. */
export interface TestUser {
  id: string;
  email: string;
  displayName: string;
  accessToken: string;
  refreshToken: string;
  actor: SessionActor;
}

export interface NewTestUser {
  displayName?: string;
  email?: string;
  role?: UserRole;
  /** Hashing takes its time: only tests that sign in give one. */
  password?: string;
}

export async function createUser(app: TestApp, details: NewTestUser = {}): Promise<TestUser> {
  const { role = 'member', password, displayName = 'Ann Example' } = details;
  const email = details.email ?? `user-${randomBytes(5).toString('hex')}@example.org`;
  const user = await app
    .get(UserAdministrationService)
    .create({ email, displayName, role, ...(password !== undefined && { password }) });
  const { id } = user;
  return { id, email, displayName, ...(await signIn(app, id, role)) };
}

/** A further session of somebody: another device. */
export async function signIn(
  app: TestApp,
  userId: string,
  role: UserRole = 'member',
): Promise<Pick<TestUser, 'accessToken' | 'refreshToken' | 'actor'>> {
  const { accessToken, refreshToken, sessionId } = await app.get(SessionsService).begin(userId);
  return { accessToken, refreshToken, actor: { by: 'session', userId, sessionId, role } };
}
