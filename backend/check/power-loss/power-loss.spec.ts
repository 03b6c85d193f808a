import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConversationSummary, Session } from '@litspark/shared-contracts';
import { runningServer, stopServer } from '../../src/platform/database/embedded/running-server.js';
import { closeTestClients, connectTestClient } from '../../test/connect-test-client.js';
import { request } from '../../test/request.js';
import { buildProduct, Product } from '../../test/start-product.js';
import { findEarlyAnnouncements } from './flush-before-acknowledgement.js';
import { requireTracing, TracedService } from './traced-service.js';
import { findInLog, logEnd } from './write-ahead-log.js';

const aMinute = 60_000;
const flushMs = 60;
const account = { email: 'boss@example.org', password: 'a passphrase to keep' };

describe('what was acknowledged, should the power fail at that moment,', () => {
  let folder: string;
  let seed: string;
  const services: TracedService[] = [];
  const dataDirs: string[] = [];

  beforeAll(async () => {
    requireTracing();
    await buildProduct();
    folder = mkdtempSync(join(tmpdir(), 'litspark-power-loss-'));
    // Made beforehand, so that the trace is of messages alone.
    seed = join(folder, 'seed');
    const maker = new Product({
      DATA_DIR: seed,
      DEMO: 'off',
      ADMIN_EMAIL: account.email,
      ADMIN_PASSWORD: account.password,
    });
    await maker.ready();
    maker.signal('SIGTERM');
    await maker.exited;
  }, aMinute);
  afterEach(async () => {
    closeTestClients();
    for (const { product } of services.splice(0)) {
      product.signal('SIGKILL');
      await product.exited;
    }
    for (const dataDir of dataDirs.splice(0)) {
      const left = runningServer(join(dataDir, 'postgres', 'cluster'));
      if (left) await stopServer(left);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Sends over sockets, one after the other and many at once, and looks at what the machine did. */
  async function watch(environment: NodeJS.ProcessEnv, settings: string) {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    dataDirs.push(dataDir);
    execFileSync('cp', ['-a', `${seed}/.`, dataDir]);
    appendFileSync(join(dataDir, 'postgres', 'cluster', 'postgresql.auto.conf'), settings);
    const service = new TracedService(dataDir, flushMs, {
      RATE_LIMIT_MESSAGES: '0',
      RATE_LIMIT_WORK: '0',
      ...environment,
    });
    services.push(service);
    const { url } = await service.product.ready();
    const { body: as } = await request<Session>({ url }, 'POST', '/api/auth/login', { body: account });
    const create = { as, body: { kind: 'group', title: 'Here', participantIds: [] } };
    const { body: here } = await request<ConversationSummary>({ url }, 'POST', '/api/conversations', create);
    const database = await service.database();
    const start = await logEnd(database);

    const clients = await Promise.all([1, 2, 3].map(() => connectTestClient({ url }, as)));
    await Promise.all(clients.map((client) => client.done('join_conversation', { conversationId: here.id })));
    const bodies: string[] = [];
    const waits: number[] = [];
    const send = async (client: (typeof clients)[number] | undefined) => {
      const body = `kept-${randomUUID()}`;
      bodies.push(body);
      const began = performance.now();
      await client?.done('send_message', { conversationId: here.id, clientMessageId: randomUUID(), body });
      waits.push(performance.now() - began);
    };
    for (let count = 0; count < 5; count += 1) await send(clients[0]);
    for (let count = 0; count < 3; count += 1)
      await Promise.all(Array.from({ length: 12 }, (_, at) => send(clients[at % clients.length])));

    const messages = await findInLog(database, bodies, start);
    await database.end();
    const calls = await service.stop();
    const port = Number(new URL(url).port);
    return { bodies, messages, waits, early: findEarlyAnnouncements(calls, messages, port) };
  }

  it(
    'is on the disk: the log is flushed before anybody hears of a message',
    async () => {
      const { bodies, messages, waits, early } = await watch({}, '');
      expect(messages.map(({ body }) => body).sort()).toEqual([...bodies].sort());
      expect(early).toEqual([]);
      // And they waited for it: no acknowledgement comes sooner than a slow disk is done.
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(flushMs);
    },
    aMinute,
  );

  it(
    'is seen to be lost where PostgreSQL acknowledges before the flush',
    async () => {
      const consent = { ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes' };
      const { bodies, messages, early } = await watch(consent, 'synchronous_commit = off\n');
      expect(messages).toHaveLength(bodies.length);
      expect(early).not.toEqual([]);
    },
    aMinute,
  );
});
