import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientEvents, serverEvents, socketError, type ClientEventName } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import * as z from 'zod';
import { closeTestClients, connectTestClient, type TestClient } from './connect-test-client.js';
import { createTestApp, type TestApp } from './create-test-app.js';
import { holds } from './seeds.js';
import { anyText } from './surface/any-text.js';
import { eventUses } from './surface/event-uses.js';
import { hostileVariants, madeUpVariant } from './surface/hostile-json.js';
import { setStage, type Stage } from './surface/stage.js';
import { stored } from './surface/stored.js';

/** Socket.IO's own: its client doesn't send them. */
const reserved = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

const refusal = z.object({ ok: z.literal(false), error: socketError });

describe('hostile input over sockets', () => {
  let app: TestApp;
  let stage: Stage;
  let client: TestClient;
  let witness: TestClient;

  beforeAll(async () => {
    app = await createTestApp();
    stage = await setStage(app, 'owner', 'group');
    client = await connectTestClient(app, stage);
    witness = await connectTestClient(app, stage.other);
  });
  afterEach(async () => {
    for (const one of [client, witness]) {
      await expect(one.done('sync', { conversations: [] })).resolves.toMatchObject({ more: false });
    }
    expect(app.log.splice(0).filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  afterAll(async () => {
    closeTestClients();
    await app.close();
  });

  describe.each(eventUses)('$event', ({ event, payload }) => {
    it('refuses what its schema does not know, once each, and stores nothing of it', async () => {
      const before = await stored(app);
      const refused = hostileVariants(payload(stage))
        .map(parsed)
        .filter((value) => !isKnown(event, value));
      expect(refused.length).toBeGreaterThan(20);
      const answers = await answersTo(event, [
        ...refused.map((value) => [value]),
        ...[[], [undefined], [Buffer.from('x')], [{ conversationId: Buffer.from('x') }], [[Buffer.alloc(9)]]],
        ...[
          [payload(stage), {}],
          [payload(stage), null, null],
          [payload(stage), Buffer.alloc(1)],
        ],
      ]);
      for (const { args, given } of answers) {
        expect({ given, args }).toEqual({ args, given: [[expect.objectContaining({ ok: false })]] });
        expect({ args, code: refusal.parse(given[0]?.[0]).error.code }).toEqual({
          args,
          code: 'VALIDATION_FAILED',
        });
      }
      expect(await stored(app)).toBe(before);
    });

    it('fails at nothing that its schema takes', async () => {
      const taken = hostileVariants(payload(stage))
        .map(parsed)
        .filter((value) => isKnown(event, value));
      const answers = await answersTo(
        event,
        taken.map((value) => [value]),
      );
      for (const { args, given } of answers) expectContract(event, args, given);
    });

    it('fails at nothing that can be made up', async () => {
      await holds(
        fc.array(madeUpVariant(payload(stage)).map(parsed), { minLength: 10, maxLength: 20 }),
        async (values) => {
          const answers = await answersTo(
            event,
            values.map((value) => [value]),
          );
          for (const { args, given } of answers) expectContract(event, args, given);
        },
      );
    });

    it('does without an acknowledgement, and with things that are none', async () => {
      const before = await stored(app);
      for (const args of [
        [],
        [null],
        [{}],
        [{}, 'acknowledge'],
        [{}, { call: 1 }],
        [{}, [], 1],
        [Buffer.alloc(1)],
      ]) {
        client.send(event, ...args);
      }
      await client.done('sync', { conversations: [] });
      expect(await stored(app)).toBe(before);
    });
  });

  it('refuses events that are none, once each', async () => {
    const known = new Set<string>(Object.keys(clientEvents));
    const names = [
      ...Object.keys(serverEvents).filter((name) => !known.has(name)),
      ...[
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'hasOwnProperty',
        'then',
        'length',
        '',
        ' ',
        '\0',
      ],
      ...[
        'error',
        'message',
        'exception',
        'connection',
        'ping',
        'SEND_MESSAGE',
        'send_message ',
        'x'.repeat(9_000),
      ],
    ].filter((name) => !known.has(name));
    for (const name of names) await expectUnknown(name);
    const madeUp = anyText.filter((name) => !known.has(name) && !reserved.has(name));
    await holds(madeUp, expectUnknown, 20);
  });

  it.each([...reserved])('loses only the connection that sends %s', async (name) => {
    const offender = await connectTestClient(app, stage);
    offender.socket.io.engine.write(`2["${name}",{}]`);
    await offender.disconnected;
  });

  it.each([
    ['no token', {}],
    ['a token that is none', { token: 'x' }],
    ['a token that is no text', { token: { $ne: null } }],
    ['a list', { token: [['x']] }],
    ['NUL', { token: '\0' }],
    ['a long text', { token: 'x'.repeat(9_000) }],
    ['a foreign prototype', JSON.parse('{"__proto__":{"token":"x"}}') as object],
  ])('lets nobody in with %s', async (_what, auth) => {
    const refused = connectTestClient(app, stage, { auth: auth as Record<string, unknown> });
    await expect(refused).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
  });

  async function expectUnknown(name: string): Promise<void> {
    const [{ given } = { given: [] }] = await answersTo(name, [[{}]]);
    expect({ name, given }).toEqual({
      name,
      given: [[{ ok: false, error: expect.objectContaining({ code: 'VALIDATION_FAILED' }) }]],
    });
  }

  /** All that each of these was acknowledged with: more than one answer would have come before that of the last event. */
  async function answersTo(event: string, inputs: readonly unknown[][]): Promise<Answered[]> {
    const answered = inputs.map((args): Answered => ({ args, given: [] }));
    const first = answered.map(
      ({ args, given }) =>
        new Promise<void>((resolve) => {
          client.send(event, ...args, (...answers: unknown[]) => {
            given.push(answers);
            resolve();
          });
        }),
    );
    await Promise.all(first);
    await client.done('sync', { conversations: [] });
    return answered;
  }
});

interface Answered {
  args: unknown[];
  given: unknown[][];
}

/** As a socket sends it: what JSON can't say is null there. */
const parsed = (text: string): unknown => JSON.parse(text) as unknown;
const isKnown = (event: ClientEventName, value: unknown) =>
  clientEvents[event].payload.safeParse(JSON.parse(JSON.stringify(value))).success;

/** One answer of the contract's form, and not for a fault of ours. */
function expectContract(event: ClientEventName, args: unknown[], given: unknown[][]): void {
  const [[answer] = []] = given;
  const done = z.object({ ok: z.literal(true), data: clientEvents[event].data });
  expect({ args, answers: given.map((one) => one.length) }).toEqual({ args, answers: [1] });
  const { data: found, error } = z.union([done, refusal]).safeParse(answer);
  expect({ args, error }).toEqual({ args, error: undefined });
  const code = found?.ok === false ? found.error.code : 'none';
  expect({ args, isOurFault: code === 'INTERNAL' || code === 'UNAVAILABLE' }).toEqual({
    args,
    isOurFault: false,
  });
}
