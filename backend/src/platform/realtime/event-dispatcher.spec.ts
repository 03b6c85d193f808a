import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientEvents } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';

const eventNames = Object.keys(clientEvents);

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let at = 0; at < depth; at += 1) value = [value];
  return value;
}

const hostilePayloads: [string, unknown[]][] = [
  ['no payload', []],
  ['null', [null]],
  ['text', ['conversationId']],
  ['a number', [42]],
  ['a list', [[]]],
  ['an empty object', [{}]],
  ['two payloads', [{}, {}]],
  ['bytes', [Buffer.from('conversationId')]],
  ['bytes deep inside', [{ conversationId: { id: new Uint8Array([1, 2, 3]) } }]],
  ['deep nesting', [{ conversationId: nested(4_000) }]],
  ['a prototype to pollute', [JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}')]],
  ['a huge list', [{ conversations: Array.from({ length: 20_000 }, () => 1) }]],
];

describe('the dispatcher of socket events', () => {
  let app: TestApp;
  let ann: TestUser;
  let client: TestClient;

  beforeAll(async () => {
    app = await createTestApp();
    ann = await createUser(app);
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  describe.each(eventNames)('%s', (event) => {
    it.each(hostilePayloads)('answers %s once with VALIDATION_FAILED', async (_name, args) => {
      client = await connectTestClient(app, ann);
      let answers = 0;
      const answer = await new Promise((resolve) => {
        client.send(event, ...args, (given: unknown) => {
          answers += 1;
          resolve(given);
        });
      });
      expect(answer).toEqual({ ok: false, error: expect.objectContaining({ code: 'VALIDATION_FAILED' }) });
      // A second answer would have come before this one.
      await client.done('sync', { conversations: [] });
      expect(answers).toBe(1);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it('survives a missing acknowledgement and things that merely look like one', async () => {
      client = await connectTestClient(app, ann);
      for (const args of [[], [{}], [{}, 'acknowledge'], [{}, { call: 1 }]]) {
        client.send(event, ...args);
      }
      await expect(client.done('sync', { conversations: [] })).resolves.toMatchObject({ unchanged: 0 });
    });
  });

  it('answers an unknown event with VALIDATION_FAILED', async () => {
    client = await connectTestClient(app, ann);
    for (const event of ['delete_everything', 'constructor', '__proto__', 'error', 'message', 'exception']) {
      await expect(client.raw(event, {})).resolves.toEqual([
        { ok: false, error: expect.objectContaining({ code: 'VALIDATION_FAILED' }) },
      ]);
    }
  });

  it('names the faulty fields', async () => {
    client = await connectTestClient(app, ann);
    const [answer] = await client.raw('typing', { conversationId: 'x', active: 'yes' });
    expect(answer).toMatchObject({
      error: { errors: [{ path: 'conversationId' }, { path: 'active' }] },
    });
  });

  it('answers nothing about our own faults but logs them', async () => {
    client = await connectTestClient(app, ann);
    const { SyncService } = await import('../../features/sync/sync.service.js');
    const service = app.get(SyncService);
    const sync = service.sync.bind(service);
    service.sync = () => Promise.reject(new Error('secret detail'));
    try {
      const [answer] = await client.raw('sync', { conversations: [] });
      expect(answer).toEqual({ ok: false, error: { code: 'INTERNAL', message: expect.any(String) } });
      expect(JSON.stringify(answer)).not.toContain('secret detail');
      expect(JSON.stringify(app.log)).toContain('secret detail');
    } finally {
      service.sync = sync;
    }
    await expect(client.done('sync', { conversations: [] })).resolves.toBeDefined();
  });

  it('ends only the connection that sends a frame that is too large', async () => {
    client = await connectTestClient(app, ann);
    const other = await connectTestClient(app, ann);
    client.send('sync', { conversations: [], only: 'x'.repeat(300_000) });
    await client.disconnected;
    await expect(other.done('sync', { conversations: [] })).resolves.toBeDefined();
  });

  it('ends only the connection that speaks no Socket.IO', async () => {
    const other = await connectTestClient(app, ann);
    const binaryWithoutBytes = '451-["typing",{"_placeholder":true,"num":9}]';
    for (const packet of ['9', '2[', '2["connect"]', binaryWithoutBytes + 'x', '2/elsewhere,["typing"]']) {
      const offender = await connectTestClient(app, ann);
      offender.socket.io.engine.write(packet);
      await offender.disconnected;
    }
    await expect(other.done('sync', { conversations: [] })).resolves.toBeDefined();
  });
});
