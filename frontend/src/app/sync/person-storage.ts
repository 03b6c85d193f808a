import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { type Observable, Subject } from 'rxjs';
import { ownUserId, SessionScope } from '../core/session-scope';
import { LastWrites } from './last-writes';
import { OutboxConnection } from './outbox-connection';
import type { OutboxDatabase } from './outbox-database';
import { freeStorage, isQuotaExceeded } from './storage-quota';

/**
 * The database of what the session's person did in this browser and the server may not have: the outbox, the drafts, the
 * commands. One call at a time, in the order of the calls; without IndexedDB everything still works, in this page's memory.
 */
@Injectable({ providedIn: SessionScope })
export class PersonStorage {
  readonly userId = inject(ownUserId);
  private readonly refusing = signal(false);
  private readonly answers = new Subject<void>();
  private readonly connection = new OutboxConnection(this.userId, () => this.answers.next());
  private queue: Promise<unknown>;
  /** How many calls that write this entry are still under way. */
  private readonly writing = new Map<string, number>();

  /** The browser would not do the last call. */
  readonly failing = this.refusing.asReadonly();
  /** A browser that took too long has opened the database after all: what was written meanwhile may go in. */
  readonly answered$: Observable<void> = this.answers.asObservable();

  constructor() {
    const writes = inject(LastWrites);
    this.queue = writes.done;
    inject(DestroyRef).onDestroy(() => writes.add(() => this.close()));
  }

  /** Null where the browser would not; the page goes on by memory, and says so. */
  attempt<T>(task: (database: OutboxDatabase) => PromiseLike<T>): Promise<T | null> {
    const result = this.queue.then(async () => {
      try {
        const done = await this.connection.run((database) => withRoom(this.userId, () => task(database)));
        this.refusing.set(false);
        return done;
      } catch {
        // Forbidden, full, broken or not to be had in time: whatever it is, a reload would lose what is written now.
        this.refusing.set(true);
        return null;
      }
    });
    this.queue = result;
    return result;
  }

  /** Runs a task that writes this entry; `isWriting` until it is done. */
  async write<T>(id: string, task: () => Promise<T>): Promise<T> {
    this.writing.set(id, (this.writing.get(id) ?? 0) + 1);
    const result = await task();
    const left = (this.writing.get(id) ?? 1) - 1;
    if (left > 0) this.writing.set(id, left);
    else this.writing.delete(id);
    return result;
  }

  isWriting(id: string): boolean {
    return this.writing.has(id);
  }

  /** Called after the task that ends the session, in which the other services may write. */
  private async close(): Promise<void> {
    await this.queue;
    this.connection.close();
  }
}

/** On a full disk the cache makes room for what exists nowhere else. */
async function withRoom<T>(userId: string, task: () => PromiseLike<T>): Promise<T> {
  try {
    return await task();
  } catch (thrown) {
    if (!isQuotaExceeded(thrown)) throw thrown;
    await freeStorage(userId);
    return await task();
  }
}
