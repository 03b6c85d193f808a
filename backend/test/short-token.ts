import { JwtService } from '@nestjs/jwt';
import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';

/** An access token of this user's session that expires in one to two seconds. */
export function shortToken(app: Pick<TestApp, 'configuration'>, { actor }: Pick<TestUser, 'actor'>): string {
  const exp = Math.floor(Date.now() / 1_000) + 2;
  return new JwtService().sign(
    { sub: actor.userId, sid: actor.sessionId, exp },
    { algorithm: 'HS256', secret: app.configuration.jwtSecret },
  );
}
