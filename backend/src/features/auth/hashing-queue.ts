import { UnavailableError } from '../../platform/errors/domain-error.js';

/** Half of the threads that Node gives to such work: files and names of hosts are read on the same four. */
const mostAtOnce = 2;
/** Above the sign-ins that one address may try at once; at some 30 ms each the last one waits a few seconds. */
const mostWaiting = 200;

/** Runs a few works at a time, the others in the order they came, and refuses what would wait too long. */
export class HashingQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Throws `UnavailableError` where too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= mostAtOnce) {
      if (this.waiting.length >= mostWaiting)
        throw new UnavailableError('Too many people sign in at present. Try again in a moment.', 2_000);
      // Who ends hands its place over, so that nobody who comes later slips in.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
