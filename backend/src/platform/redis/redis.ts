import { Injectable, Logger } from '@nestjs/common';
import type { createClient } from 'redis';
import { StartError } from '../config/start-error.js';

export type RedisClient = ReturnType<typeof createClient>;

const startTimeoutMs = 10_000;
/** Much longer than a Redis in good health takes, and short for somebody who waits. */
const answerTimeoutMs = 1_000;

/**
 * What several nodes share. `client` is null where the product runs as one node. Commands fail at once while Redis is
 * away (nothing piles up); the connection comes back by itself.
 */
@Injectable()
export class Redis {
  private readonly logger = new Logger(Redis.name);
  private readonly opened: RedisClient[] = [];
  /** Commands that are not answered though their time is over. */
  private overdue = 0;

  /** See `connect`. */
  constructor(
    private readonly url: string | null,
    readonly client: RedisClient | null,
  ) {
    if (client) this.watch(client);
  }

  /** Throws `StartError` if there is no Redis at `url`. */
  static async connect(url: string | null): Promise<Redis> {
    if (url === null) return new Redis(null, null);
    const redis = new Redis(url, await newClient(url));
    await redis.open(redis.client);
    return redis;
  }

  /** A further connection, for commands that block. Null where there is no Redis. */
  async connection(): Promise<RedisClient | null> {
    if (this.url === null) return null;
    const client = await newClient(this.url);
    this.watch(client);
    await this.open(client);
    return client;
  }

  /**
   * The answer to a command that somebody waits for. Throws where Redis is away or takes longer than a second, and at once
   * while it owes other answers for that long: nothing waits, or piles up, for a Redis that hangs.
   */
  async answer<T>(command: () => Promise<T>): Promise<T> {
    if (this.overdue > 0) throw new Error('Redis does not answer');
    const answered = command();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.overdue += 1;
        const settle = () => (this.overdue -= 1);
        answered.then(settle, settle);
        reject(new Error('Redis does not answer'));
      }, answerTimeoutMs);
    });
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether commands can be answered; true where the product runs as one node. */
  get isReady(): boolean {
    return this.client?.isReady ?? true;
  }

  close(): void {
    for (const client of this.opened) if (client.isOpen) client.destroy();
  }

  private async open(client: RedisClient | null): Promise<void> {
    if (!client) return;
    const timeout = new AbortController();
    const refused = new Promise<never>((_resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new StartError('REDIS_URL takes the address of a Redis that answers; this one does not.'));
      }, startTimeoutMs);
      timeout.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    try {
      await Promise.race([client.connect(), refused]);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      timeout.abort();
    }
  }

  private watch(client: RedisClient): void {
    this.opened.push(client);
    let away = false;
    client.on('error', (error: Error) => {
      // It fires at every try to reconnect: one line says it.
      if (!away) this.logger.warn(`Redis is away: ${error.message}`);
      away = true;
    });
    client.on('ready', () => {
      if (away) this.logger.log('Redis is back');
      away = false;
    });
  }
}

async function newClient(url: string): Promise<RedisClient> {
  // Loaded only where there is a Redis: its commands are hundreds of files.
  const redis = await import('redis');
  return redis.createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: 30_000,
    socket: { connectTimeout: 5_000, reconnectStrategy: (tries) => Math.min(tries * 100, 2_000) },
  });
}
