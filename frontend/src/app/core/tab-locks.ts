import { inject, Injectable } from '@angular/core';
import { type HoldOptions, LeaseLocks } from './lease-locks';
import { BrowserStorage } from './storage';

/**
 * Locks among the tabs of this browser: Web Locks, or where there are none (plain HTTP) leases in the local storage.
 * Outlives sessions: the name of a lock says whose it is.
 */
@Injectable({ providedIn: 'root' })
export class TabLocks {
  private readonly leases = new LeaseLocks(inject(BrowserStorage));

  /**
   * Holds a lock until the work is done, or the tab dies; false where it wasn't to be had. Throws `AbortError` where it was
   * stolen, whatever becomes of the work, and where the wait was given up.
   */
  async hold(name: string, options: HoldOptions, work: () => Promise<void>): Promise<boolean> {
    const { locks } = navigator as Partial<Navigator>;
    if (!locks) return await this.leases.hold(name, options, work);
    const { shared = false, ifFree: ifAvailable, ...others } = options;
    const request = { mode: shared ? 'shared' : 'exclusive', ifAvailable, ...others } as const;
    return await locks.request(fullName(name), request, async (lock) => {
      if (lock) await work();
      return lock !== null;
    });
  }

  /** Whether a tab holds it, this one included. */
  async isHeld(name: string): Promise<boolean> {
    const { locks } = navigator as Partial<Navigator>;
    if (!locks) return this.leases.isHeld(name);
    const { held = [] } = await locks.query();
    return held.some((lock) => lock.name === fullName(name));
  }
}

const fullName = (name: string) => `litspark.${name}`;
