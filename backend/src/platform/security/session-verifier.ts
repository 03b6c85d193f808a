import type { Actor } from './actor.js';

/** Who stands behind an access token. The implementation asks the database each time, so ended sessions end at once. */
export abstract class SessionVerifier {
  /** Throws `UnauthenticatedError` for a token that is not (or no longer) good, `UnavailableError` when nobody can tell. */
  abstract verifyAccessToken(token: string): Promise<{ actor: Actor; expiresAt: Date }>;
}
