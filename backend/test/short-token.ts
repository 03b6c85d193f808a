import { accessTokenOf } from './access-token.js';
import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';

/** An access token of this user's session that expires in one to two seconds. */
export function shortToken(app: Pick<TestApp, 'configuration'>, { actor }: Pick<TestUser, 'actor'>): string {
  return accessTokenOf(actor, 2, app.configuration.jwtSecret);
}
