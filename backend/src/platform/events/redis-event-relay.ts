import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../identifiers/new-id.js';
import { EventRelay } from './event-relay.js';
import { Redis, type RedisClient } from '../redis/redis.js';
import { EventStream, type StreamEntry } from './event-stream.js';
import { RelayMetrics } from './relay-metrics.js';
import { RelayNodes } from './relay-nodes.js';
import { RelayReader } from './relay-reader.js';
import { RelayTiming } from './relay-timing.js';
import { missedName, RelayWriter } from './relay-writer.js';
import { sleepUntil } from './sleep-until.js';

type Listener = (name: string, fields: object) => void;

/**
 * Carries events between nodes over one Redis stream: in the order sent, again after Redis was away, each once, or else
 * it says that some were missed. Does nothing where there is no Redis. Nobody waits for it: this node's own sockets are
 * notified without it.
 */
@Injectable()
export class RedisEventRelay extends EventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly hasOthers: boolean;
  private readonly logger = new Logger(RedisEventRelay.name);
  private readonly node = newId();
  private readonly stopping = new AbortController();
  private readonly writer: RelayWriter | null;
  private readonly nodes: RelayNodes | null;
  private readonly missedListeners: (() => void)[] = [];
  private listener: Listener = () => undefined;
  private connection: RedisClient | null = null;

  constructor(
    private readonly redis: Redis,
    private readonly metrics: RelayMetrics,
    private readonly timing: RelayTiming,
  ) {
    super();
    const { client } = redis;
    this.hasOthers = client !== null;
    this.writer =
      client && new RelayWriter(new EventStream(client), this.node, metrics, this.stopping.signal);
    this.nodes = client && new RelayNodes(client, this.node, timing.livenessMs);
  }

  onEvent(listener: Listener): void {
    this.listener = listener;
  }

  onMissed(missed: () => void): void {
    this.missedListeners.push(missed);
  }

  get fault(): string | null {
    return this.writer?.fault ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.connection = await this.redis.connection();
    if (!this.connection) return;
    const listener = {
      received: (entry: StreamEntry) => this.receive(entry),
      missed: () => this.miss(),
    };
    const stream = new EventStream(this.connection);
    const reader = new RelayReader(stream, listener, this.metrics, this.stopping.signal, this.timing.blockMs);
    await reader.begin();
    void reader.run();
    void this.watchNodes();
  }

  send(name: string, event: object): void {
    this.writer?.send(name, event);
  }

  async onApplicationShutdown(): Promise<void> {
    // Where this takes too long, the others take this node for dead, and know that they may have missed some.
    await Promise.race([this.leave(), delay(1_000, undefined, { ref: false })]);
    this.stopping.abort();
    this.connection?.destroy();
  }

  private async leave(): Promise<void> {
    try {
      await this.writer?.flushed();
      if (!this.stopping.signal.aborted) await this.nodes?.leave();
    } catch {
      // Redis is away: this node is taken for dead.
    }
  }

  /** Resolves when we are stopping. */
  private async watchNodes(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (await this.nodes?.beat()) {
          this.logger.warn(
            'another node died, perhaps with events that nobody received: all clients reconnect',
          );
          this.send(missedName, {});
          this.miss();
        }
      } catch {
        // Redis is away, which the writer and the reader say.
      }
      await sleepUntil(this.timing.beatMs, this.stopping.signal);
    }
  }

  private receive({ node, events }: StreamEntry): void {
    if (node === this.node) return;
    for (const [name, fields] of JSON.parse(events) as [string, object][]) {
      if (name === missedName) this.miss();
      else this.listener(name, fields);
    }
  }

  private miss(): void {
    for (const missed of this.missedListeners) missed();
  }
}
