import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { id } from '@litspark/shared-contracts';
import * as z from 'zod';
import { Configuration } from '../../platform/config/configuration.js';
import { newId } from '../../platform/identifiers/new-id.js';
import { UnauthenticatedError } from '../../platform/errors/domain-error.js';

/** Who issues our access tokens, and whom they are for: a token that is signed alike for something else is none. */
export const accessTokenIssuer = 'litspark-messagerie';
export const accessTokenAudience = 'litspark-messagerie/api';

const claims = z.object({ sub: id, sid: id, exp: z.number() });

export interface AccessToken {
  accessToken: string;
  expiresAt: Date;
}

/** Signed statements “this user, by this session, until then”. Whether the session still lives they can't say. */
@Injectable()
export class AccessTokensService {
  constructor(
    private readonly jwt: JwtService,
    private readonly configuration: Configuration,
  ) {}

  /** It doesn't outlive the session, which expires at `notAfter`. */
  issue(userId: string, sessionId: string, notAfter: Date): AccessToken {
    // The claim counts whole seconds; rounded up, so that a token lives no shorter than it should.
    const until = Math.min(Date.now() + this.configuration.accessTokenTtlMs, notAfter.getTime());
    const exp = Math.ceil(until / 1_000);
    const accessToken = this.jwt.sign(
      { sub: userId, sid: sessionId, jti: newId(), exp },
      {
        algorithm: 'HS256',
        secret: this.configuration.jwtSecret,
        issuer: accessTokenIssuer,
        audience: accessTokenAudience,
      },
    );
    return { accessToken, expiresAt: new Date(exp * 1_000) };
  }

  /** Throws `UnauthenticatedError` for a token that isn't ours, or expired. */
  read(token: string): { userId: string; sessionId: string; expiresAt: Date } {
    const { jwtSecret, jwtSecretsPrevious } = this.configuration;
    const payload = this.verify(token, [jwtSecret, ...jwtSecretsPrevious]);
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw new UnauthenticatedError('The access token is not valid.');
    const { sub, sid, exp } = parsed.data;
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
  }

  /** With the first of `secrets` that signed it. */
  private verify(token: string, secrets: readonly string[]): unknown {
    for (const secret of secrets) {
      try {
        return this.jwt.verify<object>(token, {
          algorithms: ['HS256'],
          secret,
          issuer: accessTokenIssuer,
          audience: accessTokenAudience,
        });
      } catch {
        // Another one may have.
      }
    }
    throw new UnauthenticatedError('The access token is not valid, or has expired.');
  }
}
