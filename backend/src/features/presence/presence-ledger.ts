import type { Presence } from '@litspark/shared-contracts';

/** How one node sees one of its users; null when they have no socket there. */
export type PresenceHere = 'online' | 'away' | null;

/** Adds up how present users are over all nodes. */
export abstract class PresenceLedger {
  /** This node's part of a user's presence. Answers with the sum if that changed it, else null. */
  abstract report(userId: string, here: PresenceHere): Promise<Presence | null>;

  /** The sum for each of these users; who is missing is offline. */
  abstract read(userIds: readonly string[]): Promise<Map<string, Presence>>;
}

/** The whole truth where there is one node. */
export class MemoryPresenceLedger extends PresenceLedger {
  private readonly present = new Map<string, Presence>();

  report(userId: string, here: PresenceHere): Promise<Presence | null> {
    const presence = here ?? 'offline';
    const before = this.present.get(userId) ?? 'offline';
    if (here === null) this.present.delete(userId);
    else this.present.set(userId, here);
    return Promise.resolve(presence === before ? null : presence);
  }

  read(userIds: readonly string[]): Promise<Map<string, Presence>> {
    return Promise.resolve(new Map(userIds.map((userId) => [userId, this.present.get(userId) ?? 'offline'])));
  }
}
