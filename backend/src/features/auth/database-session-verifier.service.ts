import { Injectable } from '@nestjs/common';
import { Gathered } from '../../platform/concurrency/gathered.js';
import { translateDatabaseError } from '../../platform/database/database-errors.js';
import { UnauthenticatedError } from '../../platform/errors/domain-error.js';
import type { SessionActor } from '../../platform/security/actor.js';
import {
  type OverSession,
  SessionVerifier,
  type TokenClaims,
} from '../../platform/security/session-verifier.js';
import { AccessTokensService } from './access-tokens.service.js';
import { SessionsRepository } from './sessions.repository.js';

/** Asks the database each time: a session that ended on any node, or a disabled user, is refused at once. */
@Injectable()
export class DatabaseSessionVerifierService extends SessionVerifier {
  /** Many come at the same time, such as after a cut. */
  private readonly roles = new Gathered((sessions: readonly TokenClaims[]) =>
    this.sessions.rolesIn(sessions),
  );

  constructor(
    private readonly accessTokens: AccessTokensService,
    private readonly sessions: SessionsRepository,
  ) {
    super();
  }

  readAccessToken(token: string): TokenClaims {
    return this.accessTokens.read(token);
  }

  async verifySession(claims: TokenClaims): Promise<SessionActor> {
    const { userId, sessionId } = claims;
    const role = await this.roles.get(claims).catch((error: unknown) => {
      throw translateDatabaseError(error);
    });
    if (role === null) throw new UnauthenticatedError('The session has ended. Sign in again.');
    return { by: 'session', userId, sessionId, role };
  }

  endedLately(): Promise<OverSession[]> {
    return this.sessions.endedLately().then(withReasons);
  }

  overAmong(sessionIds: readonly string[]): Promise<OverSession[]> {
    return this.sessions.overAmong(sessionIds).then(withReasons);
  }
}

/** Why a session ended is not kept; that its user is disabled shows. */
function withReasons(sessions: { sessionId: string; disabled: boolean }[]): OverSession[] {
  return sessions.map(({ sessionId, disabled }) => ({
    sessionId,
    reason: disabled ? 'disabled' : 'signed_out',
  }));
}
