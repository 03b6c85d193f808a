/** @jest-environment node */
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
  /** What this browser keeps. */
  readonly kept = new Map<string, OutboxEntry>();
  private lastOrder = 0;
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
    keep: (kept) => {
      const order = kept.order ?? (this.lastOrder += 1);
      this.kept.set(kept.clientMessageId, { ...kept, order });
      return Promise.resolve(order);
    },
    update: (kept) => void this.kept.set(kept.clientMessageId, kept),
    drop: (clientMessageId) => void this.kept.delete(clientMessageId),
    changed: (entries) => (this.entries = entries),
    now: () => this.now,
    after: (ms, call) => {
      const timer = { at: this.now + ms, call };
      this.timers.push(timer);
      return () => (this.timers = this.timers.filter((other) => other !== timer));
    },
  });

  async add(...entries: OutboxEntry[]): Promise<void> {
    for (const added of entries) this.outbox.add(added);
    await settled();
  }

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
  order: null,
  body: `body ${number}`,
  replyToId: null,
  createdAt: new Date(number).toISOString(),
  state: 'queued',
  attempts: 0,
  notBefore: 0,
  mayBeStored: false,
});

const stored = ({ clientMessageId, conversationId: id }: OutboxEntry, seq: number) =>
  aMessage({ seq, clientMessageId, conversationId: id, senderId: ann });

it('sends nothing before there is a connection, then in order, one at a time', async () => {
  const line = new Line();
  await line.add(entry(1));
  await line.add(entry(2));
  expect(line.asked).toHaveLength(0);
  line.outbox.resume();
  expect(line.states()).toEqual(['sending', 'queued']);
  await line.answer(stored(entry(1), 1));
  expect(line.states()).toEqual(['sending']);
  expect(line.asked[0]?.entry.clientMessageId).toBe(anId(2));
});

it('doesn’t let one conversation wait for another', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1));
  await line.add(entry(2, anId(200)));
  expect(line.states()).toEqual(['sending', 'sending']);
});

it('tries again after a while under the same id when the server is away, and holds the next one back', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1));
  await line.add(entry(2));
  await line.answer(ApiError.noAnswer('cut'));
  expect(line.states()).toEqual(['queued', 'queued']);
  expect(line.asked).toHaveLength(0);
  await line.pass(1_000);
  expect(line.asked.map((one) => one.entry.clientMessageId)).toEqual([anId(1)]);
});

it('waits as long as the rate limit asks, over a reconnection too', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1));
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
    await line.add(entry(1));
    await line.add(entry(2));
    await line.answer(new ApiError(code, 'no'));
    expect(line.states()).toEqual(['failed', 'sending']);
    expect(line.entries[0]?.error?.code).toBe(code);
  },
);

it('keeps the message, and says why it waits, when the session has ended', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1));
  await line.answer(new ApiError('UNAUTHENTICATED', 'ended'));
  expect(line.entries[0]).toMatchObject({ state: 'queued', error: { code: 'UNAUTHENTICATED' } });
});

it('gives up on a fault of the server only after several tries, and tries again when asked to', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1));
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
  await line.add(entry(1));
  line.outbox.pause();
  await line.answer(ApiError.noAnswer('cut'));
  line.outbox.resume();
  expect(line.asked[0]?.entry.clientMessageId).toBe(anId(1));
  line.outbox.confirm(stored(entry(1), 7));
  expect(line.entries).toHaveLength(0);
  await line.answer(stored(entry(1), 7));
  expect(line.confirmed).toHaveLength(1);
});

it('gives the words back when a message is discarded', async () => {
  const line = new Line();
  await line.add(entry(1));
  expect(line.outbox.remove(anId(1))?.body).toBe('body 1');
  expect(line.entries).toHaveLength(0);
});

it('is on the screen before it is kept, and not tried before', async () => {
  const line = new Line();
  line.outbox.resume();
  line.outbox.add(entry(1));
  expect(line.states()).toEqual(['queued']);
  expect(line.asked).toHaveLength(0);
  await settled();
  expect(line.kept.size).toBe(1);
  expect(line.states()).toEqual(['sending']);
});

it('takes up what other pages left behind, before what was written since', async () => {
  const line = new Line();
  await line.add(entry(3));
  const kept = [entry(1), entry(2), entry(3)].map((one, index) => ({ ...one, order: index - 2 }));
  line.outbox.reconcile(kept, () => false);
  line.outbox.resume();
  expect(line.entries.map((one) => one.clientMessageId)).toEqual([anId(1), anId(2), anId(3)]);
  expect(line.states()).toEqual(['sending', 'queued', 'queued']);
});

it('lets go of what another tab sent or discarded, and holds on to what is only known here', async () => {
  const line = new Line();
  await line.add(entry(1), entry(2), entry(3));
  line.outbox.reconcile([{ ...entry(2), order: 2, state: 'failed' }], (id) => id === anId(3));
  expect(line.entries.map((one) => one.clientMessageId)).toEqual([anId(2), anId(3)]);
  expect(line.states()).toEqual(['failed', 'queued']);
});

it('keeps what became of a message, for the other tabs and the next page', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1), entry(2));
  await line.answer(new ApiError('CONFLICT', 'archived'));
  await line.answer(stored(entry(2), 1));
  expect([...line.kept.values()]).toMatchObject([{ clientMessageId: anId(1), state: 'failed', attempts: 1 }]);
});

it('puts a discarded message back in its place', async () => {
  const line = new Line();
  await line.add(entry(1), entry(2));
  const discarded = line.outbox.remove(anId(1));
  expect(line.kept.has(anId(1))).toBe(false);
  if (discarded) line.outbox.restore(discarded);
  expect(line.entries.map((one) => one.clientMessageId)).toEqual([anId(1), anId(2)]);
  expect(line.kept.has(anId(1))).toBe(true);
});

it('knows when a refused message may be stored all the same', async () => {
  const line = new Line();
  line.outbox.resume();
  await line.add(entry(1));
  await line.answer(ApiError.noAnswer('cut'));
  await line.pass(60_000);
  await line.answer(new ApiError('NOT_FOUND', 'removed since'));
  expect(line.entries[0]).toMatchObject({ state: 'failed', mayBeStored: true });
  line.outbox.retry(anId(1));
  await line.answer(new ApiError('CONFLICT', 'archived'));
  expect(line.entries[0]).toMatchObject({ state: 'failed', mayBeStored: false });
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
        for (let number = 1; number <= count; number += 1) await line.add(entry(number));
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
