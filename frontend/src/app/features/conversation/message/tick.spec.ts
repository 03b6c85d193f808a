/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { limits } from '@litspark/shared-contracts';
import { aParticipant, anId, ann, ben } from '../../../../testing/shapes';
import { tickOf } from './tick';

const me = aParticipant({ userId: ann, lastReadSeq: 9, lastDeliveredSeq: 9 });
const other = (userId: string, lastDeliveredSeq: number, lastReadSeq: number) =>
  aParticipant({ userId, lastDeliveredSeq, lastReadSeq });
const cleo = anId(3);
const tick = (others: ReturnType<typeof other>[], count = others.length + 1) =>
  tickOf(5, [me, ...others], count, ann);

describe('the tick of one’s own message', () => {
  it('says stored until everybody else has it on a device', () => {
    expect(tick([other(ben, 4, 4)])).toBe('sent');
    expect(tick([other(ben, 5, 4), other(cleo, 4, 4)])).toBe('sent');
  });

  it('says delivered once everybody else has it, by either marker', () => {
    expect(tick([other(ben, 5, 4), other(cleo, 6, 2)])).toBe('delivered');
    expect(tick([other(ben, 5, 4), other(cleo, 2, 5)])).toBe('delivered');
  });

  it('says read once everybody else has read it, not before', () => {
    expect(tick([other(ben, 5, 5), other(cleo, 5, 4)])).toBe('delivered');
    expect(tick([other(ben, 5, 5), other(cleo, 9, 9)])).toBe('read');
  });

  it('counts those who took part when it was sent, not who joined since', () => {
    const joined = (joinedSeq: number, marker: number) =>
      aParticipant({ userId: cleo, joinedSeq, lastDeliveredSeq: marker, lastReadSeq: marker });
    expect(tick([other(ben, 5, 5), joined(5, 5)])).toBe('read');
    expect(tick([other(ben, 4, 4), joined(7, 7)])).toBe('sent');
    expect(tick([other(ben, 5, 4), joined(5, 5)])).toBe('delivered');
    expect(tick([other(ben, 5, 5), joined(4, 4)])).toBe('sent');
    expect(tick([joined(5, 9)])).toBe('sent');
  });

  it('says no more than stored while somebody isn’t known', () => {
    expect(tick([other(ben, 9, 9)], 3)).toBe('sent');
  });

  it('says no more than stored with oneself alone', () => {
    expect(tick([])).toBe('sent');
  });

  it('says no more than stored in a large conversation, where markers aren’t pushed', () => {
    const many = Array.from({ length: limits.largeConversation }, (_, index) =>
      other(anId(10 + index), 9, 9),
    );
    expect(tick(many.slice(1))).toBe('read');
    expect(tick(many)).toBe('sent');
  });
});
