import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationPage, DemoAccounts, MessagePage, Session } from '@litspark/shared-contracts';
import { request } from './request.js';
import { admin, postgres, prepareProduct, StartedProducts, withSeed } from './started-products.js';

const aMinute = 120_000;
const administrator = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };

describe('the product, started', () => {
  let folder: string;
  let dataDir: string;
  const products = new StartedProducts();
  const start = (environment?: NodeJS.ProcessEnv, account?: { uid: number; gid: number }) =>
    products.start(dataDir, environment, account);

  beforeAll(() => prepareProduct(), aMinute);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'litspark-main-'));
    dataDir = join(folder, 'data');
  });
  afterEach(async () => {
    await products.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'tells its address and the demo accounts, one of which can sign in and finds something to read',
    async () => {
      const product = start({ DEMO: 'on' });
      const { url } = await product.ready();
      await product.said(/Aïcha Diallo \(administrator\)/);
      const { body } = await request<DemoAccounts>({ url }, 'GET', '/api/auth/demo');
      expect(body.accounts.length).toBeGreaterThanOrEqual(8);
      const [{ email, password }] = body.accounts as [DemoAccounts['accounts'][number]];
      for (const shown of [email, password]) expect(product.output).toContain(shown);
      const session = await request<Session>({ url }, 'POST', '/api/auth/login', {
        body: { email, password },
      });
      const { body: page } = await request<ConversationPage>({ url }, 'GET', '/api/conversations', {
        as: session.body,
      });
      expect(page.items.map(({ title }) => title)).toContain('Déploiement intranet');
      expect(page.items.some(({ unreadCount }) => unreadCount > 0)).toBe(true);
      expect(page.items.some(({ mentionCount }) => mentionCount > 0)).toBe(true);
      for (const { unreadCount, lastSeq, lastReadSeq } of page.items)
        expect(unreadCount).toBe(lastSeq - lastReadSeq);
      const { id = '' } = page.items.find(({ title }) => title === 'Déploiement intranet') ?? {};
      const { body: shown } = await request<MessagePage>(
        { url },
        'GET',
        `/api/conversations/${id}/messages`,
        { as: session.body },
      );
      for (const change of ['replyToId', 'editedAt', 'deletedAt'] as const)
        expect(shown.items.some((message) => message[change] !== null)).toBe(true);
      expect(shown.items.some(({ reactions }) => reactions.length > 1)).toBe(true);

      product.signal('SIGINT');
      expect(await product.exited).toBe(0);
      const again = start({ DEMO: 'on' });
      const second = await again.ready();
      const after = await request<ConversationPage>(second, 'GET', '/api/conversations', {
        as: session.body,
      });
      expect(after.body.items).toEqual(page.items);
    },
    aMinute,
  );

  it(
    'finds its data again after it was killed, with the database that outlived it and without',
    async () => {
      withSeed(dataDir);
      const first = start();
      await first.ready();
      const server = postgres(dataDir);
      first.signal('SIGKILL');
      await first.exited;
      expect(postgres(dataDir)).toEqual(server);

      const login = (at: { url: string }) =>
        request(at, 'POST', '/api/auth/login', {
          body: admin,
        });
      const second = start();
      expect(await login(await second.ready())).toMatchObject({ status: 200 });
      expect(postgres(dataDir)).toEqual(server);
      second.signal('SIGKILL');
      await second.exited;
      process.kill(server!.pid, 'SIGKILL');

      const third = start();
      expect(await login(await third.ready())).toMatchObject({ status: 200 });
      expect(postgres(dataDir)?.pid).not.toBe(server?.pid);
    },
    aMinute,
  );

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s finishes what was accepted, refuses what is new, stops the database and ends with 0',
    async (signal) => {
      withSeed(dataDir);
      const product = start({ DRAIN_SECONDS: signal === 'SIGINT' ? '600' : '0' });
      const at = await product.ready();
      const body = JSON.stringify(admin);
      const slow = httpRequest(new URL('/api/auth/login', at.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': body.length },
      });
      slow.write(body.slice(0, 10));
      // An answer to a later request: the server has begun with the slow one.
      await request(at, 'GET', '/health/live');
      const answered = once(slow, 'response');

      product.signal(signal);
      product.signal(signal);
      await product.said(new RegExp(`${signal}: stopping`));
      expect(await request(at, 'GET', '/health/ready')).toMatchObject({ status: 503 });
      expect(await request(at, 'GET', '/api/me')).toMatchObject({
        status: 503,
        body: { code: 'UNAVAILABLE' },
      });
      slow.end(body.slice(10));
      const [{ statusCode }] = (await answered) as [{ statusCode: number }];
      expect(statusCode).toBe(200);
      expect(await product.exited).toBe(0);
      expect(postgres(dataDir)).toBeNull();
    },
    aMinute,
  );

  it(
    'on SIGTERM, however often it is passed on, is unready and serves on for DRAIN_SECONDS, and a later one ends that',
    async () => {
      withSeed(dataDir);
      const product = start({ DRAIN_SECONDS: '600' });
      const at = await product.ready();
      const login = () =>
        request<Session>(at, 'POST', '/api/auth/login', {
          body: admin,
        });
      product.signal('SIGTERM');
      await product.said(/SIGTERM: stopping, after 600 s/);
      product.signal('SIGTERM');
      expect(await request(at, 'GET', '/health/ready')).toMatchObject({
        status: 503,
        body: { detail: 'Down: server.' },
      });
      expect(await login()).toMatchObject({ status: 200 });
      const { body: session } = await login();
      const me = () => request(at, 'GET', '/api/me', { as: session }).catch(() => null);
      expect(await me()).toMatchObject({ status: 200 });
      while ((await me())?.status === 200) {
        product.signal('SIGTERM');
        await pause(100);
      }
      expect(await product.exited).toBe(0);
      expect(postgres(dataDir)).toBeNull();
    },
    aMinute,
  );

  it(
    'ends by itself once the balancers have had their time',
    async () => {
      withSeed(dataDir);
      const product = start({ DRAIN_SECONDS: '' });
      await product.ready();
      product.signal('SIGTERM');
      await product.said(/SIGTERM: stopping, after 5 s/);
      expect(await product.exited).toBe(0);
    },
    aMinute,
  );

  it(
    'on a signal while it finishes what was accepted stops at once, the database too',
    async () => {
      withSeed(dataDir);
      const product = start();
      const at = await product.ready();
      const endless = httpRequest(new URL('/api/auth/login', at.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 100 },
      });
      endless.on('error', () => undefined);
      endless.write('{');
      await request(at, 'GET', '/health/live');
      product.signal('SIGTERM');
      let ended = false;
      void product.exited.then(() => (ended = true));
      while (!/SIGTERM again: stopping at once/.test(product.output) && !ended) {
        await pause(200);
        product.signal('SIGTERM');
      }
      expect(await product.exited).toBe(1);
      expect(postgres(dataDir)).toBeNull();
    },
    aMinute,
  );

  it(
    'stores its data below a folder that only its owner may enter',
    async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed);
      chmodSync(closed, 0o700);
      dataDir = join(closed, 'data');
      const { url } = await start().ready();
      expect(await request({ url }, 'GET', '/health/ready')).toMatchObject({ status: 200 });
    },
    aMinute,
  );

  it(
    'runs as somebody who isn’t root just as well',
    async () => {
      // Whoever isn't root can't become another: they are the somebody.
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
      chmodSync(folder, 0o755);
      mkdirSync(dataDir);
      if (nobody) chownSync(dataDir, nobody.uid, nobody.gid);
      const product = start({}, nobody);
      const at = await product.ready();
      expect(await request(at, 'GET', '/health/ready')).toMatchObject({ status: 200 });
      product.signal('SIGTERM');
      expect(await product.exited).toBe(0);
      expect(postgres(dataDir)).toBeNull();
    },
    aMinute,
  );

  describe('says in one line what stops it', () => {
    let other: Server;
    beforeAll(async () => {
      other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise((resolve) => other.close(resolve)));

    const lineOf = async (environment: NodeJS.ProcessEnv) => {
      const product = start(environment);
      expect(await product.exited).toBe(1);
      return product.output.trim().replace(/^(Making|Database migrated).*\n+/gm, '');
    };

    it('a wrong value', async () => {
      expect(await lineOf({ PORT: 'abc' })).toBe('PORT takes a whole number from 0 to 65535.');
    });

    it(
      'a port that is taken, and leaves no database running',
      async () => {
        withSeed(dataDir);
        const { port } = other.address() as { port: number };
        expect(await lineOf({ PORT: String(port) })).toBe(
          `PORT takes a free port: ${port} on 127.0.0.1 is in use by another program.`,
        );
        expect(postgres(dataDir)).toBeNull();
      },
      aMinute,
    );

    it(
      'a demo within reach of others, and accounts of a demo that is over',
      async () => {
        expect(await lineOf({ HOST: '0.0.0.0', DEMO: 'on' })).toMatch(/^DEMO takes off, or public .*\.$/);
        const demo = start({ DEMO: 'on' });
        await demo.ready();
        demo.signal('SIGINT');
        expect(await demo.exited).toBe(0);
        expect(await lineOf({ DEMO: 'off' })).toMatch(/^DISABLE_DEMO takes on: .*\.$/);
        expect(postgres(dataDir)).toBeNull();
        const { url } = await start({ DISABLE_DEMO: 'on', ...administrator }).ready();
        expect(await request({ url }, 'GET', '/api/auth/demo')).toMatchObject({ body: { accounts: [] } });
      },
      aMinute,
    );

    it('a database that doesn’t let us in', async () => {
      const url = new URL(process.env.LITSPARK_TEST_TEMPLATE_URL!);
      url.password = 'wrong';
      expect(await lineOf({ DATABASE_URL: url.href })).toMatch(
        /^DATABASE_URL takes a database we can use: password authentication failed.*\.$/,
      );
    });

    it('a database that may lose what it has acknowledged', async () => {
      expect(await lineOf({ DATABASE_URL: process.env.LITSPARK_TEST_TEMPLATE_URL! })).toBe(
        'PostgreSQL may lose messages that it has acknowledged: fsync is off (set by command line), full_page_writes is off (set by command line), synchronous_commit is off (set by command line). Turn it on, or accept the loss by ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES=yes.',
      );
    });

    it('a data folder that is a file', async () => {
      writeFileSync(dataDir, '');
      expect(await lineOf({})).toMatch(/^DATA_DIR takes a folder that can be written to: .*\.$/);
    });
  });
});

describe('the product, running', () => {
  let folder: string;
  let dataDir: string;
  let at: { url: string };
  const products = new StartedProducts();

  beforeAll(async () => {
    await prepareProduct();
    folder = mkdtempSync(join(tmpdir(), 'litspark-main-'));
    dataDir = withSeed(join(folder, 'data'));
    at = await products.start(dataDir).ready();
  }, aMinute);
  afterAll(async () => {
    await products.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'refuses a second start on the same data in one line, and the first goes on',
    async () => {
      const second = products.start(dataDir);
      expect(await second.exited).toBe(1);
      expect(second.output.trim().split('\n')).toEqual([
        expect.stringMatching(
          /^The data in .* is in use by process \d+: stop that one first, or set DATA_DIR/,
        ),
      ]);
      expect(await request(at, 'GET', '/health/ready')).toMatchObject({ status: 200 });
    },
    aMinute,
  );

  it(
    'starts the database again when it dies, without being started again itself',
    async () => {
      const { pid } = postgres(dataDir)!;
      process.kill(pid, 'SIGKILL');
      while ((postgres(dataDir)?.pid ?? pid) === pid || !postgres(dataDir)?.ready) await pause(20);
      while ((await request(at, 'GET', '/health/ready')).status !== 200) await pause(50);
    },
    aMinute,
  );

  it(
    'finds the database again although that dies once more while it is being started',
    async () => {
      for (let killed = 0; killed < 3; killed += 1) {
        const { pid } = postgres(dataDir)!;
        process.kill(pid, 'SIGKILL');
        while ((postgres(dataDir)?.pid ?? pid) === pid) await pause(10);
      }
      while ((await request(at, 'GET', '/health/ready')).status !== 200) await pause(50);
    },
    aMinute,
  );
});
