/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { aMessage, anId, ann, ben, conversationId } from '../../../testing/shapes';
import { type Attention, shouldNotify } from './should-notify';
import { withMissed } from './missed-notification';

const elsewhere: Attention = {
  ownId: ann,
  openConversationId: anId(200),
  watched: true,
  lastReadSeq: 0,
  tells: 'all',
};
const message = aMessage({ seq: 4, senderId: ben });

it('notifies of a message of another conversation', () => {
  expect(shouldNotify(message, elsewhere, false)).toBe(true);
});

it('never notifies of the conversation that is open before one’s eyes', () => {
  expect(shouldNotify(message, { ...elsewhere, openConversationId: conversationId }, false)).toBe(false);
});

it('notifies of the open conversation when nobody is looking', () => {
  expect(
    shouldNotify(message, { ...elsewhere, openConversationId: conversationId, watched: false }, false),
  ).toBe(true);
});

it('never notifies of one’s own message, a deleted one, or one that was read elsewhere', () => {
  expect(shouldNotify(aMessage({ seq: 4, senderId: ann }), elsewhere, false)).toBe(false);
  expect(shouldNotify({ ...message, deletedAt: '2026-01-01T00:00:00.000Z' }, elsewhere, false)).toBe(false);
  expect(shouldNotify(message, { ...elsewhere, lastReadSeq: 4 }, false)).toBe(false);
});

it('notifies of what one wants to be told of', () => {
  const told = (tells: Attention['tells']) =>
    [false, true].map((isForMe) => shouldNotify(message, { ...elsewhere, tells }, isForMe));
  expect(told('all')).toEqual([true, true]);
  expect(told('mentions')).toEqual([false, true]);
  expect(told('nothing')).toEqual([false, false]);
});

const no = () => false;

it('lists a message once, and as a mention from when one says so', () => {
  const once = withMissed([], [message], no);
  const twice = withMissed(once, [message], () => true);
  expect(twice).toHaveLength(1);
  expect(twice[0]).toMatchObject({ id: message.id, mention: true });
  expect(withMissed(twice, [message], no)).toBe(twice);
});

it('keeps the newest fifty, in the order of their times, whatever came first', () => {
  let missed = withMissed([], [message], no);
  for (let seq = 104; seq > 4; seq -= 1) missed = withMissed(missed, [aMessage({ seq })], no);
  expect(missed).toHaveLength(50);
  expect(missed[0]?.seq).toBe(104);
  expect(missed[49]?.seq).toBe(55);
});
