import { networkInterfaces } from 'node:os';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@litspark/shared-contracts';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { connectToDatabase, databaseThrough } from '../../../test/database-line.js';
import { request } from '../../../test/request.js';
import { rawRequest } from '../../../test/surface/raw-request.js';
import { startRedis } from '../../../test/start-redis.js';
import { createTestDatabase } from '../../../test/test-database.js';
import { until } from '../../../test/until.js';
import { EventRelay } from '../../platform/events/event-relay.js';
import { Draining } from '../../platform/lifecycle/draining.js';

/** A line to the database that can be cut. */
class Line {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  constructor(private readonly target: string) {}

  async open(port = 0): Promise<number> {
    const server = createServer((from) => {
      const to = connectToDatabase(this.target);
      for (const [one, other] of [[from, to] as const, [to, from] as const]) {
        this.sockets.add(one);
        one.on('error', () => undefined).on('close', () => other.destroy());
        one.pipe(other);
      }
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.sockets.forEach((socket) => socket.destroy());
    this.sockets.clear();
    await closed;
  }
}

describe('health', () => {
  it('is 200 while all is well', async () => {
    const app = await createTestApp();
    expect(await request(app, 'GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await request(app, 'GET', '/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', details: { database: { status: 'up' } } },
    });
    await app.close();
  });

  it('says that the database is away, answers UNAVAILABLE meanwhile, and is well again afterwards', async () => {
    const database = await createTestDatabase();
    const line = new Line(database.url);
    const port = await line.open();
    const app = await createTestApp({ databaseUrl: databaseThrough(port, database.url) });
    const ann = await createUser(app);

    await line.cut();
    const ready = await request<Problem>(app, 'GET', '/health/ready');
    expect(ready).toMatchObject({
      status: 503,
      body: { code: 'UNAVAILABLE', detail: 'Down: database.', errors: [{ path: 'database' }] },
    });
    expect(ready.headers.get('retry-after')).toBe('1');
    const { text } = await request(app, 'GET', '/metrics');
    expect(text).toMatch(/^litspark_part_up\{part="database"\} 0$/m);
    expect(text).toMatch(/^litspark_part_up\{part="server"\} 1$/m);
    expect(await request(app, 'GET', '/health/live')).toMatchObject({ status: 200 });
    for (const [method, path, body] of [
      ['GET', '/api/me', undefined],
      ['GET', '/api/users', undefined],
      ['PATCH', '/api/me', { theme: 'dark' }],
      ['POST', '/api/auth/login', { email: ann.email, password: 'whatever it is' }],
    ] as const) {
      const answer = await request<Problem>(app, method, path, { as: ann, body });
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({
        path,
        status: 503,
        code: 'UNAVAILABLE',
      });
    }

    await line.open(port);
    expect(await request(app, 'GET', '/health/ready')).toMatchObject({ status: 200 });
    expect(await request(app, 'GET', '/api/me', { as: ann })).toMatchObject({ status: 200 });
    await app.close();
    await line.cut();
    await database.drop();
  });

  it('is degraded while Redis is away, not down, and says so', async () => {
    const redis = await startRedis();
    const app = await createTestApp({ redisUrl: redis.url });
    const ready = () => request(app, 'GET', '/health/ready');
    const redisIs = async (status: string) => {
      const { body } = (await ready()) as { body: { details?: { redis?: { status: string } } } };
      return body.details?.redis?.status === status;
    };
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'ok' } });
    await redis.kill();
    await until(() => redisIs('degraded'));
    expect(await ready()).toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        details: { database: { status: 'up' }, redis: { message: expect.stringContaining('it is away') } },
      },
    });
    await redis.start();
    await until(() => redisIs('up'));
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    app.get(EventRelay).send('any', {});
    await until(() => redisIs('degraded'));
    expect(await ready()).toMatchObject({
      status: 200,
      body: { details: { redis: { message: expect.stringContaining('OOM') } } },
    });
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await until(() => redisIs('up'));
    redis.freeze();
    app.get(EventRelay).send('any', {});
    await until(() => redisIs('degraded'));
    expect(await ready()).toMatchObject({
      status: 200,
      body: { details: { redis: { message: expect.stringContaining('it does not answer') } } },
    });
    redis.thaw();
    await until(() => redisIs('up'));
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'ok' } });
    await app.close();
    await redis.kill();
  });

  it('is ready while every connection of the pool is busy', async () => {
    const app = await createTestApp({ databasePoolSize: 2 });
    const other = new Client({ connectionString: app.configuration.databaseUrl ?? '' });
    await other.connect();
    const sleepers = `FROM pg_stat_activity WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'`;
    const asleep = [1, 2].map(() =>
      app
        .get(DataSource)
        .query('SELECT pg_sleep(60)')
        .catch(() => undefined),
    );
    await until(async () => (await other.query(`SELECT ${sleepers} AND state = 'active'`)).rowCount === 2);
    expect(await request(app, 'GET', '/health/ready')).toMatchObject({ status: 200 });
    await other.query(`SELECT pg_terminate_backend(pid) ${sleepers}`);
    await Promise.all(asleep);
    await other.end();
    await app.close();
  });

  it('is not ready on a database that only reads', async () => {
    const app = await createTestApp();
    const other = new Client({ connectionString: app.configuration.databaseUrl ?? '' });
    await other.connect();
    const { pathname } = new URL(app.configuration.databaseUrl ?? '');
    await other.query(`ALTER DATABASE ${pathname.slice(1)} SET default_transaction_read_only = on`);
    expect(await request<Problem>(app, 'GET', '/health/ready')).toMatchObject({
      status: 503,
      body: { detail: 'Down: database.', errors: [{ path: 'database', message: 'only reads' }] },
    });
    await other.end();
    await app.close();
  });

  it('asks for new room on the disk, not for what is there already', async () => {
    const app = await createTestApp();
    const other = new Client({ connectionString: app.configuration.databaseUrl ?? '' });
    await other.connect();
    const file = async () => {
      const { rows } = await other.query<{ name: string; bytes: number }>(
        `SELECT pg_relation_filepath('write_probe') AS name,
                pg_relation_size('write_probe') + pg_relation_size('write_probe_pkey') AS bytes`,
      );
      return rows[0];
    };
    await request(app, 'GET', '/health/ready');
    const first = await file();
    await until(async () => {
      await request(app, 'GET', '/health/ready');
      return (await file())?.name !== first?.name;
    });
    expect(await file()).toMatchObject({ bytes: 3 * 8_192 });
    await other.end();
    await app.close();
  });

  it('is not ready any more once a stop has begun, and new work is refused', async () => {
    const app = await createTestApp();
    app.get(Draining).begin();
    expect(await request(app, 'GET', '/health/ready')).toMatchObject({
      status: 503,
      body: { detail: 'Down: server.' },
    });
    expect(await request(app, 'GET', '/health/live')).toMatchObject({ status: 200 });
    const refused = await request(app, 'POST', '/api/auth/login', {
      body: { email: 'a@b.fr', password: 'x' },
    });
    expect(refused).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    await app.close();
  });
});

describe('metrics', () => {
  let app: TestApp;
  let ann: TestUser;
  beforeAll(async () => {
    app = await createTestApp({ host: '0.0.0.0' });
    ann = await createUser(app);
  });
  afterAll(() => app.close());
  const at = (host: string) => `http://${host}:${new URL(app.url).port}`;
  const local = () => at('127.0.0.1');

  it('tell a program on this machine how the service is', async () => {
    await request({ url: local() }, 'GET', '/api/users', { as: ann });
    const { status, text, headers } = await request({ url: local() }, 'GET', '/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    for (const name of [
      'litspark_event_loop_delay_seconds{quantile="0.99"}',
      'litspark_database_pool_connections{state="waiting"} 0',
      'litspark_http_request_duration_seconds_count{method="GET",route="/api/users",status="200"} 1',
      'litspark_socket_connections',
      'litspark_process_resident_memory_bytes',
    ]) {
      expect(text).toContain(name);
    }
  });

  it('are not there for others, nor through a proxy on this machine', async () => {
    for (const name of [
      ...['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-server', 'x-real-ip'],
      ...['forwarded', 'via', 'cf-connecting-ip', 'true-client-ip', 'x-original-forwarded-for'],
    ]) {
      const headers = { [name]: '127.0.0.1' };
      const { status } = await request({ url: local() }, 'GET', '/metrics', { headers });
      expect({ name, status }).toEqual({ name, status: 404 });
    }
    // A proxy that adds nothing but passes on the name it was asked for.
    expect(await rawRequest({ url: local() }, 'GET', '/metrics', { host: 'allowed.example' })).toMatchObject({
      status: 404,
    });
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    if (!outside) return;
    const url = at(outside.address);
    expect(await request({ url }, 'GET', '/metrics')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  it('are for who bears the token where one is set', async () => {
    const guarded = await createTestApp({ metricsToken: 'the token' });
    const ask = (headers = {}) => request(guarded, 'GET', '/metrics', { headers });
    expect(await ask()).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await ask({ authorization: 'Bearer another' })).toMatchObject({ status: 401 });
    expect(await ask({ authorization: 'Bearer the token' })).toMatchObject({ status: 200 });
    const forwarded = { authorization: 'Bearer the token', 'x-forwarded-for': '10.0.0.1' };
    expect(await ask(forwarded)).toMatchObject({ status: 200 });
    await guarded.close();
  });
});
