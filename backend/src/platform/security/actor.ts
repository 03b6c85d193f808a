import type { UserRole } from '@litspark/shared-contracts';

/** The user in whose name something is done. */
interface ActingUser {
  userId: string;
  role: UserRole;
}

/** A person, by a checked session of theirs. */
export interface SessionActor extends ActingUser {
  by: 'session';
  sessionId: string;
}

/** A bot, by one of its tokens: it is a user of its own, without sessions. */
export interface BotActor extends ActingUser {
  by: 'token';
  tokenId: string;
}

/** The product itself, for a user who asked for it earlier: no limit of theirs holds it up. */
export interface SystemActor extends ActingUser {
  by: 'system';
}

/** Who acts. Every use case takes it, and asks `by` only where it matters. */
export type Actor = SessionActor | BotActor | SystemActor;

/** The system acting for somebody: with the rights that any user has. */
export const systemFor = (userId: string): SystemActor => ({ by: 'system', userId, role: 'member' });
