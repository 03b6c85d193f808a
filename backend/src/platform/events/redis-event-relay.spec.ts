import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HeldLine, openHeldLine } from '../../../test/held-line.js';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { until } from '../../../test/until.js';
import { Metrics } from '../observability/metrics.js';
import { Redis } from '../redis/redis.js';
import { streamLimits, streamName } from './event-stream.js';
import { RedisEventRelay } from './redis-event-relay.js';
import { RelayMetrics } from './relay-metrics.js';
import { relayNodesKey } from './relay-nodes.js';
import { RelayTiming } from './relay-timing.js';

/** Looks more often than the product, so that nobody waits for it. */
const quick: RelayTiming = { ...new RelayTiming(), blockMs: 100, beatMs: 500 };

interface Node {
  relay: RedisEventRelay;
  heard: unknown[];
  missed: number;
  metrics: Metrics;
  close(): Promise<void>;
}

describe('events between nodes', () => {
  let redis: TestRedis;
  let line: HeldLine;
  let nodes: Node[];
  let sender: Node;
  /** Reaches Redis by way of `line`. */
  let listener: Node;

  async function startNode(url: string, timing = quick): Promise<Node> {
    const connection = await Redis.connect(url);
    const metrics = new Metrics();
    const relay = new RedisEventRelay(connection, new RelayMetrics(metrics), timing);
    const node: Node = {
      relay,
      heard: [],
      missed: 0,
      metrics,
      close: async () => {
        await relay.onApplicationShutdown();
        connection.close();
      },
    };
    relay.onEvent((_name, fields) => node.heard.push((fields as { number: number }).number));
    relay.onMissed(() => (node.missed += 1));
    await relay.onApplicationBootstrap();
    nodes.push(node);
    return node;
  }

  beforeEach(async () => {
    nodes = [];
    redis = await startRedis();
    line = await openHeldLine(redis.url);
    sender = await startNode(redis.url);
    listener = await startNode(line.url);
  });
  afterEach(async () => {
    for (const node of nodes) await node.close();
    await line.close();
    await redis.kill();
  });

  const send = (from: Node, number: number, text = '') => from.relay.send('counted', { number, text });
  const isStored = () =>
    until(async () => (await sender.metrics.text()).includes('litspark_relay_pending_events 0\n'));
  const length = async () => Number(await redis.command('XLEN', streamName));
  const greet = async () => {
    const before = listener.heard.length;
    send(sender, before);
    await until(() => listener.heard.length > before);
  };

  it('arrive in the order sent, each once, and none is missed when nodes start, stop and start again', async () => {
    for (let number = 0; number < 1_000; number += 1) send(sender, number);
    await until(() => listener.heard.length === 1_000);
    const later = await startNode(redis.url);
    send(later, 1_000);
    await until(() => listener.heard.length === 1_001 && sender.heard.length === 1);
    await later.close();
    nodes.pop();
    const again = await startNode(redis.url);
    send(again, 1_001);
    send(sender, 1_002);
    await until(() => listener.heard.length === 1_003 && again.heard.length === 1);
    expect(listener.heard).toEqual(Array.from({ length: 1_003 }, (_, number) => number));
    expect(nodes.map(({ missed }) => missed)).toEqual([0, 0, 0]);
    expect(await listener.metrics.text()).toContain('litspark_relay_breaks_total 0\n');
    expect(await listener.metrics.text()).toMatch(/litspark_relay_lag_seconds_count [1-9]/);
  });

  it('are no loss when old entries, read by everybody, are removed', async () => {
    await greet();
    await redis.command('XTRIM', streamName, 'MAXLEN', '0');
    const newcomer = await startNode(redis.url);
    await greet();
    await until(() => newcomer.heard.length === 1);
    expect([listener.missed, newcomer.missed]).toEqual([0, 0]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['trimmed', () => redis.command('XTRIM', streamName, 'MAXLEN', '1')],
    ['emptied', () => redis.command('XTRIM', streamName, 'MAXLEN', '0')],
    ['flushed', () => redis.command('FLUSHALL')],
    [
      'flushed and written again',
      async () => {
        await redis.command('FLUSHALL');
        for (let number = 0; number < 5; number += 1) {
          send(sender, number);
          await isStored();
        }
      },
    ],
    [
      'flushed, written again and trimmed',
      async () => {
        await redis.command('FLUSHALL');
        for (let number = 0; number < 5; number += 1) {
          send(sender, number);
          await isStored();
        }
        await redis.command('XTRIM', streamName, 'MAXLEN', '1');
      },
    ],
    [
      'set back to ids that are smaller',
      async () => {
        await redis.command('FLUSHALL');
        await redis.command(
          ...['XADD', streamName, '1-1', 'previous', '0-0', 'node', 'another', 'number', '1', 'events', '[]'],
        );
      },
    ],
  ])('are reported as missed where the stream was %s while a node stood still', async (_what, act) => {
    await greet();
    line.hold();
    for (let number = 0; number < 20; number += 1) {
      send(sender, number);
      await isStored();
    }
    await act();
    line.release();
    await until(() => listener.missed > 0);
    expect(await listener.metrics.text()).toContain('litspark_relay_breaks_total 1\n');
    await greet();
    expect(listener.missed).toBe(1);
  });

  it('do not arrive twice where Redis fails over to one that is a little behind', async () => {
    for (let number = 0; number < 5; number += 1) await greet();
    await redis.command('XTRIM', streamName, 'MAXLEN', '3');
    const entries = (await redis.command('XREVRANGE', streamName, '+', '-')) as [string][];
    const [[last], [before]] = entries as [[string], [string]];
    await redis.command('XDEL', streamName, last);
    await redis.command('XSETID', streamName, before);
    await until(() => listener.missed > 0);
    await greet();
    expect(listener.heard).toEqual([0, 1, 2, 3, 4, 5]);
    expect(listener.missed).toBe(1);
  });

  it('are reported as missed where Redis lost those of one sender, as a failover does', async () => {
    await greet();
    const entry = async (number: number, previous: string) =>
      String(
        await redis.command(
          ...['XADD', streamName, '*', 'previous', previous, 'node', 'another', 'number', String(number)],
          ...['events', JSON.stringify([['counted', { number }]])],
        ),
      );
    const last = async () => ((await redis.command('XREVRANGE', streamName, '+', '-')) as [[string]])[0][0];
    const first = await entry(1, await last());
    const repeated = await entry(1, first);
    await until(() => listener.heard.length === 2);
    await entry(3, repeated);
    await until(() => listener.missed === 1);
    expect(listener.heard.slice(1)).toEqual([1, 3]);
  });

  it('stay within their bounds of bytes and of age in Redis', async () => {
    const text = 'x'.repeat(200_000);
    const memory = async () =>
      Number(/used_memory:(\d+)/.exec(String(await redis.command('INFO', 'memory')))?.[1]);
    const before = await memory();
    for (let number = 0; number < 600; number += 1) {
      send(sender, number, text);
      if (number % 50 === 0) await isStored();
    }
    await isStored();
    await until(() => listener.heard.length === 600);
    expect(listener.missed).toBe(0);
    expect(await length()).toBeLessThan((streamLimits.bytes / 200_000) * 1.01);
    expect((await memory()) - before).toBeLessThan(streamLimits.bytes * 1.3);
    const oldMs = Date.now() - streamLimits.ageMs - 1_000;
    await redis.command('FLUSHALL');
    await redis.command('XADD', streamName, `${oldMs}-0`, 'node', 'another', 'number', '1', 'events', '[]');
    send(sender, 600);
    await isStored();
    expect(await length()).toBe(1);
  });

  it.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0'], 'OOM'],
    ['only reads', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE'], 'READONLY'],
  ])(
    'that Redis refuses because it %s are delivered here, and heard elsewhere afterwards',
    async (_what, spoil, mend, fault) => {
      await greet();
      await redis.command(...spoil);
      for (let number = 1; number <= 5; number += 1) send(sender, number);
      await until(() => sender.relay.fault !== null);
      expect(sender.relay.fault).toContain(fault);
      expect(await sender.metrics.text()).toMatch(/litspark_relay_write_failures_total [1-9]/);
      await redis.command(...mend);
      await until(() => listener.heard.length === 6);
      expect(listener.heard).toEqual([0, 1, 2, 3, 4, 5]);
      // The sender hears that it is stored a moment later, perhaps.
      await until(() => sender.relay.fault === null);
      expect(listener.missed).toBe(0);
    },
  );

  it('that a node had not written when it ended are reported as missed by all others', async () => {
    const deadLine = await openHeldLine(redis.url);
    const impatient = await startNode(redis.url, { ...quick, livenessMs: 5_000 });
    const dead = await startNode(deadLine.url);
    await until(async () => (await redis.command('ZCARD', relayNodesKey)) === 4);
    await greet();
    await until(() => dead.heard.length === 1);
    deadLine.hold();
    send(dead, 1);
    await dead.close();
    nodes.pop();
    await deadLine.close();
    await until(() => [listener, sender, impatient].every(({ missed }) => missed === 1), 90_000);
    expect(listener.heard).toEqual([0]);
    await greet();
    expect(await redis.command('ZCARD', relayNodesKey)).toBe(3);
  }, 120_000);

  it('that a node had all written when it stopped are no loss', async () => {
    const leaving = await startNode(redis.url);
    await until(async () => (await redis.command('ZCARD', relayNodesKey)) === 3);
    send(leaving, 0);
    await leaving.close();
    nodes.pop();
    expect(await redis.command('ZCARD', relayNodesKey)).toBe(2);
    await until(() => listener.heard.length === 1);
  });

  it('that are too many to keep while Redis takes none are reported as missed', async () => {
    await greet();
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    for (let number = 0; number < 30_000; number += 1) send(sender, number);
    await until(() => sender.relay.fault !== null);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await until(() => listener.missed === 1);
    await until(() => listener.heard.at(-1) === 29_999);
  });
});
