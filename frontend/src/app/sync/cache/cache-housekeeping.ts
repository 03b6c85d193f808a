import { inject, Injectable } from '@angular/core';
import { whenIdle } from '../../core/when-idle';
import { evict } from './cache-eviction';
import { LocalCache } from './local-cache';

const firstMs = 20_000;
const everyMs = 60 * 60_000;
const idleWithinMs = 60_000;

/** Keeps the cache small, and what others left in this browser out of it. */
@Injectable({ providedIn: 'root' })
export class CacheHousekeeping {
  private readonly cache = inject(LocalCache);
  private cancel: () => void = () => undefined;

  start(afterMs = firstMs): void {
    const timer = setTimeout(() => {
      this.cancel = whenIdle(() => void this.turn(), idleWithinMs);
    }, afterMs);
    this.cancel = () => clearTimeout(timer);
  }

  stop(): void {
    this.cancel();
    this.cancel = () => undefined;
  }

  private async turn(): Promise<void> {
    const { cancel } = this;
    await this.cache.wipeOthers();
    await this.cache.run((db) => evict(db));
    // Stopped meanwhile, and perhaps begun again.
    if (this.cancel === cancel) this.start(everyMs);
  }
}
