import type { RedisClient } from '../redis/redis.js';

/** A beat that is answered later says that Redis stood still, for the other nodes too. */
const answerMs = 2_000;
/** When each node last gave a sign of life, by Redis' clock. */
export const relayNodesKey = 'litspark:events:nodes';

const beatScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZADD', KEYS[1], now, ARGV[1])
  return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%d', now - ARGV[2]))`;

/** The nodes that write to the stream: of one that died nobody knows whether it had written everything. */
export class RelayNodes {
  /** Since when every beat of this node was taken, in milliseconds; null after one that was not. */
  private beatingSince: number | null = null;

  constructor(
    private readonly client: RedisClient,
    private readonly node: string,
    /** A node that was not heard of for this long is taken for dead. */
    private readonly livenessMs: number,
  ) {}

  /**
   * Says that this node lives; answers with whether it has taken a dead one off the list. Throws where Redis is away. Nobody
   * is taken for dead before all had as long to give a sign of life: after Redis was away they all look dead.
   */
  async beat(): Promise<boolean> {
    const began = performance.now();
    const since = this.beatingSince ?? began;
    this.beatingSince = null;
    const dead = (await this.client.eval(beatScript, {
      keys: [relayNodesKey],
      arguments: [this.node, String(this.livenessMs)],
    })) as string[];
    if (performance.now() - began > answerMs) return false;
    this.beatingSince = since;
    if (dead.length === 0 || performance.now() - since < this.livenessMs) return false;
    return (await this.client.zRem(relayNodesKey, dead)) > 0;
  }

  /** This node stops, and has written all its events. */
  async leave(): Promise<void> {
    await this.client.zRem(relayNodesKey, this.node);
  }
}
