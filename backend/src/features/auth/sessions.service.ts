import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { Configuration } from '../../platform/config/configuration.js';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { type AccessToken, AccessTokensService } from './access-tokens.service.js';
import { SessionsEnded } from './auth.events.js';
import { hashToken, newSecretToken } from './secret-token.js';
import { SessionsRepository } from './sessions.repository.js';

/** What a session gives its client. */
export interface Grant extends AccessToken {
  userId: string;
  sessionId: string;
  refreshToken: string;
}

type Ending = ConstructorParameters<typeof SessionsEnded>[2];

/** Sessions: begun, carried on by refresh tokens that are each good for one use, ended. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsRepository,
    private readonly accessTokens: AccessTokensService,
    private readonly configuration: Configuration,
  ) {}

  begin(userId: string): Promise<Grant> {
    return this.unitOfWork.transaction(async () => {
      const sessionId = newId();
      await this.sessions.insert({ id: sessionId, userId, expiresAt: this.newExpiry() });
      return this.grant(userId, sessionId);
    });
  }

  /**
   * The session goes on with new tokens. A spent token still works for 10 s, for tabs that refreshed at the same time;
   * later somebody has a copy, and the session ends. Throws `UnauthenticatedError` for that and for a token that isn't good.
   */
  async refresh(refreshToken: string): Promise<Grant> {
    const tokenHash = hashToken(refreshToken);
    const grant = await this.unitOfWork.transaction(async () => {
      const token = await this.sessions.lockToken(tokenHash);
      if (!token?.live) return null;
      if (token.spentForMs !== null && token.spentForMs > limits.refreshGraceMs) {
        await this.end(token.sessionId, token.userId, 'token_reused');
        return null;
      }
      if (token.spentForMs === null) await this.sessions.spendToken(tokenHash);
      await this.sessions.extend(token.sessionId, this.newExpiry());
      return this.grant(token.userId, token.sessionId);
    });
    if (!grant) throw new UnauthenticatedError('The session has ended. Sign in again.');
    return grant;
  }

  /** Ends the session of a refresh token, spent or not; does nothing for an unknown one. */
  async endByToken(refreshToken: string): Promise<void> {
    await this.unitOfWork.transaction(async () => {
      const token = await this.sessions.lockToken(hashToken(refreshToken));
      if (token) await this.end(token.sessionId, token.userId, 'signed_out');
    });
  }

  async endOne(sessionId: string, userId: string): Promise<void> {
    await this.unitOfWork.transaction(() => this.end(sessionId, userId, 'signed_out'));
  }

  /** Ends a user's sessions but `keep`; part of the running unit of work if there is one. */
  async endAllOf(userId: string, reason: Ending, keep: string | null = null): Promise<void> {
    await this.unitOfWork.transaction(async () => {
      this.announce(userId, await this.sessions.endAllOf(userId, keep), reason);
    });
  }

  private async end(sessionId: string, userId: string, reason: Ending): Promise<void> {
    this.announce(userId, await this.sessions.end(sessionId), reason);
  }

  private announce(userId: string, sessionIds: string[], reason: Ending): void {
    if (sessionIds.length > 0) this.unitOfWork.publish(new SessionsEnded(userId, sessionIds, reason));
  }

  private async grant(userId: string, sessionId: string): Promise<Grant> {
    const refreshToken = newSecretToken();
    await this.sessions.insertToken(hashToken(refreshToken), sessionId);
    return { userId, sessionId, refreshToken, ...this.accessTokens.issue(userId, sessionId) };
  }

  private newExpiry(): Date {
    return new Date(Date.now() + this.configuration.refreshTokenTtlMs);
  }
}
