import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { evict } from './cache-eviction';
import { KeptCaches } from './kept-caches';
import { LocalCache } from './local-cache';

const firstMs = 20_000;
const everyMs = 60 * 60_000;
const idleWithinMs = 60_000;

/** Keeps the cache small, and what others left in this browser out of it. */
@Injectable({ providedIn: SessionScope })
export class CacheHousekeeping {
  private readonly timers = inject(SessionTimers);
  private readonly caches = inject(KeptCaches);
  private readonly cache = inject(LocalCache);

  start(afterMs = firstMs): void {
    this.timers.after(afterMs, () => this.timers.whenIdle(idleWithinMs, () => void this.turn()));
  }

  private async turn(): Promise<void> {
    await this.caches.wipeOthers();
    await this.cache.run((db) => evict(db));
    this.start(everyMs);
  }
}
