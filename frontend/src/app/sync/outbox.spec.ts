import { expect, it } from '@jest/globals';
import type { ErrorCode, Message } from '@litspark/shared-contracts';
import fc from 'fast-check';
import { aMessage, anId, ann, conversationId } from '../../testing/shapes';
import { ApiError } from '../core/api-error';
import { Outbox } from './outbox';
import type { OutboxEntry } from './outbox-rules';

/** A line to a server whose answers the test gives, and a clock that the test moves. */
class Line {
  now = 0;
  entries: readonly OutboxEntry[] = [];
  confirmed: Message[] = [];
  readonly asked: { entry: OutboxEntry; answer: (result: Message | ApiError) => void }[] = [];
  private timers: { at: number; call: () => void }[] = [];
  readonly outbox = new Outbox({
    send: (entry) =>
      new Promise((resolve, reject) => {
        this.asked.push({
          entry,
          answer: (result) => (result instanceof ApiError ? reject(result) : resolve(result)),
        });
      }),
    confirmed: (_entry, message) => this.confirmed.push(message),
    changed: (entries) => (this.entries = entries),
    now: () => this.now,
    after: (ms, call) => {
      const timer = { at: this.now + ms, call };
      this.timers.push(timer);
      return () => (this.timers = this.timers.filter((other) => other !== timer));
    },
  });

  async answer(result: Message | ApiError): Promise<void> {
    this.asked.shift()?.answer(result);
    await settled();
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    const due = this.timers.filter((timer) => timer.at <= this.now);
    this.timers = this.timers.filter((timer) => timer.at > this.now);
    for (const timer of due) timer.call();
    await settled();
  }

  states(): string[] {
    return this.entries.map((entry) => entry.state);
  }
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

const entry = (number: number, conversation = conversationId): OutboxEntry => ({
  clientMessageId: anId(number),
  conversationId: conversation,
  body: `body ${number}`,
  replyToId: null,
  createdAt: new Date(number).toISOString(),
  state: 'queued',
  attempts: 0,
  notBefore: 0,
});

const stored = ({ clientMessageId, conversationId: id }: OutboxEntry, seq: number) =>
  aMessage({ seq, clientMessageId, conversationId: id, senderId: ann });

it('sends nothing before there is a connection, then in order, one at a time', async () => {
  const line = new Line();
  line.outbox.add(entry(1));
  line.outbox.add(entry(2));
  expect(line.asked).toHaveLength(0);
  line.outbox.resume();
  expect(line.states()).toEqual(['sending', 'queued']);
  await line.answer(stored(entry(1), 1));
  expect(line.states()).toEqual(['sending']);
  expect(line.asked[0]?.entry.clientMessageId).toBe(anId(2));
});

it('doesn’t let one conversation wait for another', () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  line.outbox.add(entry(2, anId(200)));
  expect(line.states()).toEqual(['sending', 'sending']);
});

it('tries again after a while under the same id when the server is away, and holds the next one back', async () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  line.outbox.add(entry(2));
  await line.answer(ApiError.noAnswer('cut'));
  expect(line.states()).toEqual(['queued', 'queued']);
  expect(line.asked).toHaveLength(0);
  await line.pass(1_000);
  expect(line.asked.map((one) => one.entry.clientMessageId)).toEqual([anId(1)]);
});

it('waits as long as the rate limit asks, over a reconnection too', async () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  await line.answer(new ApiError('RATE_LIMITED', 'slow down', { retryAfterMs: 5_000 }));
  line.outbox.pause();
  line.outbox.resume();
  await line.pass(4_999);
  expect(line.asked).toHaveLength(0);
  await line.pass(1);
  expect(line.asked).toHaveLength(1);
});

it.each<ErrorCode>(['CONFLICT', 'NOT_FOUND', 'FORBIDDEN', 'VALIDATION_FAILED', 'PAYLOAD_TOO_LARGE'])(
  'asks the person after %s, and lets the next message go',
  async (code) => {
    const line = new Line();
    line.outbox.resume();
    line.outbox.add(entry(1));
    line.outbox.add(entry(2));
    await line.answer(new ApiError(code, 'no'));
    expect(line.states()).toEqual(['failed', 'sending']);
    expect(line.entries[0]?.error?.code).toBe(code);
  },
);

it('keeps the message, and says why it waits, when the session has ended', async () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  await line.answer(new ApiError('UNAUTHENTICATED', 'ended'));
  expect(line.entries[0]).toMatchObject({ state: 'queued', error: { code: 'UNAUTHENTICATED' } });
});

it('gives up on a fault of the server only after several tries, and tries again when asked to', async () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expect(line.states()).toEqual(['sending']);
    await line.answer(new ApiError('INTERNAL', 'oops'));
    if (attempt < 5) await line.pass(60_000);
  }
  expect(line.states()).toEqual(['failed']);
  line.outbox.retry(anId(1));
  expect(line.states()).toEqual(['sending']);
});

it('goes on at once after a reconnection with the same id, and is confirmed by a push as well as by an answer', async () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  line.outbox.pause();
  await line.answer(ApiError.noAnswer('cut'));
  line.outbox.resume();
  expect(line.asked[0]?.entry.clientMessageId).toBe(anId(1));
  line.outbox.confirm(stored(entry(1), 7));
  expect(line.entries).toHaveLength(0);
  await line.answer(stored(entry(1), 7));
  expect(line.confirmed).toHaveLength(1);
});

it('gives the words back when a message is discarded', () => {
  const line = new Line();
  line.outbox.add(entry(1));
  expect(line.outbox.remove(anId(1))?.body).toBe('body 1');
  expect(line.entries).toHaveLength(0);
});

it('takes up what an earlier page left behind, before what was written since', () => {
  const line = new Line();
  line.outbox.add(entry(3));
  line.outbox.restore([{ ...entry(1), state: 'sending' }, entry(2), entry(3)]);
  line.outbox.resume();
  expect(line.entries.map((one) => one.clientMessageId)).toEqual([anId(1), anId(2), anId(3)]);
  expect(line.states()).toEqual(['sending', 'queued', 'queued']);
});

it('delivers every message exactly once and in order, whatever fails on the way', async () => {
  const failure = fc.constantFrom<'lost before' | 'lost after' | 'limited' | 'reconnect' | 'fine'>(
    'lost before',
    'lost after',
    'limited',
    'reconnect',
    'fine',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.array(failure, { maxLength: 30 }),
      async (count, faults) => {
        const line = new Line();
        const log: string[] = [];
        line.outbox.resume();
        for (let number = 1; number <= count; number += 1) line.outbox.add(entry(number));
        for (const fault of [...faults, ...Array<'fine'>(count + 1).fill('fine')]) {
          if (fault === 'reconnect') {
            line.outbox.pause();
            line.outbox.resume();
          }
          const asked = line.asked[0]?.entry;
          if (!asked) {
            await line.pass(60_000);
            continue;
          }
          // A repeat gives back what is stored already.
          if (fault !== 'lost before' && fault !== 'limited' && !log.includes(asked.clientMessageId)) {
            log.push(asked.clientMessageId);
          }
          const seq = log.indexOf(asked.clientMessageId) + 1;
          if (fault === 'lost before' || fault === 'lost after') await line.answer(ApiError.noAnswer('cut'));
          else if (fault === 'limited')
            await line.answer(new ApiError('RATE_LIMITED', 'wait', { retryAfterMs: 1_000 }));
          else await line.answer(stored(asked, seq));
          await line.pass(60_000);
        }
        expect(line.entries).toEqual([]);
        expect(log).toEqual(Array.from({ length: count }, (_, index) => anId(index + 1)));
        expect(line.confirmed.map((message) => message.clientMessageId)).toEqual(log);
      },
    ),
    { numRuns: 200 },
  );
});
