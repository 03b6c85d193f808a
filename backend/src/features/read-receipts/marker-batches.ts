import { setTimeout as delay } from 'node:timers/promises';
import { lockTimeoutMs } from '../../platform/database/data-source-options.js';
import { LockedError } from '../../platform/database/database-errors.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { PendingMarks, type PendingMark } from './pending-marks.js';

/** Before a marker that somebody else was moving is tried again. */
const pauseMs = 25;

/** How marks of one kind are stored. Each call is one transaction. */
export interface MarkerStore<Answer> {
  /** The answers in the order of the marks, an error for who is refused; null where somebody else is moving the marker. */
  storeAll(marks: readonly PendingMark<Answer>[]): Promise<(Answer | Error | null)[]>;
  /** For who must not fail for the fault of others. */
  storeAlone(mark: PendingMark<Answer>): Promise<Answer>;
}

/**
 * Stores marks in batches. In a busy conversation everybody marks every message at once: what comes while some marks are
 * being stored waits and shares the next transaction. Nobody waits for who moves a marker, such as a batch of sends: it is
 * tried again with later batches, for 5 s.
 */
export class MarkerBatches<Answer> {
  private readonly pending = new PendingMarks<Answer>();
  private running: Promise<void> | null = null;
  /** Those that are stored one by one, beside the others. */
  private stragglers = Promise.resolve();
  /** Since when somebody else has been moving a marker that was marked. */
  private readonly heldSince = new Map<string, number>();
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
    await this.stragglers;
  }

  private async run(): Promise<void> {
    // One turn later, so that what comes together is stored together.
    await Promise.resolve();
    while (this.pending.size > 0) {
      const batch = this.pending.take();
      try {
        const answers = await this.store.storeAll(batch);
        batch.forEach((mark, index) => this.settle(mark, answers[index] ?? null));
      } catch (error) {
        if (error instanceof UnavailableError) batch.forEach((mark) => mark.reject(error));
        // A fault of one must not be the fault of all.
        else batch.forEach((mark) => this.later(mark));
      }
    }
    this.running = null;
  }

  private settle(mark: PendingMark<Answer>, answer: Answer | Error | null): void {
    const key = `${mark.conversationId} ${mark.userId}`;
    if (answer === null) return this.again(mark, key);
    this.heldSince.delete(key);
    if (answer instanceof Error) mark.reject(answer);
    else mark.resolve(answer);
  }

  private again(mark: PendingMark<Answer>, key: string): void {
    const since = this.heldSince.get(key) ?? performance.now();
    if (performance.now() - since > lockTimeoutMs) {
      this.heldSince.delete(key);
      mark.reject(new LockedError());
      return;
    }
    this.heldSince.set(key, since);
    const pause = delay(pauseMs).then(() => {
      this.pauses.delete(pause);
      this.add(mark.conversationId, mark.userId, mark.seq).then(mark.resolve, mark.reject);
    });
    this.pauses.add(pause);
  }

  /** One at a time, so that they take one connection however many they are. */
  private later(mark: PendingMark<Answer>): void {
    this.stragglers = this.stragglers.then(() =>
      this.store.storeAlone(mark).then(
        (answer) => mark.resolve(answer),
        (error: unknown) => mark.reject(error),
      ),
    );
  }
}
