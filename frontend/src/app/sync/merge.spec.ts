import { expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import fc from 'fast-check';
import type { MessageWindow } from '../stores/timeline';
import { changedAbove, past, stateAt } from '../../testing/past';
import { aMessage } from '../../testing/shapes';
import { adjoins, newWindow, replaced, trimmed, withChanges, withPage, withPushed } from './merge';

const isContiguous = (messages: readonly Message[]) =>
  messages.every((message, index) => message.seq === (messages[0]?.seq ?? 0) + index);

it('holds what the server holds, however pushes are lost, repeated and reordered, once it pulled what is missing', () => {
  fc.assert(
    fc.property(
      past,
      fc.nat(),
      fc.array(
        fc.oneof({ weight: 4, arbitrary: fc.nat() }, { weight: 1, arbitrary: fc.constant('pull' as const) }),
        {
          maxLength: 80,
        },
      ),
      (server, startPick, arrivals) => {
        const end = server.changes.length;
        const start = startPick % (end + 1);
        const known = stateAt(server, start);
        let window = newWindow(known, known.length, start);
        let heard = start;
        for (const arrival of arrivals) {
          if (arrival === 'pull') {
            const seen = Math.max(heard, window.revision);
            window = withChanges(
              window,
              changedAbove(server, window.revision, seen),
              seen,
              stateAt(server, seen).length,
            );
          } else {
            const pushed = server.changes[arrival % end];
            heard = Math.max(heard, (arrival % end) + 1);
            if (pushed) window = withPushed(window, pushed);
          }
          expect(isContiguous(window.messages)).toBe(true);
          // What it claims to know it must hold in that state or a later one.
          const claimed = stateAt(server, window.revision);
          expect(window.messages.length).toBeGreaterThanOrEqual(claimed.length);
          claimed.forEach((message, index) =>
            expect(window.messages[index]?.revision).toBeGreaterThanOrEqual(message.revision),
          );
        }
        const caughtUp = withChanges(
          window,
          changedAbove(server, window.revision, end),
          end,
          stateAt(server, end).length,
        );
        expect(caughtUp.messages).toEqual(stateAt(server, end));
        expect(caughtUp).toMatchObject({ revision: end, ahead: [], lastSeq: stateAt(server, end).length });
      },
    ),
    { numRuns: 500 },
  );
});

it('ends in the same state whichever order the same pushes come in', () => {
  fc.assert(
    fc.property(
      past.chain((server) =>
        fc.tuple(
          fc.constant(server),
          fc.shuffledSubarray(server.changes, { minLength: server.changes.length }),
        ),
      ),
      ([server, shuffled]) => {
        const push = (window: MessageWindow, message: Message | null) =>
          message ? withPushed(window, message) : window;
        const inOrder = server.changes.reduce(push, newWindow([], 0, 0));
        const anyOrder = shuffled.reduce(push, newWindow([], 0, 0));
        const end = server.changes.length;
        const complete = (window: MessageWindow) =>
          withChanges(window, changedAbove(server, window.revision, end), end, inOrder.lastSeq);
        expect(complete(anyOrder)).toEqual(complete(inOrder));
      },
    ),
    { numRuns: 300 },
  );
});

it('joins pages that adjoin and never shows a hole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 1, max: 20 }), fc.boolean()), { maxLength: 20 }),
      (lastSeq, pages) => {
        const all = Array.from({ length: lastSeq }, (_, index) =>
          aMessage({ seq: index + 1, revision: index + 1 }),
        );
        let window = newWindow(all.slice(-10), lastSeq, lastSeq);
        for (const [from, size, mayReplace] of pages) {
          const page = all.slice(from % lastSeq, (from % lastSeq) + size);
          const before = window;
          window = withPage(window, page, mayReplace);
          expect(isContiguous(window.messages)).toBe(true);
          if (adjoins(before, page)) {
            expect(window.messages).toEqual(expect.arrayContaining([...before.messages, ...page]));
          } else expect(window.messages).toEqual(mayReplace ? page : before.messages);
        }
      },
    ),
    { numRuns: 300 },
  );
});

const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    aMessage({ seq: from + index, revision: from + index }),
  );

it('keeps a message that came ahead of a gap, and shows it once the gap is filled', () => {
  const window = withPushed(newWindow(messages(1, 3), 3, 3), aMessage({ seq: 5, revision: 5 }));
  expect(window.messages).toHaveLength(3);
  expect(window.lastSeq).toBe(5);
  expect(window.revision).toBe(3);
  const filled = withPushed(window, aMessage({ seq: 4, revision: 4 }));
  expect(filled.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(filled).toMatchObject({ revision: 5, ahead: [] });
});

it('changes nothing, not even the window itself, with what it knows', () => {
  const window = withPushed(newWindow(messages(1, 3), 3, 3), aMessage({ seq: 4, revision: 4 }));
  expect(withPushed(window, aMessage({ seq: 4, revision: 4 }))).toBe(window);
  expect(withChanges(window, messages(2, 4), 4, 4)).toBe(window);
  expect(withPage(window, messages(1, 4), false)).toBe(window);
  const gap = withPushed(window, aMessage({ seq: 6, revision: 6 }));
  expect(gap.ahead).toHaveLength(1);
  expect(withPushed(gap, aMessage({ seq: 6, revision: 6 }))).toBe(gap);
});

it('replaces what proved to be wrong, and not what changed since', () => {
  const edited = aMessage({ seq: 2, revision: 9, body: 'edited' });
  const window = newWindow([aMessage({ seq: 1, revision: 3, body: 'wrong' }), edited], 2, 9);
  const truth = [aMessage({ seq: 1, revision: 1 }), aMessage({ seq: 2, revision: 2 })];
  const healed = replaced(window, truth, 4);
  expect(healed.messages).toEqual([truth[0], edited]);
  expect(replaced(healed, truth, 4)).toBe(healed);
});

it('keeps the later state when an older page arrives after an edit', () => {
  const edited = aMessage({ seq: 2, revision: 9, body: 'edited' });
  const window = newWindow([edited, aMessage({ seq: 3, revision: 3 })], 3, 9);
  expect(withPage(window, messages(1, 3), false).messages[1]).toBe(edited);
});

it.each([
  ['before', 4],
  ['after', 8],
])('takes no state right %s the stretch that may be older than what the stretch knows', (_, seq) => {
  const window = newWindow(messages(5, 7), 9, 20);
  expect(withPushed(window, aMessage({ seq, revision: 9 })).messages).toBe(window.messages);
  expect(withPushed(window, aMessage({ seq, revision: 21 })).messages).toHaveLength(4);
});

it('leaves a conversation with its newest messages, or none where the end is not held', () => {
  expect(trimmed(newWindow(messages(1, 9), 9, 9), 4)?.messages.map(({ seq }) => seq)).toEqual([6, 7, 8, 9]);
  expect(trimmed(newWindow(messages(1, 9), 12, 12), 4)).toBeUndefined();
});
