/** Between two hand-overs, in milliseconds: somebody who reads notices no difference, and the page draws ten times a second at most. */
export const everyMs = 100;
/** So many at once: what is left follows after the page has taken what its user did. */
const mostAtOnce = 100;

/**
 * Hands on what comes, in its order: at once where it is quiet, together where much comes, so that the page is drawn once for
 * all of it. `after` calls back after so many milliseconds and gives what cancels it.
 */
export class Gathering<T> {
  private waiting: T[] = [];
  private cancel: (() => void) | null = null;
  private hasEnded = false;

  constructor(
    private readonly handOn: (one: T) => void,
    private readonly after: (ms: number, call: () => void) => () => void,
  ) {}

  add(one: T): void {
    if (this.hasEnded) return;
    this.waiting.push(one);
    // A page that isn't shown draws nothing, and its timers are late.
    if (document.visibilityState === 'hidden') this.flush();
    else if (!this.cancel) this.handOver();
  }

  /** Hands on all that waits, now. */
  flush(): void {
    for (const one of this.take(Infinity)) this.handOn(one);
  }

  /** Hands on nothing more, neither what waits nor what comes. */
  end(): void {
    this.hasEnded = true;
    this.waiting = [];
    this.cancel?.();
    this.cancel = null;
  }

  private handOver(): void {
    this.cancel = null;
    const some = this.take(mostAtOnce);
    if (some.length === 0) return;
    // First: what is handed on may bring more.
    this.cancel = this.after(this.waiting.length > 0 ? 0 : everyMs, () => this.handOver());
    for (const one of some) this.handOn(one);
  }

  private take(count: number): T[] {
    const taken = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(taken.length);
    return taken;
  }
}
