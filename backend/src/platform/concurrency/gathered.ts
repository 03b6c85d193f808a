interface Question<Key, Answer> {
  key: Key;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** Batches under way at once: a second one uses the time in which the first waits for its answer. */
const batchesAtOnce = 1;
/** Keys of one batch at most. */
const batchKeys = 500;

/**
 * Looks up what many ask for at the same time with few calls: who comes while some are under way waits for the next one, and is
 * never given an answer that was asked for before.
 */
export class Gathered<Key, Answer> {
  private readonly waiting: Question<Key, Answer>[] = [];
  private underWay = 0;
  private woken = false;

  /** `load` gives the answers in the order of the keys. */
  constructor(private readonly load: (keys: readonly Key[]) => Promise<readonly Answer[]>) {}

  /** Rejects as `load` does, with all that were asked in the same call. */
  get(key: Key): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      if (this.woken) return;
      // Gathers what comes in the same turn.
      this.woken = true;
      queueMicrotask(() => {
        this.woken = false;
        this.next();
      });
    });
  }

  private next(): void {
    if (this.waiting.length === 0 || this.underWay >= batchesAtOnce) return;
    this.underWay += 1;
    void this.answer(this.waiting.splice(0, batchKeys)).finally(() => {
      this.underWay -= 1;
      this.next();
    });
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
