import { DestroyRef, inject, Injectable } from '@angular/core';
import { after } from './after';
import { SessionScope } from './session-scope';
import { whenIdle } from './when-idle';

/** Timers of a session: none fires once it has ended. */
@Injectable({ providedIn: SessionScope })
export class SessionTimers {
  private readonly cancels = new Set<() => void>();
  private readonly destroyRef = inject(DestroyRef);

  constructor() {
    this.destroyRef.onDestroy(() => {
      for (const cancel of this.cancels) cancel();
    });
  }

  /** Calls back after so many milliseconds; gives what cancels it. */
  after(ms: number, call: () => void): () => void {
    return this.add((fire) => after(ms, fire), call);
  }

  /** Calls back once the page has nothing better to do, within `mostMs` in any case; gives what cancels it. */
  whenIdle(mostMs: number, call: () => void): () => void {
    return this.add((fire) => whenIdle(fire, mostMs), call);
  }

  private add(begin: (fire: () => void) => () => void, call: () => void): () => void {
    if (this.destroyRef.destroyed) return () => undefined;
    const stop = begin(() => {
      this.cancels.delete(cancel);
      call();
    });
    const cancel = () => {
      this.cancels.delete(cancel);
      stop();
    };
    this.cancels.add(cancel);
    return cancel;
  }
}
