import { JwtService } from '@nestjs/jwt';
import { accessTokenAudience, accessTokenIssuer } from '../src/features/auth/access-tokens.service.js';
import type { SessionActor } from '../src/platform/security/actor.js';

/** An access token for this session that expires in `seconds` (counted from the second that runs), signed with `secret`. */
export function accessTokenOf(
  { userId, sessionId }: Pick<SessionActor, 'userId' | 'sessionId'>,
  seconds: number,
  secret: string,
  claims: object = {},
): string {
  const exp = Math.floor(Date.now() / 1_000) + seconds;
  return new JwtService().sign(
    { sub: userId, sid: sessionId, exp, iss: accessTokenIssuer, aud: accessTokenAudience, ...claims },
    { algorithm: 'HS256', secret },
  );
}
