import { expect, it } from '@jest/globals';
import { afterCommand, ann, flawless, messageOf } from '../../../../check/properties/made-up-evidence.js';
import { confirm, confirmationsAreKept } from './confirmations-are-kept.js';

it('finds a confirmation that was acknowledged and is lost', () => {
  const message = messageOf(1);
  const evidence = afterCommand(flawless([message]), confirm, message.id);
  expect(confirmationsAreKept(evidence, [{ messageId: message.id, userId: ann }])).toEqual([]);
  expect(confirmationsAreKept(evidence, [])).toHaveLength(1);
});

it('finds a message that counts or names others than those who confirmed', () => {
  const told = (count: number, userIds: string[]) =>
    flawless([messageOf(1, { parts: { confirmation: { expected: 3, count, userIds, closedAt: null } } })]);
  const found = (evidence: ReturnType<typeof told>) => {
    const messageId = evidence.fresh.messages[0]?.id ?? '';
    return confirmationsAreKept(evidence, [{ messageId, userId: ann }]);
  };
  expect(found(told(1, [ann]))).toEqual([]);
  expect(found(told(2, [ann]))).toHaveLength(1);
  expect(found(told(1, ['somebody else']))).toHaveLength(1);
});
