import { Injectable } from '@nestjs/common';
import { translateDatabaseError } from '../../platform/database/database-errors.js';
import { UnauthenticatedError } from '../../platform/errors/domain-error.js';
import type { SessionActor } from '../../platform/security/actor.js';
import { type OverSession, SessionVerifier } from '../../platform/security/session-verifier.js';
import { AccessTokensService } from './access-tokens.service.js';
import { SessionsRepository } from './sessions.repository.js';

/** Asks the database each time: a session that ended on any node, or a disabled user, is refused at once. */
@Injectable()
export class DatabaseSessionVerifierService extends SessionVerifier {
  constructor(
    private readonly accessTokens: AccessTokensService,
    private readonly sessions: SessionsRepository,
  ) {
    super();
  }

  async verifyAccessToken(token: string): Promise<{ actor: SessionActor; expiresAt: Date }> {
    const { userId, sessionId, expiresAt } = this.accessTokens.read(token);
    const role = await this.sessions.roleIn(sessionId, userId).catch((error: unknown) => {
      throw translateDatabaseError(error);
    });
    if (role === null) throw new UnauthenticatedError('The session has ended. Sign in again.');
    return { actor: { by: 'session', userId, sessionId, role }, expiresAt };
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
