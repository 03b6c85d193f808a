import { expect, it } from '@jest/globals';
import { ann, flawless, messageOf } from './made-up-evidence.js';
import { receiptsAreRight } from './markers.js';

it('expects receipts of who took part when a message was sent, and of nobody who came later', () => {
  const message = messageOf(2, { senderId: 'sender' });
  const evidence = flawless([messageOf(1), message]);
  const withReceipts = (joinedSeq: number) => ({
    ...evidence,
    stored: {
      ...evidence.stored,
      participants: [{ userId: ann, lastReadSeq: 2, lastDeliveredSeq: 2, joinedSeq }],
    },
    fresh: {
      ...evidence.fresh,
      receipts: new Map([
        [message.id, [{ userId: ann, delivered: true, deliveredAt: null, read: true, readAt: null }]],
      ]),
    },
  });
  expect(receiptsAreRight(withReceipts(1))).toEqual([]);
  expect(receiptsAreRight(withReceipts(2))).toHaveLength(1);
});
