import { inject, Injectable } from '@angular/core';
import { SessionService } from '../../core/session.service';
import { cacheName, cacheOwners, removeCache } from './cache-names';

/** The caches in this browser, each of one person. Outlives sessions: it takes away what they leave. */
@Injectable({ providedIn: 'root' })
export class KeptCaches {
  private readonly session = inject(SessionService);

  /** Nothing of this person stays, nor of anybody else who isn't signed in. */
  async wipe(userId: string): Promise<void> {
    if (this.isOver(userId)) await removeCache(cacheName(userId));
    await this.wipeOthers();
  }

  /** What a sign-out that was cut short left behind. */
  async wipeOthers(): Promise<void> {
    const owners = await cacheOwners().catch(() => []);
    // Somebody may have signed in meanwhile, in this tab or another.
    for (const userId of owners) if (this.isOver(userId)) await removeCache(cacheName(userId));
  }

  private isOver(userId: string): boolean {
    return this.session.user()?.id !== userId && !this.session.isKeptFor(userId);
  }
}
