import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../database/id.js';
import { Redis, type RedisClient } from '../redis/redis.js';
import { sleepUntil } from './sleep-until.js';

const streamName = 'litspark:events';
/** Entries the stream keeps, about: a node that was cut off for longer has missed some. */
const streamLength = 20_000;
const pendingMax = 20_000;
const batch = 200;
const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: streamLength } as const;
/** Stands for events that a node could not send in time. */
const missedName = 'missed';

interface Entry {
  name: string;
  fields: string;
}

type Listener = (name: string, fields: object) => void;

/**
 * Carries events between nodes over one Redis stream: in the order sent, again after Redis was away, at least once.
 * Does nothing where there is no Redis. Nobody waits for it: this node's own sockets are told without it.
 */
@Injectable()
export class RedisEventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RedisEventRelay.name);
  private readonly node = newId();
  private readonly pending: Entry[] = [];
  private readonly stopping = new AbortController();
  private listener: Listener = () => undefined;
  private missed: () => void = () => undefined;
  private sending: Promise<void> | null = null;
  private reader: RedisClient | null = null;
  private lastId = '0-0';

  constructor(private readonly redis: Redis) {}

  /** Calls `listener` for what other nodes send. */
  onEvent(listener: Listener): void {
    this.listener = listener;
  }

  /** Calls `missed` when events of other nodes were lost: clients of this node must ask what is new. */
  onMissed(missed: () => void): void {
    this.missed = missed;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.reader = await this.redis.connection();
    if (!this.reader) return;
    const [last] = await this.reader.xRevRange(streamName, '+', '-', { COUNT: 1 });
    this.lastId = last?.id ?? '0-0';
    void this.read(this.reader);
  }

  send(name: string, event: object): void {
    if (!this.redis.client) return;
    if (this.pending.length >= pendingMax) {
      this.logger.warn('Redis has been away for long: other nodes will be told that they missed events');
      this.pending.length = 0;
      this.pending.push({ name: missedName, fields: '{}' });
    }
    this.pending.push({ name, fields: JSON.stringify(event) });
    this.sending ??= this.write(this.redis.client);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.race([this.sending, delay(1_000, undefined, { ref: false })]);
    this.stopping.abort();
    this.reader?.destroy();
  }

  private async write(client: RedisClient): Promise<void> {
    // One turn later, so that what is announced together travels together.
    await Promise.resolve();
    while (this.pending.length > 0 && !this.stopping.signal.aborted) {
      await this.store(client, this.pending.splice(0, batch));
    }
    this.sending = null;
  }

  private async store(client: RedisClient, entries: Entry[]): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const pipeline = client.multi();
        for (const entry of entries) {
          pipeline.xAdd(streamName, '*', { node: this.node, ...entry }, { TRIM: trim });
        }
        await pipeline.execAsPipeline();
        return;
      } catch {
        // Perhaps some were stored: they will be heard twice, which a client's merge and our rooms bear.
        await sleepUntil(200, this.stopping.signal);
      }
    }
  }

  private async read(reader: RedisClient): Promise<void> {
    let interrupted = false;
    while (!this.stopping.signal.aborted) {
      try {
        if (interrupted) await this.checkContinuity(reader);
        interrupted = false;
        const streams = await reader.xRead(
          { key: streamName, id: this.lastId },
          { BLOCK: 5_000, COUNT: 500 },
        );
        for (const { id, message } of entriesOf(streams)) {
          this.lastId = id;
          this.hear(message);
        }
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        if (!interrupted) this.logger.warn({ err: error }, 'cut off from the other nodes');
        interrupted = true;
        await sleepUntil(200, this.stopping.signal);
      }
    }
  }

  /** After an interruption: is what follows the last entry we read still there? */
  private async checkContinuity(reader: RedisClient): Promise<void> {
    const [last] = await reader.xRange(streamName, this.lastId, this.lastId);
    if (last || this.lastId === '0-0') return;
    const [newest] = await reader.xRevRange(streamName, '+', '-', { COUNT: 1 });
    this.lastId = newest?.id ?? '0-0';
    this.logger.warn('events of other nodes were missed: clients reconnect and ask what is new');
    this.missed();
  }

  private hear(message: Record<string, string>): void {
    const { node, name, fields } = message;
    if (node === this.node || name === undefined || fields === undefined) return;
    if (name === missedName) this.missed();
    else this.listener(name, JSON.parse(fields) as object);
  }
}

interface StreamEntry {
  id: string;
  message: Record<string, string>;
}

/** node-redis types an answer for each protocol version; ours is the list of streams with their messages. */
function entriesOf(answer: unknown): StreamEntry[] {
  const streams = (answer ?? []) as { messages: StreamEntry[] }[];
  return streams.flatMap((stream) => stream.messages);
}
