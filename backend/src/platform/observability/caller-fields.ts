import type { Actor } from '../security/actor.js';

/** Who and from where, as log lines name it: `userId`, `sessionId` or `tokenId`, and `address`; what isn't known is left out. */
export function callerFields(
  actor: Actor | undefined,
  address: string | undefined,
): { userId?: string; sessionId?: string; tokenId?: string; address?: string } {
  return {
    ...(actor && { userId: actor.userId }),
    ...(actor?.by === 'session' && { sessionId: actor.sessionId }),
    ...(actor?.by === 'token' && { tokenId: actor.tokenId }),
    ...(address !== undefined && { address }),
  };
}
