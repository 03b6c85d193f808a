import { now } from '../clock.js';

/** How long after a fault of the service or the database the first message was stored that was sent after it. */
export class Recovery {
  readonly times: number[] = [];
  private waiting: number[] = [];

  /** A fault hit, or ended where it lasted. */
  begin(): void {
    this.waiting.push(now());
  }

  /** A send that was first tried at `invokedAt` has just been acknowledged. */
  acknowledged(invokedAt: number): void {
    const over = this.waiting.filter((at) => at < invokedAt);
    if (over.length === 0) return;
    this.waiting = this.waiting.filter((at) => at >= invokedAt);
    for (const at of over) this.times.push(now() - at);
  }

  /** Nothing was stored yet since the last fault. */
  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  get medianMs(): number {
    const sorted = [...this.times].sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }

  get maxMs(): number {
    return Math.max(0, ...this.times);
  }
}
