import type { Participant } from '@litspark/shared-contracts';

/** Whether somebody took part when the message at `seq` was sent: who joined later is not among its readers. Pure. */
export function tookPart({ joinedSeq }: Participant, seq: number): boolean {
  // Written so that a participant cached by a version that did not keep it counts as there.
  return !(joinedSeq >= seq);
}

/** For whom a message of one's own was: the others who took part when it was sent. Pure. */
export function audienceOf(
  seq: number,
  participants: readonly Participant[],
  ownUserId: string,
): Participant[] {
  return participants.filter((one) => one.userId !== ownUserId && tookPart(one, seq));
}
