import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { Redis, type RedisClient } from '../../platform/redis/redis.js';
import { livenessMs, RedisPresenceLedger } from './redis-presence-ledger.js';

describe('the presence ledger of several nodes', () => {
  let server: TestRedis;
  let redis: Redis;
  let client: RedisClient;
  let here: RedisPresenceLedger;
  let there: RedisPresenceLedger;

  beforeAll(async () => {
    server = await startRedis();
    redis = await Redis.connect(server.url);
    client = redis.client!;
  });
  beforeEach(async () => {
    await client.flushAll();
    here = new RedisPresenceLedger(redis, client, 'here');
    there = new RedisPresenceLedger(redis, client, 'there');
    await here.beat();
    await there.beat();
  });
  afterAll(async () => {
    redis.close();
    await server.kill();
  });

  const sum = async () => (await here.read(['ann'])).get('ann');
  /** As if the node had not been heard of for too long. */
  const silence = async (node: string) => {
    const [key] = await client.keys('*:nodes');
    await client.zAdd(key!, { value: node, score: Date.now() - livenessMs - 1_000 });
  };

  it('adds up the nodes, and announces a change of the sum once', async () => {
    await expect(here.report('ann', 'away')).resolves.toBe('away');
    await expect(there.report('ann', 'online')).resolves.toBe('online');
    await expect(here.report('ann', 'online')).resolves.toBeNull();
    await expect(there.report('ann', null)).resolves.toBeNull();
    await expect(sum()).resolves.toBe('online');
    await expect(here.report('ann', null)).resolves.toBe('offline');
    await expect(sum()).resolves.toBe('offline');
  });

  it('announces a change once, of whichever two nodes that report at the same time', async () => {
    const changes = await Promise.all([here.report('ann', 'online'), there.report('ann', 'online')]);
    expect(changes.filter((change) => change !== null)).toEqual(['online']);
  });

  it('does not count a node that died, and hands its users to one other', async () => {
    await there.report('ann', 'online');
    await silence('there');
    await expect(Promise.all([here.bury(), here.bury()])).resolves.toEqual(
      expect.arrayContaining([['ann'], []]),
    );
    await expect(here.report('ann', null)).resolves.toBe('offline');
  });

  it('has a node that was taken for dead report all its users again', async () => {
    await expect(here.beat()).resolves.toBe(false);
    await silence('here');
    await there.bury();
    await expect(here.beat()).resolves.toBe(true);
  });
});
