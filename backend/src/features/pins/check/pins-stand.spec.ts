import { expect, it } from '@jest/globals';
import { afterCommand, ann, flawless, messageOf } from '../../../../check/properties/made-up-evidence.js';
import { pin, pinsStand, unpin } from './pins-stand.js';

const message = messageOf(1, { parts: { pin: { userId: ann, at: '2026-01-01T00:00:00.000Z' } } });
const after = (kind: typeof pin) => afterCommand(flawless([message]), kind, message.id);

it('finds a pin of which message and table, or the last word, say different things', () => {
  const inTable = new Set([message.id]);
  expect(pinsStand(after(pin), inTable)).toEqual([]);
  expect(pinsStand(after(pin), new Set())).toHaveLength(1);
  expect(pinsStand(after(unpin), inTable)).toHaveLength(1);
});
