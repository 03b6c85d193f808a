import { now } from '../clock.js';

/** Something that reached a person while they were out of a conversation. */
export interface Intrusion {
  conversationId: string;
  userId: string;
  who: string;
  revision: number;
  how: string;
  outSince: number;
}

const keyOf = (conversationId: string, userId: string) => `${conversationId} ${userId}`;

/** Who was out of which conversation: from the acknowledged removal until the next time they were asked in. */
export class Memberships {
  readonly intrusions: Intrusion[] = [];
  private readonly outSince = new Map<string, number>();
  private readonly everRemoved = new Set<string>();

  /** The removal is about to be asked for: from now on their calls may fail. */
  leaving(conversationId: string, userId: string): void {
    this.everRemoved.add(keyOf(conversationId, userId));
  }

  removed(conversationId: string, userId: string): void {
    this.outSince.set(keyOf(conversationId, userId), now());
  }

  /** They are about to be asked in again. */
  returning(conversationId: string, userId: string): void {
    this.outSince.delete(keyOf(conversationId, userId));
  }

  /** Since when they have been out; null while they are in, or may be. */
  out(conversationId: string, userId: string): number | null {
    return this.outSince.get(keyOf(conversationId, userId)) ?? null;
  }

  wasRemoved(conversationId: string, userId: string): boolean {
    return this.everRemoved.has(keyOf(conversationId, userId));
  }

  /** Somebody's device was notified of a conversation: kept if they are out of it. */
  notified(conversationId: string, userId: string, who: string, revision: number, how: string): void {
    const outSince = this.out(conversationId, userId);
    if (outSince !== null) this.intrusions.push({ conversationId, userId, who, revision, how, outSince });
  }
}
