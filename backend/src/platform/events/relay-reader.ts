import { setImmediate } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type EventStream, isBefore, type StreamEntry, timeOf } from './event-stream.js';
import type { RelayMetrics } from './relay-metrics.js';
import { sleepUntil } from './sleep-until.js';
import { StreamPosition } from './stream-position.js';

const retryMs = 200;

/** What a reader calls. */
export interface RelayListener {
  /** For each entry, of whichever node. */
  received(entry: StreamEntry): void;
  /** Events of other nodes were lost. */
  missed(): void;
}

/** Reads the stream to its end, and on, and sees that nothing is left out. */
export class RelayReader {
  private readonly logger = new Logger('RedisEventRelay');
  private position = new StreamPosition('0-0');
  /** How far Redis' clock is ahead of ours. */
  private clockAheadMs = 0;

  constructor(
    private readonly stream: EventStream,
    private readonly listener: RelayListener,
    private readonly metrics: RelayMetrics,
    private readonly stopping: AbortSignal,
    private readonly blockMs: number,
  ) {}

  /** Begins after what is there now: what came before, nobody here has asked for. */
  async begin(): Promise<void> {
    await this.compareClocks();
    this.position = new StreamPosition(await this.stream.lastId());
  }

  /** Resolves when we are stopping. */
  async run(): Promise<void> {
    let interrupted = false;
    while (!this.stopping.aborted) {
      try {
        if (interrupted) await this.checkEnd();
        interrupted = false;
        const entries = await this.stream.after(this.position.id, this.blockMs);
        if (entries.length === 0) await this.checkEnd();
        for (const entry of entries) {
          this.take(entry);
          // A long way to catch up must not keep everything else waiting.
          await setImmediate();
        }
      } catch (error) {
        if (this.stopping.aborted) return;
        if (!interrupted) this.logger.warn({ err: error }, 'cut off from the other nodes');
        interrupted = true;
        await sleepUntil(retryMs, this.stopping);
      }
    }
  }

  private take(entry: StreamEntry): void {
    const { follows, isRepeated } = this.position.take(entry);
    if (!follows) this.miss('the stream goes on behind what was read last');
    if (isRepeated) return;
    this.metrics.received(Date.now() + this.clockAheadMs - timeOf(entry.id));
    this.listener.received(entry);
  }

  /** Nothing came: has what followed been removed, or the whole stream? */
  private async checkEnd(): Promise<void> {
    await this.compareClocks();
    const { id } = this.position;
    const end = await this.stream.lastId();
    if (end === id) return;
    if (isBefore(end, id)) {
      // Not from its beginning: what a Redis that is a little behind still holds was read before.
      this.position.moveTo(end);
      this.miss('the stream has been set back');
    } else if (!(await this.stream.hasAfter(id))) {
      this.position.moveTo(end);
      this.miss('what followed is gone');
    }
  }

  private miss(why: string): void {
    this.metrics.broken();
    this.logger.warn(`events of other nodes were missed: ${why}; clients reconnect and ask what is new`);
    this.listener.missed();
  }

  private async compareClocks(): Promise<void> {
    this.clockAheadMs = (await this.stream.now()) - Date.now();
  }
}
