import { createSecretKey } from 'node:crypto';
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
  /** With the present secret, then with those before it. */
  private readonly signers: readonly [JwtService, ...JwtService[]];

  constructor(private readonly configuration: Configuration) {
    const { jwtSecret, jwtSecretsPrevious } = configuration;
    this.signers = [signerWith(jwtSecret), ...jwtSecretsPrevious.map(signerWith)];
  }

  /** It doesn't outlive the session, which expires at `notAfter`. */
  issue(userId: string, sessionId: string, notAfter: Date): AccessToken {
    // The claim counts whole seconds; rounded up, so that a token lives no shorter than it should.
    const until = Math.min(Date.now() + this.configuration.accessTokenTtlMs, notAfter.getTime());
    const exp = Math.ceil(until / 1_000);
    const accessToken = this.signers[0].sign(
      { sub: userId, sid: sessionId, jti: newId(), exp },
      {
        algorithm: 'HS256',
        issuer: accessTokenIssuer,
        audience: accessTokenAudience,
      },
    );
    return { accessToken, expiresAt: new Date(exp * 1_000) };
  }

  /** Throws `UnauthenticatedError` for a token that isn't ours, or expired. */
  read(token: string): { userId: string; sessionId: string; expiresAt: Date } {
    const payload = this.verify(token);
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw new UnauthenticatedError('The access token is not valid.');
    const { sub, sid, exp } = parsed.data;
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
  }

  /** By the first that signed it. */
  private verify(token: string): unknown {
    for (const signer of this.signers) {
      try {
        return signer.verify<object>(token, {
          algorithms: ['HS256'],
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

/** A key, not its text: each call would first try whether the text is that of a public or private key. */
function signerWith(secret: string): JwtService {
  return new JwtService({ secret: createSecretKey(Buffer.from(secret)) });
}
