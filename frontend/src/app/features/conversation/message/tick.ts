import { limits, type Participant } from '@litspark/shared-contracts';
import { audienceOf } from './audience';

/** How far a stored message of one's own has come: to the server, to a device of each in its audience, read by each. */
export type Tick = 'sent' | 'delivered' | 'read';

/**
 * What the markers say of one message. Pure. In a large conversation, where markers aren't pushed, and while not everybody
 * is known, it says no more than that the message is stored.
 */
export function tickOf(
  seq: number,
  participants: readonly Participant[],
  participantCount: number,
  ownUserId: string,
): Tick {
  if (participantCount > limits.largeConversation || participants.length < participantCount) return 'sent';
  const others = audienceOf(seq, participants, ownUserId);
  if (others.length === 0) return 'sent';
  if (others.every(({ lastReadSeq }) => lastReadSeq >= seq)) return 'read';
  // Who has read it has it.
  const delivered = others.every((one) => Math.max(one.lastDeliveredSeq, one.lastReadSeq) >= seq);
  return delivered ? 'delivered' : 'sent';
}
