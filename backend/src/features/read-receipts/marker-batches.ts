import { UnavailableError } from '../../platform/errors/domain-error.js';
import { PendingMarks, type PendingMark } from './pending-marks.js';

/** How marks of one kind are stored. Each call is one transaction. */
export interface MarkerStore<Answer> {
  /** The answers in the order of the marks, an error for who is refused; null where somebody else is moving the marker. */
  storeAll(marks: readonly PendingMark<Answer>[]): Promise<(Answer | Error | null)[]>;
  /** Waits for whoever is moving this marker, such as a batch of sends. */
  storeAlone(mark: PendingMark<Answer>): Promise<Answer>;
}

/**
 * Stores marks in batches. In a busy conversation everybody marks every message at once: what comes while some marks are
 * being stored waits and shares the next transaction.
 */
export class MarkerBatches<Answer> {
  private readonly pending = new PendingMarks<Answer>();
  private running: Promise<void> | null = null;
  /** Those that are stored one by one, beside the others. */
  private stragglers = Promise.resolve();

  constructor(private readonly store: MarkerStore<Answer>) {}

  /** Answers once it is stored, or need not be. */
  add(conversationId: string, userId: string, seq: number): Promise<Answer> {
    const answer = this.pending.add(conversationId, userId, seq);
    this.running ??= this.run();
    return answer;
  }

  /** Resolves when all that was added is answered. */
  async idle(): Promise<void> {
    await this.running;
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
    if (answer === null) this.later(mark);
    else if (answer instanceof Error) mark.reject(answer);
    else mark.resolve(answer);
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
