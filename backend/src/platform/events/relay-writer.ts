import { Logger } from '@nestjs/common';
import type { EventStream } from './event-stream.js';
import type { RelayMetrics } from './relay-metrics.js';
import { sleepUntil } from './sleep-until.js';

/** Events that wait for Redis at most, and characters in them: beyond, the other nodes are notified that they missed some. */
const pendingMax = { events: 20_000, length: 16 * 1024 * 1024 };
/** What one entry of the stream holds, unless a single event is longer. */
const entryMax = { events: 200, length: 64 * 1024 };
const retryMs = 200;
/** How long Redis may take for an entry before we say that it doesn't answer. */
const patienceMs = 2_000;
/** Stands for events that could not be sent. */
export const missedName = 'missed';
const missed = JSON.stringify([missedName, {}]);

/** Writes this node's events to the stream, in the order sent, and again until Redis takes them. */
export class RelayWriter {
  private readonly logger = new Logger('RedisEventRelay');
  private pending: string[] = [];
  private length = 0;
  /** Events of the entry that is being written. */
  private underWay = 0;
  private number = 0;
  private writing: Promise<void> | null = null;
  private lastFault: string | null = null;
  /** When the present try to write began; null between tries. */
  private tryingSince: number | null = null;

  constructor(
    private readonly stream: EventStream,
    private readonly node: string,
    private readonly metrics: RelayMetrics,
    private readonly stopping: AbortSignal,
  ) {}

  /** Why Redis does not take our events; null while it does. */
  get fault(): string | null {
    if (this.lastFault !== null) return this.lastFault;
    const isWaiting = this.tryingSince !== null && Date.now() - this.tryingSince > patienceMs;
    return isWaiting ? 'it does not answer' : null;
  }

  send(name: string, event: object): void {
    if (this.pending.length >= pendingMax.events || this.length >= pendingMax.length) {
      this.logger.warn(
        'Redis has taken no events for long: other nodes will be notified that they missed some',
      );
      this.pending = [];
      this.length = 0;
      this.add(missed);
    }
    this.add(JSON.stringify([name, event]));
    this.writing ??= this.write();
  }

  /** Resolves when nothing waits to be written. */
  async flushed(): Promise<void> {
    await this.writing;
  }

  private add(event: string): void {
    this.pending.push(event);
    this.length += event.length;
    this.count();
  }

  private count(): void {
    this.metrics.waiting(this.pending.length + this.underWay);
  }

  private async write(): Promise<void> {
    // One turn later, so that what is announced together travels together.
    await Promise.resolve();
    while (this.pending.length > 0 && !this.stopping.aborted) {
      const events = `[${this.nextBatch().join()}]`;
      this.number += 1;
      await this.store(events);
      this.underWay = 0;
      this.count();
    }
    this.writing = null;
  }

  private nextBatch(): string[] {
    let length = 0;
    let end = 0;
    while (end < this.pending.length && end < entryMax.events) {
      length += this.pending[end]?.length ?? 0;
      if (end > 0 && length > entryMax.length) break;
      end += 1;
    }
    const batch = this.pending.splice(0, end);
    this.length -= batch.reduce((sum, event) => sum + event.length, 0);
    this.underWay = end;
    return batch;
  }

  private async store(events: string): Promise<void> {
    while (!this.stopping.aborted) {
      try {
        this.tryingSince = Date.now();
        await this.stream.append({ node: this.node, number: this.number, events });
        if (this.lastFault !== null) this.logger.log('Redis takes events again');
        this.lastFault = null;
        return;
      } catch (error) {
        // Perhaps it was stored: then it is there twice under one number, and dispatched once.
        this.fail(error instanceof Error ? error.message : String(error));
        await sleepUntil(retryMs, this.stopping);
      } finally {
        this.tryingSince = null;
      }
    }
  }

  private fail(fault: string): void {
    this.metrics.writeFailed();
    if (this.lastFault === null && !this.stopping.aborted) {
      this.logger.warn(`Redis does not take events, so other nodes receive them later: ${fault}`);
    }
    this.lastFault = fault;
  }
}
