import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, signIn } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { buildProduct, Product } from '../../../test/start-product.js';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { SessionSweep } from '../../platform/realtime/session-sweep.js';

describe('a session that ends on another node', () => {
  let redis: TestRedis;
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;

  beforeAll(async () => {
    [redis, database] = await Promise.all([startRedis(), createTestDatabase()]);
    const settings = { databaseUrl: database.url, redisUrl: redis.url };
    here = await createTestApp(settings);
    there = await createTestApp(settings);
  });
  afterEach(closeTestClients);
  afterAll(async () => {
    await here.close();
    await there.close();
    await database.drop();
    await redis.kill();
  });

  const disable = (at: { url: string }, admin: { accessToken: string }, id: string) =>
    request(at, 'PATCH', `/api/users/${id}`, { as: admin, body: { disabled: true } });

  it('ends here although the node that ended it was killed before it announced that', async () => {
    const [admin, ann] = [await createUser(here, { role: 'admin' }), await createUser(here)];
    const client = await connectTestClient(there, ann);
    const dataDir = mkdtempSync(join(tmpdir(), 'litspark-test-data-'));
    await buildProduct();
    const node = new Product({
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      JWT_SECRET: here.configuration.jwtSecret,
      DEMO: 'off',
      ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes',
    });
    try {
      const at = await node.ready();
      await redis.command('CONFIG', 'SET', 'maxmemory', '1');
      expect(await disable(at, admin, ann.id)).toMatchObject({ status: 200 });
      node.signal('SIGKILL');
      await node.exited;
      await redis.command('CONFIG', 'SET', 'maxmemory', '0');
      await expect(client.next('session_expired')).resolves.toEqual({ reason: 'disabled' });
      await client.disconnected;
    } finally {
      node.signal('SIGKILL');
      await node.exited;
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 240_000);

  it.each([
    [
      'is over since long',
      `UPDATE sessions SET ended_at = now() - interval '1 hour' WHERE id = $1`,
      'signed_out',
    ],
    ['expired', `UPDATE sessions SET expires_at = now() WHERE id = $1`, 'signed_out'],
    ['is not kept any more', `DELETE FROM sessions WHERE id = $1`, 'signed_out'],
    [
      'is of a disabled user',
      `UPDATE users SET disabled = true WHERE id = (SELECT user_id FROM sessions WHERE id = $1)`,
      'disabled',
    ],
  ])('is found, at the latest when all are looked at, where it %s', async (_what, statement, reason) => {
    const [ann, ben] = [await createUser(there), await createUser(there)];
    const later = await signIn(there, ben.id);
    const clients = [await connectTestClient(there, ann), await connectTestClient(there, later)];
    await there.get(DataSource).query(statement, [ann.actor.sessionId]);
    await there.get(SessionSweep).checkAll();
    await expect(clients[0]!.next('session_expired')).resolves.toEqual({ reason });
    await clients[0]!.disconnected;
    await clients[1]!.done('sync', { conversations: [] });
  });

  it('ends here within five seconds while Redis is away, and others go on', async () => {
    const [admin, ann, ben] = [
      await createUser(here, { role: 'admin' }),
      await createUser(here),
      await createUser(here),
    ];
    const { id: conversationId } = await createConversation(here, ann, [ben]);
    const disabled = await connectTestClient(there, ann);
    const other = await connectTestClient(there, ben);
    await redis.kill();
    try {
      expect(await disable(here, admin, ann.id)).toMatchObject({ status: 200 });
      await expect(disabled.next('session_expired')).resolves.toEqual({ reason: 'disabled' });
      await disabled.disconnected;
      expect(await request(there, 'GET', '/api/me', { as: ann })).toMatchObject({ status: 401 });
      await other.done('join_conversation', { conversationId });
      expect(other.received('session_expired')).toEqual([]);
    } finally {
      // Sockets that are still connected are sent to pull then: no test comes after this one.
      await redis.start();
    }
  });
});
