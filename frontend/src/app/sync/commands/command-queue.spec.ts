/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { ErrorCode } from '@litspark/shared-contracts';
import fc from 'fast-check';
import * as z from 'zod';
import { ApiError } from '../../core/api-error';
import type { Command } from './command';
import type { CommandKind } from './command-kind';
import { CommandQueue } from './command-queue';

interface Setting {
  lane: string;
  target: string;
  value: number;
}

/** A server that holds one value for each target, a browser that keeps commands, and a clock that the test moves. */
class World {
  now = 0;
  commands: readonly Command[] = [];
  readonly kept = new Map<string, Command>();
  readonly server = new Map<string, number>();
  readonly log: number[] = [];
  readonly refused: string[] = [];
  readonly asked: { data: Setting; answer: (failure?: ApiError) => void }[] = [];
  readonly queue: CommandQueue;
  private lastOrder = 0;
  private lastId = 0;
  private timers: { at: number; call: () => void }[] = [];
  readonly kind: CommandKind<Setting>;

  constructor(more: Partial<CommandKind<Setting>> = {}) {
    this.kind = {
      name: 'setting',
      data: z.object({ lane: z.string(), target: z.string(), value: z.number() }),
      counted: true,
      lane: ({ lane }) => lane,
      target: ({ target }) => target,
      show: () => undefined,
      send: (data) =>
        new Promise((resolve, reject) =>
          this.asked.push({ data, answer: (failure) => (failure ? reject(failure) : resolve(data.value)) }),
        ),
      ...more,
    };
    this.queue = this.aPage();
  }

  /** A page of this browser; it takes up what the one before kept. */
  aPage(): CommandQueue {
    const queue = new CommandQueue({
      kind: () => this.kind,
      send: (kind, data) => kind.send(data),
      keep: ({ command, replaced, cancels }) => {
        for (const { id } of replaced) this.kept.delete(id);
        if (cancels) return Promise.resolve(null);
        const order = (this.lastOrder += 1);
        this.kept.set(command.id, { ...command, order });
        return Promise.resolve(order);
      },
      begin: (id) => {
        const command = this.kept.get(id);
        if (command) this.kept.set(id, { ...command, begun: true });
        return Promise.resolve(command !== undefined);
      },
      update: (command) => void this.kept.set(command.id, command),
      end: ({ id }, _answer, later) => {
        this.kept.delete(id);
        for (const other of later) this.kept.set(other.id, other);
      },
      drop: ({ id }) => void this.kept.delete(id),
      refused: ({ error }) => this.refused.push(error?.code ?? ''),
      changed: (commands) => (this.commands = commands),
      now: () => this.now,
      after: (ms, call) => {
        const timer = { at: this.now + ms, call };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((other) => other !== timer));
      },
    });
    const kept = [...this.kept.values()].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    queue.reconcile(
      kept.map((command) => (command.state === 'sending' ? { ...command, state: 'waiting' } : command)),
      () => false,
    );
    return queue;
  }

  add(value: number, target = 'one', lane = target, queue = this.queue, notBefore = 0): string {
    const id = String((this.lastId += 1)).padStart(4, '0');
    const data = { lane, target, value };
    const command: Command<Setting> = {
      ...{ id, kind: 'setting', lane, target, data, order: null, state: 'waiting', attempts: 0, notBefore },
      version: 1,
      begun: false,
    };
    queue.add(command, this.kind);
    return id;
  }

  async answer(failure?: ApiError, stores = failure === undefined): Promise<void> {
    const asked = this.asked.shift();
    if (!asked) throw new Error('nothing was asked');
    if (stores) this.store(asked.data);
    asked.answer(failure);
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
    return this.commands.map(({ state }) => state);
  }

  private store({ target, value }: Setting): void {
    this.server.set(target, value);
    if (this.log.at(-1) !== value) this.log.push(value);
  }
}

const settled = async () => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};
const values = (world: World) => world.asked.map(({ data }) => data.value);

it('sends nothing before there is a connection, then in the order of each lane, one at a time', async () => {
  const world = new World();
  world.add(1, 'a', 'x');
  world.add(2, 'b', 'x');
  world.add(3, 'c', 'y');
  await settled();
  expect(world.asked).toEqual([]);
  world.queue.resume();
  expect(values(world)).toEqual([1, 3]);
  await world.answer();
  expect(values(world)).toEqual([3, 2]);
});

it('tries nothing before it is kept in this browser', async () => {
  const world = new World();
  world.queue.resume();
  world.add(1);
  expect([world.states(), world.asked]).toEqual([['waiting'], []]);
  await settled();
  expect(world.states()).toEqual(['sending']);
});

it.each<ErrorCode>(['CONFLICT', 'NOT_FOUND', 'FORBIDDEN', 'VALIDATION_FAILED', 'PAYLOAD_TOO_LARGE'])(
  'gives up after %s, says so, and lets the next one pass',
  async (code) => {
    const world = new World();
    world.queue.resume();
    world.add(1, 'a', 'x');
    world.add(2, 'b', 'x');
    await settled();
    await world.answer(new ApiError(code, 'no'));
    expect(world.refused).toEqual([code]);
    expect(values(world)).toEqual([2]);
    expect(world.kept.size).toBe(1);
  },
);

it.each([
  ['UNAVAILABLE', new ApiError('UNAVAILABLE', 'away')],
  ['no answer', ApiError.noAnswer('cut')],
  ['INTERNAL', new ApiError('INTERNAL', 'oops')],
  ['UNAUTHENTICATED', new ApiError('UNAUTHENTICATED', 'ended')],
])('waits after %s, holds its lane, and goes on after a reconnection', async (_, error) => {
  const world = new World();
  world.queue.resume();
  world.add(1, 'a', 'x');
  world.add(2, 'b', 'x');
  await settled();
  await world.answer(error);
  expect([world.states(), values(world)]).toEqual([['waiting', 'waiting'], []]);
  world.queue.pause();
  world.queue.resume();
  expect(values(world)).toEqual([1]);
});

it('waits as long as the rate limit asks, over a reconnection and for a newer value too', async () => {
  const world = new World({ merge: (_, later) => later });
  world.queue.resume();
  world.add(1);
  await settled();
  await world.answer(new ApiError('RATE_LIMITED', 'slow down', { retryAfterMs: 5_000 }));
  world.add(2);
  await settled();
  world.queue.pause();
  world.queue.resume();
  await world.pass(4_999);
  expect(values(world)).toEqual([]);
  await world.pass(1);
  expect(values(world)).toEqual([2]);
});

it('gives up on a fault of the server only after several tries', async () => {
  const world = new World();
  world.queue.resume();
  world.add(1);
  await settled();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await world.answer(new ApiError('INTERNAL', 'oops'));
    await world.pass(60_000);
  }
  expect([world.asked, world.refused]).toEqual([[], ['INTERNAL']]);
});

it('keeps what the person is to decide, until a later one of the same target does', async () => {
  const world = new World({ keepsRefused: () => true });
  world.queue.resume();
  world.add(1);
  await settled();
  await world.answer(new ApiError('CONFLICT', 'no'));
  expect(world.states()).toEqual(['refused']);
  const page = world.aPage();
  expect(world.states()).toEqual(['refused']);
  world.add(2, 'one', 'one', page);
  await settled();
  expect(world.commands.map(({ data }) => (data as Setting).value)).toEqual([2]);
  expect(world.kept.size).toBe(1);
});

it('rests, until it is released or the page goes', async () => {
  const world = new World();
  world.queue.resume();
  const released = world.add(1, 'a', 'a', world.queue, 5_000);
  world.add(2, 'b', 'b', world.queue, 5_000);
  world.add(3, 'c', 'c', world.queue, 5_000);
  await settled();
  expect(values(world)).toEqual([]);
  world.queue.release(released);
  expect(values(world)).toEqual([1]);
  world.queue.drop('0002');
  world.queue.hurry();
  expect(values(world)).toEqual([1, 3]);
});

it('takes the place of what waits, and never of what may have arrived where tries are noted', async () => {
  const world = new World({ noteTries: true, merge: (_, later) => later });
  world.add(1);
  world.add(2);
  await settled();
  world.queue.resume();
  await settled();
  expect(values(world)).toEqual([2]);
  world.add(3);
  world.add(4);
  await settled();
  await world.answer();
  await settled();
  expect(values(world)).toEqual([4]);
  expect(world.log).toEqual([2]);
});

it('goes on from the answer where a later one waits behind it', async () => {
  const rebase = (later: Setting, answer: unknown) => ({ ...later, value: later.value + Number(answer) });
  const world = new World({ noteTries: true, rebase });
  world.queue.resume();
  world.add(1);
  world.add(10);
  await settled();
  await world.answer();
  await settled();
  expect(values(world)).toEqual([11]);
});

it('sends nothing that it was about to when it was paused', async () => {
  const world = new World({ noteTries: true });
  world.add(1);
  await settled();
  world.queue.resume();
  // The note of the try is being written.
  world.queue.pause();
  await settled();
  expect([values(world), world.states()]).toEqual([[], ['waiting']]);
  world.queue.resume();
  await settled();
  expect(values(world)).toEqual([1]);
});

it('leaves the last value of each target at the server, in order, whatever fails on the way', async () => {
  const fault = fc.constantFrom('fine', 'lost before', 'lost after', 'limited', 'reconnect', 'new page');
  const step = fc.oneof(
    fc.nat(2).map((target) => ({ target })),
    fault.map((how) => ({ how })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, noteTries) => {
      const world = new World({ noteTries, merge: (_, later) => later });
      let { queue } = world;
      const last = new Map<string, number>();
      let value = 0;
      queue.resume();
      for (const one of [...steps, ...Array<{ how: 'fine' }>(50).fill({ how: 'fine' })]) {
        if ('target' in one) {
          last.set(`t${one.target}`, (value += 1));
          world.add(value, `t${one.target}`, 'lane', queue);
          await settled();
          continue;
        }
        const { how } = one;
        if (how === 'new page') {
          queue.close();
          world.asked.length = 0;
          queue = world.aPage();
          queue.resume();
        } else if (how === 'reconnect') {
          queue.pause();
          queue.resume();
        } else if (world.asked.length > 0) {
          if (how === 'fine') await world.answer();
          if (how === 'lost before') await world.answer(ApiError.noAnswer('cut'));
          if (how === 'lost after') await world.answer(ApiError.noAnswer('cut'), true);
          if (how === 'limited')
            await world.answer(new ApiError('RATE_LIMITED', 'wait', { retryAfterMs: 1_000 }));
        }
        await world.pass(60_000);
      }
      expect(world.kept.size).toBe(0);
      expect(world.commands).toEqual([]);
      expect(world.server).toEqual(last);
      expect(world.log).toEqual([...world.log].sort((a, b) => a - b));
    }),
    { numRuns: 200 },
  );
});
