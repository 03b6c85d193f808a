import type { Message, Participant } from '@litspark/shared-contracts';
import { audienceOf, tookPart } from '../message/audience';

/** Who has read up to where: for each message, by seq, those whose marker stands exactly at it or between it and the next shown. */
export function readersBySeq(
  messages: readonly Message[],
  participants: readonly Participant[],
  ownUserId: string,
): Map<number, Participant[]> {
  const readers = new Map<number, Participant[]>();
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return readers;
  for (const participant of participants) {
    const { userId, lastReadSeq } = participant;
    if (userId === ownUserId || lastReadSeq < first.seq) continue;
    // Whose marker is past what is shown has read all of it, but their face belongs further down.
    if (lastReadSeq > last.seq) continue;
    const message = messages[lastReadSeq - first.seq];
    // Authors have read what they wrote: that says nothing. Nor does where the marker of a newcomer began.
    if (!message || message.senderId === userId || !tookPart(participant, message.seq)) continue;
    readers.set(message.seq, [...(readers.get(message.seq) ?? []), participant]);
  }
  return readers;
}

/** How many have read a message of one's own, of those it was for. */
export function readCount(seq: number, participants: readonly Participant[], ownUserId: string): number {
  return audienceOf(seq, participants, ownUserId).filter(({ lastReadSeq }) => lastReadSeq >= seq).length;
}
