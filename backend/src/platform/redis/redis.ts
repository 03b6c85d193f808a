import { Injectable, Logger } from '@nestjs/common';
import { createClient } from 'redis';
import { StartError } from '../config/start-error.js';

export type RedisClient = ReturnType<typeof createClient>;

const startTimeoutMs = 10_000;

/**
 * What several nodes share. `client` is null where the product runs as one node. Commands fail at once while Redis is
 * away (nothing piles up); the connection comes back by itself.
 */
@Injectable()
export class Redis {
  private readonly logger = new Logger(Redis.name);
  private readonly opened: RedisClient[] = [];

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
    const redis = new Redis(url, newClient(url));
    await redis.open(redis.client);
    return redis;
  }

  /** A further connection, for commands that block. Null where there is no Redis. */
  async connection(): Promise<RedisClient | null> {
    if (this.url === null) return null;
    const client = newClient(this.url);
    this.watch(client);
    await this.open(client);
    return client;
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

const newClient = (url: string): RedisClient =>
  createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: 30_000,
    socket: { connectTimeout: 5_000, reconnectStrategy: (tries) => Math.min(tries * 100, 2_000) },
  });
