import { setTimeout as delay } from 'node:timers/promises';

/** A good answer is given again for so long, a bad one not asked for again sooner. */
const freshMs = 1_000;
const pauseMs = 100;

/** Asks a question no more often than that, whoever wants to know: those who come meanwhile share the answer. */
export class SharedAnswer<T> {
  private current: Promise<T> | null = null;
  private notBefore = 0;

  /** `question` never rejects; `isGood` tells an answer that may be given again. */
  constructor(
    private readonly question: () => Promise<T>,
    private readonly isGood: (answer: T) => boolean,
  ) {}

  get(): Promise<T> {
    this.current ??= this.ask();
    return this.current;
  }

  private async ask(): Promise<T> {
    await delay(Math.max(0, this.notBefore - performance.now()), undefined, { ref: false });
    const answer = await this.question();
    this.notBefore = performance.now() + pauseMs;
    const forget = () => (this.current = null);
    if (this.isGood(answer)) setTimeout(forget, freshMs).unref();
    else forget();
    return answer;
  }
}
