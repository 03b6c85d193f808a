import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { until } from '../../../test/until.js';
import { Redis } from '../redis/redis.js';
import { Workers } from '../workers/workers.js';
import { RateLimits } from './rate-limits.js';

const rate = { points: 3, durationMs: 600_000 };

describe('a limit of one node', () => {
  it('gives so many points for each key, and says how long to wait for more', async () => {
    const limit = new RateLimits(await Redis.connect(null), new Workers()).create('test', rate);
    expect([limit.take('ann', 1), limit.take('ann', 1), limit.take('ann', 1)]).toEqual([0, 0, 0]);
    const wait = limit.take('ann', 1);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(rate.durationMs);
    expect(limit.take('ben', 1)).toBe(0);
  });

  it('takes nothing for a refused try, so that one point given back is one', async () => {
    const limit = new RateLimits(await Redis.connect(null), new Workers()).create('test', rate);
    for (let count = 0; count < 10; count += 1) limit.take('ann', 1);
    limit.giveBack('ann', 1);
    expect(limit.take('ann', 1)).toBe(0);
    expect(limit.take('ann', 1)).toBeGreaterThan(0);
  });

  it('gives nothing back into a later window than it was taken from', async () => {
    const limit = new RateLimits(await Redis.connect(null), new Workers()).create('test', rate);
    limit.giveBack('ann', 2);
    expect(limit.taken('ann')).toBe(0);
    limit.take('ann', 1);
    limit.giveBack('ann', 3);
    expect(limit.taken('ann')).toBe(0);
  });
});

describe('with several nodes', () => {
  let server: TestRedis;
  let nodes: Redis[];
  beforeAll(async () => {
    server = await startRedis();
    nodes = await Promise.all([Redis.connect(server.url), Redis.connect(server.url)]);
  });
  afterAll(async () => {
    server.thaw();
    nodes.forEach((node) => node.close());
    await server.kill();
  });
  const limits = () => nodes.map((node) => new RateLimits(node, new Workers()));

  it('a limit counts what all of them took', async () => {
    const [one, other] = limits().map((each) => each.create('shared', rate));
    if (!one || !other) throw new Error('two nodes are needed');
    expect([one.take('ann', 1), one.take('ann', 1)]).toEqual([0, 0]);
    await until(() => server.command('GET', 'limit:shared:ann').then((taken) => taken === '2'));
    expect(other.take('ann', 1)).toBe(0);
    await until(() => other.taken('ann') === 3);
    expect(other.take('ann', 1)).toBeGreaterThan(0);
    other.giveBack('ann', 1);
    expect(other.take('ann', 1)).toBe(0);
  });

  it('a limit never counts less than nothing', async () => {
    const [one, other] = limits().map((each) => each.create('floor', rate));
    one?.take('ann', 2);
    await until(() => server.command('GET', 'limit:floor:ann').then((taken) => taken === '2'));
    // As when the window has ended there before it has here.
    await server.command('DEL', 'limit:floor:ann');
    one?.giveBack('ann', 2);
    one?.take('ann', 1);
    await until(() => server.command('GET', 'limit:floor:ann').then((taken) => taken === '1'));
    expect(one?.taken('ann')).toBe(1);
    other?.giveBack('ben', 2);
    expect([other?.taken('ben'), await server.command('GET', 'limit:floor:ben')]).toEqual([0, null]);
  });

  it('failures are counted together', async () => {
    const [one, other] = limits().map((each) => each.counter('failures', rate));
    await one?.add('ann');
    await other?.add('ann');
    expect(await one?.get('ann')).toMatchObject({ consumedPoints: 2 });
    expect(await one?.get('ben')).toBeNull();
  });

  it('nothing waits for a Redis that hangs', async () => {
    const [one] = limits();
    const [limit, counter] = [one?.create('hanging', rate), one?.counter('hanging-failures', rate)];
    server.freeze();
    expect([1, 2, 3].map(() => limit?.take('ann', 1))).toEqual([0, 0, 0]);
    expect(limit?.take('ann', 1)).toBeGreaterThan(0);
    await counter?.add('ann');
    expect(await counter?.get('ann')).toMatchObject({ consumedPoints: 1 });
    server.thaw();
  });

  it('each goes on by itself while Redis is away', async () => {
    const [one] = limits();
    const [limit, counter] = [one?.create('away', rate), one?.counter('away-failures', rate)];
    limit?.take('ann', 2);
    await server.kill();
    expect(limit?.take('ann', 1)).toBe(0);
    expect(limit?.take('ann', 1)).toBeGreaterThan(0);
    await counter?.add('ann');
    expect(await counter?.get('ann')).toMatchObject({ consumedPoints: 1 });
  });
});
