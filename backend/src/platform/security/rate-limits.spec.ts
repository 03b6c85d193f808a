import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { Redis } from '../redis/redis.js';
import { RateLimits } from './rate-limits.js';

const rate = { points: 3, durationMs: 600_000 };

describe('a limit of one node', () => {
  it('gives so many points for each key, and tells how long to wait for more', async () => {
    const limit = new RateLimits(await Redis.connect(null)).create('test', rate);
    expect([await limit.take('ann'), await limit.take('ann'), await limit.take('ann')]).toEqual([0, 0, 0]);
    const wait = await limit.take('ann');
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(rate.durationMs);
    expect(await limit.take('ben')).toBe(0);
  });

  it('takes nothing for a refused try, so that one point given back is one', async () => {
    const limit = new RateLimits(await Redis.connect(null)).create('test', rate);
    for (let count = 0; count < 10; count += 1) await limit.take('ann');
    await limit.giveBack('ann');
    expect(await limit.take('ann')).toBe(0);
    expect(await limit.take('ann')).toBeGreaterThan(0);
  });
});

describe('a limit of several nodes', () => {
  let server: TestRedis;
  let nodes: Redis[];
  beforeAll(async () => {
    server = await startRedis();
    nodes = await Promise.all([Redis.connect(server.url), Redis.connect(server.url)]);
  });
  afterAll(async () => {
    nodes.forEach((node) => node.close());
    await server.kill();
  });

  it('counts what all of them took, and goes on by itself while Redis is away', async () => {
    const [one, other] = nodes.map((node) => new RateLimits(node).create('test', rate));
    expect([await one?.take('ann'), await other?.take('ann'), await one?.take('ann')]).toEqual([0, 0, 0]);
    expect(await other?.take('ann')).toBeGreaterThan(0);
    await one?.giveBack('ann');
    expect(await other?.take('ann')).toBe(0);
    await server.kill();
    expect(await one?.take('ann')).toBe(0);
  });
});
