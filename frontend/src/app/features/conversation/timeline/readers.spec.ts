/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Message, Participant } from '@litspark/shared-contracts';
import { aParticipant } from '../../../../testing/shapes';
import { readCount, readersBySeq } from './readers';

const messages = [4, 5, 6].map((seq) => ({ seq, senderId: seq === 5 ? 'ben' : 'ann' }) as Message);
const reader = (userId: string, lastReadSeq: number, joinedSeq = 0) =>
  aParticipant({ userId, lastReadSeq, joinedSeq });

describe('readers', () => {
  it('stand at the last message that each has read', () => {
    const readers = readersBySeq(messages, [reader('cleo', 4), reader('dan', 6), reader('eve', 6)], 'ann');
    expect([...readers].map(([seq, people]) => [seq, people.map((one) => one.userId)])).toEqual([
      [4, ['cleo']],
      [6, ['dan', 'eve']],
    ]);
  });

  it('leave out oneself, authors at their own message, and those whose place isn’t shown', () => {
    const people = [reader('ann', 6), reader('ben', 5), reader('cleo', 3), reader('dan', 7)];
    expect(readersBySeq(messages, people, 'ann').size).toBe(0);
  });

  it('are not those whose marker began there when they joined', () => {
    const people = [reader('cleo', 5, 5), reader('dan', 6, 5), reader('eve', 6, 6)];
    const readers = readersBySeq(
      messages.map((one) => ({ ...one, senderId: 'ann' })),
      people,
      'ann',
    );
    expect([...readers].map(([seq, found]) => [seq, found.map((one) => one.userId)])).toEqual([[6, ['dan']]]);
    expect(readCount(6, people, 'ann')).toBe(1);
    expect(readCount(5, people, 'ann')).toBe(0);
  });

  it('count those from before their cache kept when they joined', () => {
    const { joinedSeq: _unknown, ...cached } = reader('cleo', 6);
    expect(readCount(6, [cached as Participant], 'ann')).toBe(1);
  });

  it('count the others who are at a message or past it', () => {
    const people = [reader('me', 9), reader('ann', 5), reader('ben', 6), reader('cleo', 4)];
    expect(readCount(5, people, 'me')).toBe(2);
  });
});
