import { expect, it } from '@jest/globals';
import { aMessage, anId, ann, ben, conversationId } from '../../../testing/shapes';
import { disturbs, type Attention } from './disturbance';
import { withMissed } from './missed-notification';

const elsewhere: Attention = { ownId: ann, openConversationId: anId(200), watched: true, lastReadSeq: 0 };
const message = aMessage({ seq: 4, senderId: ben });

it('disturbs for a message of another conversation', () => {
  expect(disturbs(message, elsewhere)).toBe(true);
});

it('never disturbs for the conversation that is open before one’s eyes', () => {
  expect(disturbs(message, { ...elsewhere, openConversationId: conversationId })).toBe(false);
});

it('disturbs for the open conversation when nobody is looking', () => {
  expect(disturbs(message, { ...elsewhere, openConversationId: conversationId, watched: false })).toBe(true);
});

it('never disturbs for one’s own message, a deleted one, or one that was read elsewhere', () => {
  expect(disturbs(aMessage({ seq: 4, senderId: ann }), elsewhere)).toBe(false);
  expect(disturbs({ ...message, deletedAt: '2026-01-01T00:00:00.000Z' }, elsewhere)).toBe(false);
  expect(disturbs(message, { ...elsewhere, lastReadSeq: 4 })).toBe(false);
});

it('lists a message once, and as a mention from when one says so', () => {
  const once = withMissed([], message, false);
  const twice = withMissed(once, message, true);
  expect(twice).toHaveLength(1);
  expect(twice[0]).toMatchObject({ id: message.id, mention: true, seen: false });
});

it('keeps the newest fifty', () => {
  let missed = withMissed([], message, false);
  for (let seq = 5; seq < 105; seq += 1) missed = withMissed(missed, aMessage({ seq }), false);
  expect(missed).toHaveLength(50);
  expect(missed[0]?.seq).toBe(104);
});
