import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { id } from '@litspark/shared-contracts';
import * as z from 'zod';
import { Configuration } from '../../platform/config/configuration.js';
import { newId } from '../../platform/database/id.js';
import { UnauthenticatedError } from '../../platform/errors/domain-error.js';

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

  issue(userId: string, sessionId: string): AccessToken {
    // The claim counts whole seconds; rounded up, so that a token lives no shorter than it should.
    const exp = Math.ceil((Date.now() + this.configuration.accessTokenTtlMs) / 1_000);
    const accessToken = this.jwt.sign(
      { sub: userId, sid: sessionId, jti: newId(), exp },
      { algorithm: 'HS256', secret: this.configuration.jwtSecret },
    );
    return { accessToken, expiresAt: new Date(exp * 1_000) };
  }

  /** Throws `UnauthenticatedError` for a token that isn't ours, or expired. */
  read(token: string): { userId: string; sessionId: string; expiresAt: Date } {
    let payload: unknown;
    try {
      payload = this.jwt.verify(token, { algorithms: ['HS256'], secret: this.configuration.jwtSecret });
    } catch {
      throw new UnauthenticatedError('The access token is not valid, or has expired.');
    }
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw new UnauthenticatedError('The access token is not valid.');
    const { sub, sid, exp } = parsed.data;
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
  }
}
