import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ConversationSummary,
  CreatedUser,
  MessagePage,
  Session,
  UserPage,
} from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient, type TestClient } from './connect-test-client.js';
import { streamName } from '../src/platform/events/event-stream.js';
import { request } from './request.js';
import type { Product } from './start-product.js';
import { admin, postgres, prepareProduct, StartedProducts, withSeed } from './started-products.js';
import { startRedis } from './start-redis.js';
import { until } from './until.js';

const aMinute = 120_000;
const count = 3;
const password = 'a passphrase of theirs';

/** The processes of a service of workers, by their numbers. */
function workersOf({ pid }: Product): Map<number, number> {
  const list = execFileSync('ps', ['-eww', '-o', 'pid=,ppid=,args=', 'e'], { encoding: 'utf8' });
  const found = list.split('\n').flatMap((line) => {
    const [, own, parent, rest = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const [, number] = /LITSPARK_WORKER=(\d+)/.exec(rest) ?? [];
    return Number(parent) === pid && number !== undefined ? [[Number(number), Number(own)] as const] : [];
  });
  return new Map(found);
}

/** The worker that holds a client's connection. */
const workerOf = ({ socket }: TestClient): number => Number(socket.io.engine.id.split('.')[0]);

interface Readiness {
  status: string;
  details: { workers: { status: string; message?: string } };
}

describe('a service of several workers', () => {
  let folder: string;
  let product: Product;
  let at: { url: string };
  let ann: Session, ben: Session;
  let conversationId: string;
  const products = new StartedProducts();

  const login = (email: string, secret = password) =>
    request<Session>(at, 'POST', '/api/auth/login', { body: { email, password: secret } });
  const signIn = async (email: string, secret?: string) => (await login(email, secret)).body;

  beforeAll(async () => {
    await prepareProduct();
    folder = mkdtempSync(join(tmpdir(), 'litspark-workers-'));
    product = products.start(withSeed(join(folder, 'data')), {
      WORKERS: String(count),
      RATE_LIMIT_MESSAGES: '400/10s',
      RATE_LIMIT_WORK: '0',
    });
    at = await product.ready();
    const boss = await signIn(admin.email, admin.password);
    const people = await Promise.all(
      ['ann', 'ben'].map(async (name) => {
        const body = { email: `${name}@example.org`, displayName: name, role: 'member', password };
        return (await request<CreatedUser>(at, 'POST', '/api/users', { as: boss, body })).body;
      }),
    );
    [ann, ben] = [await signIn('ann@example.org'), await signIn('ben@example.org')];
    const created = await request<ConversationSummary>(at, 'POST', '/api/conversations', {
      as: ann,
      body: { kind: 'group', title: 'Workers', participantIds: people.map(({ id }) => id).slice(1) },
    });
    conversationId = created.body.id;
  }, aMinute);
  afterEach(() => closeTestClients());
  afterAll(async () => {
    await products.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Ben's clients, at least one on each worker. */
  async function onEachWorker(options = {}): Promise<TestClient[]> {
    const clients: TestClient[] = [];
    while (new Set(clients.map(workerOf)).size < count) {
      const client = await connectTestClient(at, ben, options);
      await client.done('join_conversation', { conversationId });
      clients.push(client);
    }
    return clients;
  }

  const send = (client: TestClient, body: string) =>
    client.done('send_message', { conversationId, clientMessageId: randomUUID(), body });

  it('says how many there are, and that all serve', async () => {
    expect(product.output).toMatch(/is ready: http:\S+ \(3 workers\)$/m);
    expect(workersOf(product).size).toBe(count);
    expect((await request<Readiness>(at, 'GET', '/health/ready')).body).toMatchObject({
      status: 'ok',
      details: { database: { status: 'up' }, workers: { status: 'up' } },
    });
  });

  it('delivers what is sent on one worker to the sockets of all, in order', async () => {
    const listeners = await onEachWorker();
    const sender = await connectTestClient(at, ann);
    const bodies = Array.from({ length: 200 }, (_, index) => `order ${index}`);
    await Promise.all(bodies.map((body) => send(sender, body)));
    for (const listener of listeners) {
      await listener.next('new_message', ({ message }) => message.body === bodies.at(-1));
      const seqs = listener.received('new_message').map(({ message }) => message.seq);
      expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
      const heard = listener.received('new_message').map(({ message }) => message.body);
      expect(heard.filter((body) => body?.startsWith('order '))).toEqual(bodies);
    }
  });

  it.each([
    ['long-polling alone', { transports: ['polling'], upgrade: false }],
    ['an upgrade from it', { transports: ['polling', 'websocket'] }],
  ])(
    'takes %s, though each request may come to another worker',
    async (_name, options) => {
      const listeners = await onEachWorker(options);
      if (options.transports.length > 1)
        await until(() => listeners.every(({ socket }) => socket.io.engine.transport.name === 'websocket'));
      const ends: string[] = [];
      for (const { disconnected } of listeners) void disconnected.then((reason) => ends.push(reason));
      for (const listener of listeners) {
        const { message } = await send(listener, `from ${randomUUID()}`);
        await Promise.all(
          listeners.map((other) => other.next('new_message', ({ message: { id } }) => id === message.id)),
        );
      }
      expect(ends).toEqual([]);
    },
    aMinute,
  );

  it('counts failed sign-ins of all workers together', async () => {
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 40)
      statuses.push((await login('nobody@example.org', 'not the passphrase')).status);
    // Counted apart, three times as many would be taken.
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  });

  it('shows the figures of all workers', async () => {
    await onEachWorker();
    const { text } = await request(at, 'GET', '/metrics');
    for (let worker = 1; worker <= count; worker += 1) {
      const [, connected] =
        new RegExp(`litspark_socket_connections{transport="websocket",worker="${worker}"} (\\d+)`).exec(
          text,
        ) ?? [];
      expect(Number(connected)).toBeGreaterThan(0);
    }
    expect(text.match(/^# TYPE litspark_socket_connections /gm)).toHaveLength(1);
    expect(text).toContain('litspark_workers_serving{worker="1"} 3');
  });

  it(
    'says that a worker stands still, and serves on',
    async () => {
      const [frozen] = [...workersOf(product).values()];
      process.kill(frozen!, 'SIGSTOP');
      // A connection that was handed to it waits for it.
      const asked = async () => {
        const signal = AbortSignal.timeout(5_000);
        const answer = await fetch(new URL('/health/ready', at.url), {
          signal,
          headers: { connection: 'close' },
        });
        return (await answer.json()) as Readiness;
      };
      try {
        await until(async () => {
          const { status, details } = await asked().catch(() => ({ status: 'not asked', details: null }));
          return status === 'degraded' && details?.workers.message === '1 of 3 workers do not answer';
        });
      } finally {
        process.kill(frozen!, 'SIGCONT');
      }
      await until(async () => (await asked()).status === 'ok');
    },
    aMinute,
  );

  it(
    'replaces a worker that is killed, whose clients come back, and loses nothing that was acknowledged',
    async () => {
      const sender = await connectTestClient(at, ann, { reconnection: true });
      const listeners = await onEachWorker({ reconnection: true });
      const killed = workerOf(listeners[0]!);
      const pid = workersOf(product).get(killed)!;
      const others = listeners.filter((listener) => workerOf(listener) !== killed);
      const acknowledged: string[] = [];
      let stopped = false;
      const sending = (async () => {
        for (let number = 0; !stopped; number += 1) {
          const body = `kill ${number}`;
          // Perhaps it was its own worker.
          const answer = await Promise.race([
            send(sender, body).then(() => body),
            new Promise<null>((resolve) => setTimeout(() => resolve(null), 1_000)),
          ]).catch(() => null);
          if (answer !== null) acknowledged.push(answer);
        }
      })();
      await until(() => acknowledged.length > 20);
      process.kill(pid, 'SIGKILL');
      // What it had not announced nobody knows of: all others' clients are sent to pull.
      await Promise.all(others.map(({ disconnected }) => disconnected));
      await until(() => listeners.every(({ socket }) => socket.connected));
      await until(() => workersOf(product).size === count && workersOf(product).get(killed) !== pid);
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 5);
      stopped = true;
      await sending;
      await until(async () => {
        const { body } = await request<Readiness>(at, 'GET', '/health/ready');
        return body.status === 'ok';
      });
      const stored = new Set<string | null>();
      for (let before: number | undefined; ;) {
        const path = `/api/conversations/${conversationId}/messages?limit=100${before ? `&beforeSeq=${before}` : ''}`;
        const { items } = (await request<MessagePage>(at, 'GET', path, { as: ann })).body;
        for (const { body } of items) stored.add(body);
        const first = items[0]?.seq ?? 1;
        if (items.length < 100 || first === 1) break;
        before = first;
      }
      expect(acknowledged.filter((body) => !stored.has(body))).toEqual([]);
      expect(product.output).toContain('a worker ended, and another one takes its place');
    },
    aMinute,
  );

  it(
    'tells that somebody left whose worker died',
    async () => {
      const guest = await connectTestClient(at, ann);
      const presence = async () => {
        const path = `/api/users?ids=${ann.user.id}`;
        const { body } = await request<UserPage>(at, 'GET', path, { as: ben });
        return body.items[0]?.presence;
      };
      await until(async () => (await presence()) === 'online');
      process.kill(workersOf(product).get(workerOf(guest))!, 'SIGKILL');
      await until(async () => (await presence().catch(() => null)) === 'offline');
    },
    aMinute,
  );
});

describe('the start and the end of a service of several workers', () => {
  let folder: string;
  let dataDir: string;
  const products = new StartedProducts();
  beforeAll(() => prepareProduct(), aMinute);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'litspark-workers-'));
    dataDir = withSeed(join(folder, 'data'));
  });
  afterEach(() => products.end());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'ends all on SIGTERM with what they accepted, then the database, with 0',
    async () => {
      const product = products.start(dataDir, { WORKERS: '2' });
      const at = await product.ready();
      const workers = [...workersOf(product).values()];
      const slow = Array.from({ length: 4 }, () =>
        request<Session>(at, 'POST', '/api/auth/login', { body: admin }),
      );
      await until(async () => (await request(at, 'GET', '/health/live')).status === 200);
      product.signal('SIGTERM');
      const statuses = (await Promise.all(slow)).map(({ status }) => status);
      // Accepted and finished, or refused with a word.
      expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(await product.exited).toBe(0);
      expect(postgres(dataDir)).toBeNull();
      for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    },
    aMinute,
  );

  it(
    'announces over Redis where there is one',
    async () => {
      const redis = await startRedis();
      const product = products.start(dataDir, { WORKERS: '2', REDIS_URL: redis.url });
      const at = await product.ready();
      const { body: boss } = await request<Session>(at, 'POST', '/api/auth/login', { body: admin });
      const body = { kind: 'channel', title: 'Redis', visibility: 'private', participantIds: [] };
      const created = await request<ConversationSummary>(at, 'POST', '/api/conversations', {
        as: boss,
        body,
      });
      const conversationId = created.body.id;
      const sender = await connectTestClient(at, boss);
      let listener = await connectTestClient(at, boss);
      while (workerOf(listener) === workerOf(sender)) listener = await connectTestClient(at, boss);
      await listener.done('join_conversation', { conversationId });
      const clientMessageId = randomUUID();
      await sender.done('send_message', { conversationId, clientMessageId, body: 'over Redis' });
      await listener.next('new_message', ({ message }) => message.clientMessageId === clientMessageId);
      expect(await redis.command('EXISTS', streamName)).toBe(1);
      closeTestClients();
      await products.end();
      await redis.kill();
    },
    aMinute,
  );

  it(
    'ends workers whose starter was killed, and finds its database again',
    async () => {
      const product = products.start(dataDir, { WORKERS: '2' });
      await product.ready();
      const workers = [...workersOf(product).values()];
      const server = postgres(dataDir);
      product.signal('SIGKILL');
      await product.exited;
      await until(() =>
        workers.every((pid) => {
          try {
            process.kill(pid, 0);
            return false;
          } catch {
            return true;
          }
        }),
      );
      expect(postgres(dataDir)).toEqual(server);
      const again = products.start(dataDir, { WORKERS: '2' });
      const at = await again.ready();
      expect(await request(at, 'POST', '/api/auth/login', { body: admin })).toMatchObject({ status: 200 });
    },
    aMinute,
  );

  it(
    'fails in one line where the port is taken',
    async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      const { port } = taken.address() as { port: number };
      const product = products.start(dataDir, { WORKERS: '2', PORT: String(port) });
      expect(await product.exited).toBe(1);
      expect(product.output).toBe(
        `PORT takes a free port: ${port} on 127.0.0.1 is in use by another program.\n`,
      );
      taken.close();
    },
    aMinute,
  );
});
