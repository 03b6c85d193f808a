import type { RedisClient } from '../redis/redis.js';

export const streamName = 'litspark:events';
/** What the stream keeps, about: of a node that falls behind by more, clients must pull. */
export const streamLimits = { bytes: 64 * 1024 * 1024, ageMs: 120_000 };
/** About what Redis keeps for an entry beside its events. */
const entryOverhead = 200;
const removalsMax = 1_000;

/** Some events of one node, in the order sent. */
export interface StreamEntry {
  id: string;
  /** The id of the entry that was added before this one; `0-0` of the first. */
  previous: string;
  /** Who sent it. */
  node: string;
  /** Counts the entries of its sender, from 1. One that is stored twice keeps its number. */
  number: number;
  /** JSON: a list of names and fields. */
  events: string;
}

/**
 * Adds an entry that names the one before it, in one step, and removes the oldest beyond the limits. `bytes` counts all
 * that was ever added, so the difference between two entries is what lies between them. A refused entry is an error
 * answered last: what is too old goes also while Redis is full.
 */
const appendScript = `
  local function bytesUpTo(entry)
    for at = 1, #entry[2], 2 do
      if entry[2][at] == 'bytes' then return tonumber(entry[2][at + 1]) or 0 end
    end
    return 0
  end
  local previous, bytes = '0-0', 0
  if redis.call('EXISTS', KEYS[1]) == 1 then
    local info = redis.call('XINFO', 'STREAM', KEYS[1])
    for at = 1, #info, 2 do
      if info[at] == 'last-generated-id' then previous = info[at + 1] end
      if info[at] == 'last-entry' and info[at + 1] then bytes = bytesUpTo(info[at + 1]) end
    end
  end
  bytes = bytes + #ARGV[3] + ${entryOverhead}
  local added = redis.pcall('XADD', KEYS[1], '*', 'previous', previous, 'bytes', string.format('%.0f', bytes),
    'node', ARGV[1], 'number', ARGV[2], 'events', ARGV[3])
  local oldestMs = redis.call('TIME')[1] * 1000 - ${streamLimits.ageMs}
  for _ = 1, ${removalsMax} do
    local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
    if not oldest then break end
    local isOld = tonumber(string.match(oldest[1], '^%d+')) < oldestMs
    if not isOld and bytes - bytesUpTo(oldest) < ${streamLimits.bytes} then break end
    redis.call('XDEL', KEYS[1], oldest[1])
  end
  return added`;

/** The Redis stream that carries events between nodes. Every method throws what Redis answers, or that it is away. */
export class EventStream {
  constructor(private readonly client: RedisClient) {}

  async append(entry: Pick<StreamEntry, 'node' | 'number' | 'events'>): Promise<void> {
    await this.client.eval(appendScript, {
      keys: [streamName],
      arguments: [entry.node, String(entry.number), entry.events],
    });
  }

  /** What follows `id`; waits up to `blockMs` for something to come. */
  async after(id: string, blockMs: number): Promise<StreamEntry[]> {
    const answer: unknown = await this.client.xRead({ key: streamName, id }, { BLOCK: blockMs, COUNT: 50 });
    // node-redis types an answer for each protocol version; ours is the list of streams with their messages.
    const streams = (answer ?? []) as { messages: { id: string; message: Record<string, string> }[] }[];
    return streams.flatMap(({ messages }) => messages.map(({ id, message }) => toEntry(id, message)));
  }

  /** Whether anything follows `id`. */
  async hasAfter(id: string): Promise<boolean> {
    return (await this.client.xRange(streamName, `(${id}`, '+', { COUNT: 1 })).length > 0;
  }

  /** The id of the entry that was added last, whether it is still there or not; `0-0` of an empty Redis. */
  async lastId(): Promise<string> {
    if ((await this.client.exists(streamName)) === 0) return '0-0';
    return (await this.client.xInfoStream(streamName))['last-generated-id'];
  }

  /** What Redis' clock says, in milliseconds. */
  async now(): Promise<number> {
    const [seconds, microseconds] = await this.client.sendCommand<[string, string]>(['TIME']);
    return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
  }
}

/** When an entry was added, by Redis' clock, in milliseconds. */
export const timeOf = (id: string): number => Number(id.split('-')[0]);

/** Whether `id` was given before `other`. */
export function isBefore(id: string, other: string): boolean {
  const [time = 0, counter = 0] = id.split('-').map(Number);
  const [otherTime = 0, otherCounter = 0] = other.split('-').map(Number);
  return time < otherTime || (time === otherTime && counter < otherCounter);
}

function toEntry(id: string, message: Record<string, string>): StreamEntry {
  const { previous = '', node = '', number = '', events = '[]' } = message;
  return { id, previous, node, number: Number(number), events };
}
