import { DestroyRef, inject, Injectable } from '@angular/core';
import { BehaviorSubject, distinctUntilChanged, type Observable } from 'rxjs';
import { SessionScope } from '../core/session-scope';

/** Which of a person's tabs sends what they did, the outbox and the command log: one at a time. */
@Injectable({ providedIn: SessionScope })
export class LeaderElection {
  private readonly term = new BehaviorSubject(false);
  private withdraw: (() => void) | null = null;

  /** Whether this tab leads, from now on. */
  readonly leads$: Observable<boolean> = this.term.pipe(distinctUntilChanged());

  constructor() {
    inject(DestroyRef).onDestroy(() => this.resign());
  }

  /** Connected: this tab leads as soon as no other one does. A second call changes nothing. */
  stand(userId: string): void {
    if (this.withdraw) return;
    let standing = true;
    const end = whenLeading(userId, () => standing && this.term.next(true));
    this.withdraw = () => {
      standing = false;
      end();
    };
  }

  /** Cut off, or signed out: another tab may lead. */
  resign(): void {
    this.withdraw?.();
    this.withdraw = null;
    this.term.next(false);
  }
}

/**
 * Waits until no other tab sends what this person did, and calls `lead`; gives what ends that, or the wait. When the
 * tab that leads dies, the browser lets the next one in. Without Web Locks (plain HTTP) every tab sends: the server
 * stores each message once, and none is tried before the one ahead of it was confirmed.
 */
function whenLeading(userId: string, lead: () => void): () => void {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) {
    lead();
    return () => undefined;
  }
  const waiting = new AbortController();
  let resign: () => void = () => undefined;
  const term = new Promise<void>((resolve) => (resign = resolve));
  locks
    .request(`litspark.outbox.${userId}`, { signal: waiting.signal }, () => {
      if (waiting.signal.aborted) return undefined;
      lead();
      return term;
    })
    // Given up before its turn came; or locks are forbidden here.
    .catch(() => waiting.signal.aborted || lead());
  return () => {
    waiting.abort();
    resign();
  };
}
