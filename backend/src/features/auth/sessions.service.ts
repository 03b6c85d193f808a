import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { Configuration } from '../../platform/config/configuration.js';
import { newId } from '../../platform/identifiers/new-id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { type AccessToken, AccessTokensService } from './access-tokens.service.js';
import { SessionsEnded } from './auth.events.js';
import { RefreshTokensService } from './refresh-tokens.service.js';
import { hashToken } from './secret-token.js';
import { type LockedSession, SessionsRepository } from './sessions.repository.js';

/** What a session gives its client. */
export interface Grant extends AccessToken {
  userId: string;
  sessionId: string;
  /** When the refresh token is of no use any more. */
  sessionExpiresAt: Date;
  refreshToken: string;
}

/** Beside those within the grace; what is older is known by its signature. */
const spentTokensKept = 16;

type Ending = ConstructorParameters<typeof SessionsEnded>[2];

/** Sessions: begun, carried on by refresh tokens that are each good for one use, ended. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsRepository,
    private readonly accessTokens: AccessTokensService,
    private readonly refreshTokens: RefreshTokensService,
    private readonly configuration: Configuration,
  ) {}

  begin(userId: string): Promise<Grant> {
    return this.unitOfWork.transaction(async () => {
      const sessionId = newId();
      const expiresAt = this.expiryOf(new Date());
      await this.sessions.insert({ id: sessionId, userId, expiresAt });
      return this.grant(userId, sessionId, expiresAt);
    });
  }

  /**
   * The session goes on with new tokens. A spent token still works for 10 s, for tabs that refreshed at the same time: of all
   * that are given out for one token, the first that is used is the one the session goes on with. Whoever comes with a token
   * that was spent before has a copy, and the session ends. Throws `UnauthenticatedError` for that and for a token that
   * isn't good.
   */
  async refresh(refreshToken: string): Promise<Grant> {
    const tokenHash = hashToken(refreshToken);
    const grant = await this.unitOfWork.transaction(async () => {
      const session = await this.lock(refreshToken);
      if (!session?.live) return null;
      const { sessionId, userId, createdAt } = session;
      const token = await this.sessions.token(tokenHash);
      const expiresAt = this.expiryOf(createdAt);
      if (expiresAt.getTime() <= Date.now()) return null;
      // One of ours that isn't kept any more was spent long ago.
      if (!token || (token.spentForMs ?? 0) > limits.refreshGraceMs) {
        await this.end(sessionId, userId, 'token_reused');
        return null;
      }
      if (token.spentForMs === null) await this.sessions.spendToken(sessionId, tokenHash);
      await this.sessions.extend(sessionId, expiresAt);
      const grant = await this.grant(userId, sessionId, expiresAt);
      await this.sessions.forgetSpentTokens(sessionId, spentTokensKept, limits.refreshGraceMs);
      return grant;
    });
    if (!grant) throw new UnauthenticatedError('The session has ended. Sign in again.');
    return grant;
  }

  /** Ends the session of a refresh token, spent or not; does nothing for an unknown one. */
  async endByToken(refreshToken: string): Promise<void> {
    await this.unitOfWork.transaction(async () => {
      const session = await this.lock(refreshToken);
      if (session) await this.end(session.sessionId, session.userId, 'signed_out');
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

  private lock(refreshToken: string): Promise<LockedSession | null> {
    return this.sessions.lockSession(hashToken(refreshToken), this.refreshTokens.sessionOf(refreshToken));
  }

  private async grant(userId: string, sessionId: string, sessionExpiresAt: Date): Promise<Grant> {
    const refreshToken = this.refreshTokens.newToken(sessionId);
    await this.sessions.insertToken(hashToken(refreshToken), sessionId);
    const accessToken = this.accessTokens.issue(userId, sessionId, sessionExpiresAt);
    return { userId, sessionId, sessionExpiresAt, refreshToken, ...accessToken };
  }

  /** Of a session that began at `createdAt` and goes on now. */
  private expiryOf(createdAt: Date): Date {
    const { refreshTokenTtlMs, sessionMaxTtlMs } = this.configuration;
    return new Date(Math.min(Date.now() + refreshTokenTtlMs, createdAt.getTime() + sessionMaxTtlMs));
  }
}
