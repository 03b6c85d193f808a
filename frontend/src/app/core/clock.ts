import { Injectable, signal } from '@angular/core';

const minute = 60_000;

/**
 * The time as the interface needs it: relative times are read from `now`, which moves at each full minute. Outlives
 * sessions.
 */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly current = signal(new Date());
  readonly now = this.current.asReadonly();

  constructor() {
    const tick = () => {
      this.current.set(new Date());
      setTimeout(tick, minute - (Date.now() % minute));
    };
    setTimeout(tick, minute - (Date.now() % minute));
  }
}
