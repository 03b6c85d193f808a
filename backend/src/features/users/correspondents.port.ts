import type { Actor } from '../../platform/security/actor.js';

/** What the directory asks of conversations. A port, so that conversations may stand on users and not the other way round. */
export abstract class Correspondents {
  /** With whom this user writes, last active first: those who share a conversation of few with them, 1,000 at most. */
  abstract of(userId: string): Promise<string[]>;

  /** Throws `NotFoundError` unless the actor participates. */
  abstract requireParticipant(actor: Actor, conversationId: string): Promise<void>;
}
