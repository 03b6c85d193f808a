import { Injectable } from '@angular/core';

/**
 * What sessions that are over still write or erase in this browser. Outlives sessions: the next one reads only once it is
 * done.
 */
@Injectable({ providedIn: 'root' })
export class LastWrites {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves once all so far is done. */
  get done(): Promise<unknown> {
    return this.last;
  }

  /** Adds a task that begins once all so far is done; it must not reject. */
  add(task: () => Promise<void>): void {
    this.last = this.last.then(task);
  }
}
