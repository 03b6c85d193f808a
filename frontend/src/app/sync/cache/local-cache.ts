import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { Dexie } from 'dexie';
import { Subject } from 'rxjs';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { SessionService } from '../../core/session.service';
import { TookTooLong, within } from '../../core/within';
import { CacheDatabase, cacheSchema } from './cache-database';
import { answersWithinMs, cacheName, removeCache } from './cache-names';

/** When a cache that was slow is tried again. */
const tryAgainMs = 60_000;
/** After so many caches that broke in one session, this page goes on without. */
const mostDiscards = 2;

/**
 * The cache of the session's person. One that can't be opened, is of another schema, full or broken is thrown away, and
 * filled anew from the server; where there is none, memory does.
 */
@Injectable({ providedIn: SessionScope })
export class LocalCache {
  private readonly session = inject(SessionService);
  private readonly userId = inject(ownUserId);
  private readonly timers = inject(SessionTimers);
  private readonly destroyRef = inject(DestroyRef);
  private readonly losses = new Subject<void>();
  private readonly timesRebuilt = signal(0);
  private db: CacheDatabase | null = null;
  private discards = 0;
  /** Another tab threw it away, or the person did. */
  private takenAway = false;
  private cancelNextTry: () => void = () => undefined;
  private opening: Promise<unknown> = Promise.resolve();

  /** The cache is empty from here on, or holds what this page never read: what is known has to be written again. */
  readonly lost$ = this.losses.asObservable();
  /** How often a cache that was of no use was thrown away since sign-in. */
  readonly rebuilt = this.timesRebuilt.asReadonly();

  constructor() {
    this.destroyRef.onDestroy(() => this.close());
  }

  /** Takes the cache up; resolves in any case, and soon. */
  open(): Promise<void> {
    this.opening = this.connect();
    return this.ready();
  }

  /** Once it is known whether there is a cache. */
  async ready(): Promise<void> {
    await this.opening;
  }

  /** Whether anything is kept at all. */
  get available(): boolean {
    return this.db !== null;
  }

  /** Works with the cache; undefined where there is none, or it proved to be broken. */
  async run<T>(task: (db: CacheDatabase) => Promise<T>): Promise<T | undefined> {
    await this.opening;
    if (this.takenAway) await (this.opening = this.comeBack());
    const { db } = this;
    if (!db) return undefined;
    try {
      return await task(db);
    } catch {
      // Closed under our hands: at the session's end, or because another tab threw it away.
      if (this.db === db) await this.discard();
      return undefined;
    }
  }

  private async connect(): Promise<void> {
    try {
      this.take(await opened(this.userId, () => this.lose()));
    } catch (thrown) {
      // A busy disk is no broken cache: this page goes on without for a while, the next one has it all.
      if (thrown instanceof TookTooLong) {
        this.tryLater();
        return;
      }
      // Without IndexedDB there is nothing to throw away.
      if (!Dexie.dependencies.indexedDB) return;
      await this.discard();
    }
  }

  /** Begins again with an empty cache; past a few times, without one. */
  private async discard(): Promise<void> {
    this.close();
    // What a session that is over leaves is not its own to throw away.
    if (this.destroyRef.destroyed) return;
    this.discards += 1;
    const removed = await removeCache(cacheName(this.userId));
    if (this.discards > mostDiscards) return;
    try {
      if (!removed) throw new TookTooLong();
      this.take(await opened(this.userId, () => this.lose()));
    } catch {
      this.tryLater();
      return;
    }
    if (!this.db) return;
    this.timesRebuilt.update((times) => times + 1);
    this.losses.next();
  }

  private tryLater(): void {
    this.cancelNextTry();
    this.cancelNextTry = this.timers.after(tryAgainMs, () => void this.comeBack());
  }

  /** Takes part in the cache again, where the person didn't sign out in another tab. */
  private async comeBack(): Promise<void> {
    this.takenAway = false;
    if (this.destroyRef.destroyed || !this.session.isKept()) return;
    await this.connect();
    if (this.db) this.losses.next();
  }

  private lose(): void {
    this.takenAway = this.db !== null;
    this.close();
  }

  /** Unless the session ended while it was being opened. */
  private take(db: CacheDatabase): void {
    if (this.destroyRef.destroyed) db.close();
    else this.db = db;
  }

  /** Lets go of it without touching what it holds. */
  private close(): void {
    this.cancelNextTry();
    this.db?.close();
    this.db = null;
  }
}

async function opened(userId: string, letGo: () => void): Promise<CacheDatabase> {
  const db = new CacheDatabase(userId);
  // Another tab deletes it, or brings a later version: neither may wait for us, nor find us writing.
  db.on('versionchange', () => {
    letGo();
    db.close();
  });
  try {
    await within(answersWithinMs, db.open());
    const schema = await db.facts.get('schema');
    if (schema === undefined) await db.facts.put({ key: 'schema', value: cacheSchema });
    else if (schema.value !== cacheSchema) throw new Error('of another schema');
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}
