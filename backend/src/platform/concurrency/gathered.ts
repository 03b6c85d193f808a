import { setImmediate, setTimeout } from 'node:timers/promises';

interface Question<Key, Answer> {
  key: Key;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** A call that takes longer, such as over a connection that is dead without knowing it, holds up nobody else. */
const patienceMs = 100;

/**
 * Looks up what many ask for at the same time with few calls: who comes while one is under way waits for the next, and is never
 * given an answer that was asked for before.
 */
export class Gathered<Key, Answer> {
  private readonly waiting: Question<Key, Answer>[] = [];
  private isBusy = false;

  /** `load` gives the answers in the order of the keys, of which one call has `keysAtOnce` at most. */
  constructor(
    private readonly load: (keys: readonly Key[]) => Promise<readonly Answer[]>,
    private readonly keysAtOnce = 500,
  ) {}

  /** Rejects as `load` does, with all that were asked in the same call. */
  get(key: Key): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      if (!this.isBusy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      // Gathers what all sockets that have something to read bring in one turn of the event loop.
      await setImmediate();
      const answered = this.answer(this.waiting.splice(0, this.keysAtOnce));
      await Promise.race([answered, setTimeout(patienceMs, undefined, { ref: false })]);
    }
    this.isBusy = false;
  }

  private async answer(batch: readonly Question<Key, Answer>[]): Promise<void> {
    try {
      const answers = await this.load(batch.map(({ key }) => key));
      batch.forEach(({ resolve, reject }, index) => {
        if (index < answers.length) resolve(answers[index] as Answer);
        else reject(new Error('a question was left without an answer'));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
