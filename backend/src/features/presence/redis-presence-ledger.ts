import type { Presence } from '@litspark/shared-contracts';
import { presence as presenceSchema } from '@litspark/shared-contracts';
import type { Redis, RedisClient } from '../../platform/redis/redis.js';
import { type PresenceHere, PresenceLedger } from './presence-ledger.js';

/** A node that gave no sign of life for this long is taken for dead. */
export const livenessMs = 15_000;

const prefix = '{litspark:presence}';
/** When each node last gave a sign of life. */
const nodesKey = `${prefix}:nodes`;
/** The sum for each user, as it was last announced. */
const sumsKey = `${prefix}:sums`;
const nodeKey = (node: string) => `${prefix}:node:${node}`;

/**
 * Sets a node's part of a user's presence and adds up the parts of the nodes that live, in one step: so of two nodes that
 * change something at once, each sees the other, and a change of the sum is announced once.
 */
const reportScript = `
  if ARGV[2] == '' then redis.call('HDEL', KEYS[3], ARGV[1]) else redis.call('HSET', KEYS[3], ARGV[1], ARGV[2]) end
  local time = redis.call('TIME')
  local oldest = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[3]
  local sum = 'offline'
  for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], oldest, '+inf')) do
    local part = redis.call('HGET', ARGV[4] .. node, ARGV[1])
    if part == 'online' then sum = 'online' elseif part == 'away' and sum == 'offline' then sum = 'away' end
  end
  local before = redis.call('HGET', KEYS[2], ARGV[1]) or 'offline'
  if sum == before then return false end
  if sum == 'offline' then redis.call('HDEL', KEYS[2], ARGV[1]) else redis.call('HSET', KEYS[2], ARGV[1], sum) end
  return sum`;

/** Notes that a node lives; answers 1 if it was not known to. */
const beatScript = `
  local time = redis.call('TIME')
  return redis.call('ZADD', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])`;

/** The nodes without a sign of life for too long; who takes one off the list sees to its users. */
const deadScript = `
  local time = redis.call('TIME')
  local oldest = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1]
  return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%d', oldest))`;

/** The sum over several nodes. Every method fails while Redis is away; those that somebody waits for also while it hangs. */
export class RedisPresenceLedger extends PresenceLedger {
  private missed = true;

  constructor(
    private readonly redis: Redis,
    private readonly client: RedisClient,
    private readonly node: string,
  ) {
    super();
  }

  async report(userId: string, here: PresenceHere): Promise<Presence | null> {
    try {
      const keys = [nodesKey, sumsKey, nodeKey(this.node)];
      const words = [userId, here ?? '', String(livenessMs), nodeKey('')];
      const sum = await this.redis.answer(() => this.client.eval(reportScript, { keys, arguments: words }));
      return sum === null ? null : presenceSchema.parse(sum);
    } catch (error) {
      this.missed = true;
      throw error;
    }
  }

  async read(userIds: readonly string[]): Promise<Map<string, Presence>> {
    if (userIds.length === 0) return new Map();
    const sums = await this.redis.answer(() => this.client.hmGet(sumsKey, [...userIds]));
    return new Map(userIds.map((userId, index) => [userId, presenceSchema.parse(sums[index] ?? 'offline')]));
  }

  /** Says that this node lives. True if it must report all its users again: some reports failed, or it was forgotten. */
  async beat(): Promise<boolean> {
    const added = await this.client.eval(beatScript, { keys: [nodesKey], arguments: [this.node] });
    const behind = this.missed || added === 1;
    this.missed = false;
    return behind;
  }

  /** The users this node has reported as present. */
  reported(): Promise<string[]> {
    return this.client.hKeys(nodeKey(this.node));
  }

  /** Takes dead nodes off the list and answers with the users they leave behind, for this node to report. */
  async bury(): Promise<string[]> {
    const dead = (await this.client.eval(deadScript, {
      keys: [nodesKey],
      arguments: [String(livenessMs)],
    })) as string[];
    const users: string[] = [];
    for (const node of dead) {
      if ((await this.client.zRem(nodesKey, node)) === 0) continue;
      users.push(...(await this.client.hKeys(nodeKey(node))));
      await this.client.del(nodeKey(node));
    }
    return users;
  }
}
