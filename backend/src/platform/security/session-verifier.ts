import type { SessionActor } from './actor.js';

/** A session that is over; `reason` as `session_expired` says it. */
export interface OverSession {
  sessionId: string;
  reason: string;
}

/** Who stands behind an access token. The implementation asks the database each time, so ended sessions end at once. */
export abstract class SessionVerifier {
  /** Throws `UnauthenticatedError` for a token that is not (or no longer) good, `UnavailableError` when nobody can tell. */
  abstract verifyAccessToken(token: string): Promise<{ actor: SessionActor; expiresAt: Date }>;

  /** The sessions that ended between a minute and a second ago: before that, the news of it is still on its way. */
  abstract endedLately(): Promise<OverSession[]>;

  /** Those of these sessions that are over, or that nobody knows. */
  abstract overAmong(sessionIds: readonly string[]): Promise<OverSession[]>;
}
