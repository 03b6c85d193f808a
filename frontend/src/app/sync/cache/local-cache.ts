import { inject, Injectable, signal } from '@angular/core';
import { Dexie } from 'dexie';
import { Subject } from 'rxjs';
import { SessionService } from '../../core/session.service';
import { TookTooLong, within } from '../../core/within';
import { CacheDatabase, cacheName, cacheOwners, cacheSchema } from './cache-database';

/** Some browsers never answer where storage is forbidden or another page holds on to it. */
const openWithinMs = 3_000;
/** When a cache that was slow is tried again. */
const tryAgainMs = 60_000;
/** After so many caches that broke in one session, this page goes on without. */
const mostDiscards = 2;

/**
 * The cache of whoever is signed in. One that can't be opened, is of another schema, full or broken is thrown away, and
 * filled anew from the server; where there is none, memory does.
 */
@Injectable({ providedIn: 'root' })
export class LocalCache {
  private readonly session = inject(SessionService);
  private readonly losses = new Subject<void>();
  private readonly timesRebuilt = signal(0);
  private db: CacheDatabase | null = null;
  private userId: string | null = null;
  private opening: Promise<unknown> = Promise.resolve();
  private discards = 0;
  /** Another tab threw it away, or the person did. */
  private takenAway = false;
  private nextTry: ReturnType<typeof setTimeout> | undefined;

  /** The cache is empty from here on, or holds what this page never read: what is known has to be written again. */
  readonly lost$ = this.losses.asObservable();
  /** How often a cache that was of no use was thrown away since sign-in. */
  readonly rebuilt = this.timesRebuilt.asReadonly();

  /** Takes up this person's cache; resolves in any case, and soon. */
  open(userId: string): Promise<void> {
    this.userId = userId;
    this.discards = 0;
    this.takenAway = false;
    this.timesRebuilt.set(0);
    this.opening = this.connect(userId);
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
      // Closed under our hands: at sign-out, or because another tab threw it away.
      if (this.db === db) await this.discard();
      return undefined;
    }
  }

  /** Lets go of it without touching what it holds. */
  close(): void {
    this.userId = null;
    this.let();
  }

  /** Nothing of this person stays in this browser's cache, nor of anybody else who isn't signed in. */
  async wipe(userId: string): Promise<void> {
    if (this.userId === userId) this.close();
    if (!this.session.isKeptFor(userId)) await remove(cacheName(userId));
    await this.wipeOthers();
  }

  /** What a sign-out that was cut short left behind. */
  async wipeOthers(): Promise<void> {
    const owners = await cacheOwners().catch(() => []);
    for (const userId of owners) {
      // Somebody may have signed in meanwhile, in this tab or another.
      if (userId !== this.userId && !this.session.isKeptFor(userId)) await remove(cacheName(userId));
    }
  }

  private async connect(userId: string): Promise<void> {
    try {
      this.db = await opened(userId, () => this.lose());
    } catch (thrown) {
      // A busy disk is no broken cache: this page goes on without for a while, the next one has it all.
      if (this.userId !== userId) return;
      if (thrown instanceof TookTooLong) {
        this.tryLater();
        return;
      }
      // Without IndexedDB there is nothing to throw away.
      if (!Dexie.dependencies.indexedDB) return;
      await this.discard();
    }
    if (this.userId !== userId) this.let();
  }

  /** Begins again with an empty cache; past a few times, without one. */
  private async discard(): Promise<void> {
    const { userId } = this;
    this.let();
    if (userId === null) return;
    this.discards += 1;
    const removed = await remove(cacheName(userId));
    if (this.userId !== userId || this.discards > mostDiscards) return;
    try {
      if (!removed) throw new TookTooLong();
      this.db = await opened(userId, () => this.lose());
    } catch {
      this.tryLater();
      return;
    }
    if (this.userId !== userId) this.let();
    else {
      this.timesRebuilt.update((times) => times + 1);
      this.losses.next();
    }
  }

  private tryLater(): void {
    clearTimeout(this.nextTry);
    this.nextTry = setTimeout(() => void this.comeBack(), tryAgainMs);
  }

  /** Takes part in the cache again, where the person didn't sign out in another tab. */
  private async comeBack(): Promise<void> {
    const { userId } = this;
    this.takenAway = false;
    if (userId === null || !this.session.isKept()) return;
    await this.connect(userId);
    if (this.db) this.losses.next();
  }

  private lose(): void {
    this.takenAway = this.db !== null;
    this.let();
  }

  private let(): void {
    clearTimeout(this.nextTry);
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
    await within(openWithinMs, db.open());
    const schema = await db.facts.get('schema');
    if (schema === undefined) await db.facts.put({ key: 'schema', value: cacheSchema });
    else if (schema.value !== cacheSchema) throw new Error('of another schema');
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** Returns whether it is gone. */
async function remove(name: string): Promise<boolean> {
  try {
    await within(openWithinMs, Dexie.delete(name));
    return true;
  } catch {
    return false;
  }
}
