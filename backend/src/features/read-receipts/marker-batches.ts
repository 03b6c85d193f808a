import { setTimeout as delay } from 'node:timers/promises';
import { lockTimeoutMs } from '../../platform/database/data-source-options.js';
import { LockedError } from '../../platform/database/database-errors.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { PendingMarks, type PendingMark } from './pending-marks.js';

/** Before a marker that somebody else was moving is tried again. */
const pauseMs = 25;

/** How marks of one kind are stored. */
export interface MarkerStore<Answer> {
  /**
   * In one transaction, which waits for no lock: the answers in the order of the marks, an error for who is refused; null
   * where somebody else is moving the marker.
   */
  storeAll(marks: readonly PendingMark<Answer>[]): Promise<(Answer | Error | null)[]>;
}

/**
 * Stores marks in batches. In a busy conversation everybody marks every message at once: what comes while some marks are
 * being stored waits and shares the next transaction. Nobody waits for who moves a marker, such as a batch of sends: it is
 * tried again with later batches, for 5 s.
 */
export class MarkerBatches<Answer> {
  private readonly pending = new PendingMarks<Answer>();
  private running: Promise<void> | null = null;
  private readonly pauses = new Set<Promise<void>>();

  constructor(private readonly store: MarkerStore<Answer>) {}

  /** Answers once it is stored, or need not be. */
  add(conversationId: string, userId: string, seq: number): Promise<Answer> {
    const answer = this.pending.add(conversationId, userId, seq);
    this.running ??= this.run();
    return answer;
  }

  /** Resolves when all that was added is answered. */
  async idle(): Promise<void> {
    while (this.running || this.pauses.size > 0) {
      await this.running;
      await Promise.all(this.pauses);
    }
  }

  private async run(): Promise<void> {
    // One turn later, so that what comes together is stored together.
    await Promise.resolve();
    while (this.pending.size > 0) await this.storeBatch(this.pending.dequeue());
    this.running = null;
  }

  private async storeBatch(batch: readonly PendingMark<Answer>[]): Promise<void> {
    try {
      const answers = await this.store.storeAll(batch);
      batch.forEach((mark, index) => this.settle(mark, answers[index] ?? null));
    } catch (error) {
      if (batch.length === 1 || error instanceof UnavailableError) {
        batch.forEach((mark) => mark.reject(error));
        return;
      }
      // A fault of one must not be the fault of all: by halves, it is found in a few transactions.
      const half = Math.ceil(batch.length / 2);
      await this.storeBatch(batch.slice(0, half));
      await this.storeBatch(batch.slice(half));
    }
  }

  private settle(mark: PendingMark<Answer>, answer: Answer | Error | null): void {
    if (answer === null) this.again(mark);
    else if (answer instanceof Error) mark.reject(answer);
    else mark.resolve(answer);
  }

  private again(mark: PendingMark<Answer>): void {
    mark.heldSince ??= performance.now();
    if (performance.now() - mark.heldSince > lockTimeoutMs) {
      mark.reject(new LockedError());
      return;
    }
    const pause = delay(pauseMs).then(() => {
      this.pauses.delete(pause);
      this.pending.requeue(mark);
      this.running ??= this.run();
    });
    this.pauses.add(pause);
  }
}
