import { effect, inject, Injectable, signal } from '@angular/core';
import { CurrentSession, type EndedSession } from '../core/current-session';
import { SessionService } from '../core/session.service';
import { BrowserStorage } from '../core/storage';
import { within } from '../core/within';
import { aheadOf } from '../core/write-ahead';
import { KeptCaches } from './cache/kept-caches';
import { LastWrites } from './last-writes';
import { eraseOutbox } from './outbox-name';

/** How many messages waited when a session ended by itself, for the sign-in page. */
const leftBehindKey = 'unsent';
/** Another page that is asleep may hold on to what is to be erased. */
const eraseWithinMs = 3_000;

/**
 * What this browser keeps of people when their sessions end. Outlives sessions: after a sign-out it erases all of it;
 * otherwise what the server doesn't have stays for the next sign-in, and only the cache goes.
 */
@Injectable({ providedIn: 'root' })
export class KeptData {
  private readonly session = inject(SessionService);
  private readonly browser = inject(BrowserStorage);
  private readonly caches = inject(KeptCaches);
  private readonly writes = inject(LastWrites);
  private readonly left = signal(this.browser.read<number>(leftBehindKey) ?? 0);

  /** How many messages wait for the person whose session ended here by itself. */
  readonly leftBehind = this.left.asReadonly();

  constructor() {
    this.session.begun$.subscribe(() => this.leave(0));
    inject(CurrentSession).ended$.subscribe((ended) => this.end(ended));
    effect(() => {
      // What a sign-out that was cut short left behind.
      if (this.session.state() === 'signed-out') void this.caches.wipeOthers();
    });
  }

  private end({ userId, why }: EndedSession): void {
    // It can be had again, and the session may have ended because this person may see nothing any more.
    void this.caches.wipe(userId);
    // On purpose: nothing stays on a machine that others may use.
    const isErased = why === 'signed-out';
    if (isErased && this.isOver(userId)) this.browser.removeAll(aheadOf(userId));
    this.writes.add(() => (isErased ? this.erase(userId) : this.countLeft(userId)));
  }

  /** But for what belongs to a later session: this page may have slept over the end of its own. */
  private async erase(userId: string): Promise<void> {
    // What can't be erased in time goes as soon as the other page lets go of it.
    if (this.isOver(userId)) await within(eraseWithinMs, eraseOutbox(userId)).catch(() => undefined);
  }

  private async countLeft(userId: string): Promise<void> {
    // The session that is over has loaded it.
    const count = await import('./outbox-count').then((m) => m.countOutbox(userId)).catch(() => 0);
    if (this.session.state() === 'signed-out') this.leave(count);
  }

  private isOver(userId: string): boolean {
    return !this.session.isKeptFor(userId);
  }

  private leave(count: number): void {
    this.left.set(count);
    if (count > 0) this.browser.write(leftBehindKey, count);
    else this.browser.remove(leftBehindKey);
  }
}
