import type { SessionActor } from './actor.js';

/** A session that is over; `reason` as `session_expired` says it. */
export interface OverSession {
  sessionId: string;
  reason: string;
}

/** What an access token says by itself: not whether its session still lives. */
export interface TokenClaims {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

/** Who stands behind an access token. The implementation asks the database each time, so ended sessions end at once. */
export abstract class SessionVerifier {
  /** Asks nobody. Throws `UnauthenticatedError` for a token that isn't ours, or expired. */
  abstract readAccessToken(token: string): TokenClaims;

  /** Throws `UnauthenticatedError` where the session of such a token is over, `UnavailableError` when nobody can tell. */
  abstract verifySession(claims: TokenClaims): Promise<SessionActor>;

  /** Both: throws `UnauthenticatedError` for a token that is not (or no longer) good. */
  async verifyAccessToken(token: string): Promise<{ actor: SessionActor; expiresAt: Date }> {
    const claims = this.readAccessToken(token);
    return { actor: await this.verifySession(claims), expiresAt: claims.expiresAt };
  }

  /** The sessions that ended between a minute and a second ago: before that, the news of it is still on its way. */
  abstract endedLately(): Promise<OverSession[]>;

  /** Those of these sessions that are over, or that nobody knows. */
  abstract overAmong(sessionIds: readonly string[]): Promise<OverSession[]>;
}
