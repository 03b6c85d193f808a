import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { evict } from './cache-eviction';
import { KeptCaches } from './kept-caches';
import { LocalCache } from './local-cache';
import { makeRounds } from './rounds';

const rounds = {
  fact: 'housekeptAt',
  firstMs: 20_000,
  everyMs: () => 60 * 60_000,
  idleWithinMs: 60_000,
} as const;

/** Keeps the cache small, and what others left in this browser out of it. */
@Injectable({ providedIn: SessionScope })
export class CacheHousekeeping {
  private readonly caches = inject(KeptCaches);
  private readonly cache = inject(LocalCache);

  constructor() {
    makeRounds(rounds, () => this.tidy());
  }

  private async tidy(): Promise<void> {
    await this.caches.wipeOthers();
    await this.cache.run((db) => evict(db));
  }
}
