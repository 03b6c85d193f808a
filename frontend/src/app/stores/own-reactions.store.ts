import { Injectable, signal, untracked } from '@angular/core';
import { limits, type Message, type Reaction } from '@litspark/shared-contracts';
import { SessionScope } from '../core/session-scope';

interface OwnReaction {
  /** The message's revision at which this was so. */
  revision: number;
  mine: boolean;
}

/** Whether one's own reaction may be among those that a message counts without naming them. Pure. */
export function mayHideOwn({ count, userIds }: Reaction, ownUserId: string): boolean {
  const { reactionUserIds } = limits;
  return count > reactionUserIds && !userIds.slice(0, reactionUserIds).includes(ownUserId);
}

/** Where this person reacted without being named, as far as it was asked. */
@Injectable({ providedIn: SessionScope })
export class OwnReactionsStore {
  private readonly known = signal<ReadonlyMap<string, OwnReaction>>(new Map());

  /** What was known later stays. */
  set(messageId: string, emoji: string, own: OwnReaction): void {
    if (this.revisionOf(messageId, emoji) > own.revision) return;
    this.known.update((known) => new Map(known).set(keyOf(messageId, emoji), own));
  }

  /** The message's revision that an answer was about; 0 where it was never asked. */
  revisionOf(messageId: string, emoji: string): number {
    return untracked(this.known).get(keyOf(messageId, emoji))?.revision ?? 0;
  }

  /** The message with this person named where they are known to have reacted; the same where not. Reads a signal. */
  named(message: Message, ownUserId: string): Message {
    const known = this.known();
    const isHidden = (one: Reaction) =>
      known.get(keyOf(message.id, one.emoji))?.mine === true && mayHideOwn(one, ownUserId);
    if (known.size === 0 || !message.reactions.some(isHidden)) return message;
    const reactions = message.reactions.map((one) =>
      isHidden(one) ? { ...one, userIds: [...one.userIds, ownUserId] } : one,
    );
    return { ...message, reactions };
  }
}

const keyOf = (messageId: string, emoji: string): string => `${messageId} ${emoji}`;
