/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { ConversationSummary } from '@litspark/shared-contracts';
import fc from 'fast-check';
import { aConversation, aMessage, ann, ben } from '../../testing/shapes';
import { withMarker, withMessage, withShared, withSummary } from './summary-merge';

type Step = (before: ConversationSummary) => ConversationSummary;

const step: fc.Arbitrary<Step> = fc
  .record({
    kind: fc.constantFrom('summary', 'shared', 'message', 'own message', 'marker'),
    seq: fc.integer({ min: 1, max: 30 }),
    read: fc.nat(30),
    mentions: fc.nat(3),
  })
  .map(({ kind, seq, read, mentions }): Step => {
    const message = aMessage({ seq, revision: seq + 1, senderId: kind === 'own message' ? ann : ben });
    // As any true answer: revision and end belong together.
    const state = { lastSeq: seq, revision: seq + 1, lastMessage: message };
    const lastReadSeq = Math.min(read, seq);
    switch (kind) {
      case 'summary':
        return (before) =>
          withSummary(before, aConversation({ ...state, lastReadSeq, mentionCount: mentions }));
      case 'shared':
        return (before) => withShared(before, aConversation(state));
      case 'marker':
        return (before) => withMarker(before, Math.min(read, before.lastSeq), mentions);
      default:
        return (before) => withMessage(before, message, ann);
    }
  });

it('counts unread as lastSeq − lastReadSeq after anything, and never moves the marker or the end back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let conversation = aConversation();
      for (const take of steps) {
        const next = take(conversation);
        expect(next.unreadCount).toBe(next.lastSeq - next.lastReadSeq);
        expect(next.unreadCount).toBeGreaterThanOrEqual(0);
        expect(next.lastReadSeq).toBeGreaterThanOrEqual(conversation.lastReadSeq);
        expect(next.lastSeq).toBeGreaterThanOrEqual(conversation.lastSeq);
        expect(next.revision).toBeGreaterThanOrEqual(conversation.revision);
        expect(next.lastMessage?.seq ?? 0).toBe(next.lastMessage ? next.lastSeq : 0);
        if (next.unreadCount === 0) expect(next.mentionCount).toBe(0);
        conversation = next;
      }
    }),
    { numRuns: 500 },
  );
});

it('keeps the reader’s own fields when everybody is told of a change', () => {
  const before = aConversation({ lastSeq: 8, lastReadSeq: 5, revision: 9, mentionCount: 2 });
  const shared = aConversation({ lastSeq: 10, revision: 12, title: 'Renamed' });
  expect(withShared(before, shared)).toMatchObject({
    title: 'Renamed',
    lastReadSeq: 5,
    unreadCount: 5,
    mentionCount: 2,
  });
});

it('changes nothing, not even the entry itself, with what it knows', () => {
  const message = aMessage({ seq: 3, revision: 4 });
  const before = withMessage(aConversation({ lastSeq: 2, revision: 3 }), message, ann);
  // As another answer of the server would hold it.
  const copy = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;
  const again = copy(before);
  expect(withMessage(before, copy(message), ann)).toBe(before);
  expect(withSummary(before, again)).toBe(before);
  expect(withShared(before, again)).toBe(before);
  expect(withSummary(before, { ...again, title: 'Renamed' })).not.toBe(before);
});

it('drops an update that was overtaken', () => {
  const before = aConversation({ revision: 12, title: 'New' });
  expect(withShared(before, aConversation({ revision: 11, title: 'Old' }))).toBe(before);
});

it('doesn’t count a revision it only reached over a gap, so that a missed rename is still asked for', () => {
  const before = aConversation({ lastSeq: 3, revision: 4 });
  expect(withMessage(before, aMessage({ seq: 4, revision: 5 }), ann).revision).toBe(5);
  expect(withMessage(before, aMessage({ seq: 4, revision: 6 }), ann).revision).toBe(4);
});

it('shows an edit of the last message, and not one of an earlier message', () => {
  const before = aConversation({ lastSeq: 2, revision: 3, lastMessage: aMessage({ seq: 2, revision: 3 }) });
  const edited = aMessage({ seq: 2, revision: 4, body: 'edited' });
  expect(withMessage(before, edited, ann).lastMessage).toBe(edited);
  expect(withMessage(before, aMessage({ seq: 1, revision: 4, body: 'edited' }), ann).lastMessage?.seq).toBe(
    2,
  );
});

it('takes the mentions that were read off the count', () => {
  const before = aConversation({ lastSeq: 9, lastReadSeq: 2, mentionCount: 3 });
  expect(withMarker(before, 5, 1)).toMatchObject({ unreadCount: 4, mentionCount: 2 });
  expect(withMarker(before, 9, 0)).toMatchObject({ unreadCount: 0, mentionCount: 0 });
});
