import type { Actor } from '../security/actor.js';

/** Who and from where, as log lines name it: `userId`, `sessionId` and `address`; what isn't known is left out. */
export function callerFields(
  actor: Actor | undefined,
  address: string | undefined,
): { userId?: string; sessionId?: string; address?: string } {
  return {
    ...(actor && { userId: actor.userId, sessionId: actor.sessionId }),
    ...(address !== undefined && { address }),
  };
}
