import { inject, Injectable, signal } from '@angular/core';
import { type Observable, Subject } from 'rxjs';
import { SessionService } from '../core/session.service';
import { within } from '../core/within';
import { WriteAhead } from '../core/write-ahead';
import { isQuotaExceeded, freeStorage } from './storage-quota';
import { OutboxConnection } from './outbox-connection';
import { OutboxDatabase } from './outbox-database';

/** Another page that is asleep may hold on to what is to be erased. */
const eraseWithinMs = 3_000;

/**
 * The database of what one person did in this browser and the server may not have: the outbox, the drafts, the commands.
 * One call at a time, in the order of the calls; without IndexedDB everything still works, in this page's memory.
 */
@Injectable({ providedIn: 'root' })
export class PersonStorage {
  private readonly ahead = inject(WriteAhead);
  private readonly session = inject(SessionService);
  private readonly refusing = signal(false);
  private readonly answers = new Subject<void>();
  private current: OutboxConnection | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  /** How many calls that write this entry are still under way. */
  private readonly writing = new Map<string, number>();

  /** The browser would not do the last call. */
  readonly failing = this.refusing.asReadonly();
  /** A browser that took too long has opened the database after all: what was written meanwhile may go in. */
  readonly answered$: Observable<void> = this.answers.asObservable();

  /** Another one with each `open`; null while it is closed. */
  get connection(): OutboxConnection | null {
    return this.current;
  }

  open(userId: string): void {
    this.refusing.set(false);
    this.current = new OutboxConnection(userId, () => this.answers.next());
  }

  /** Null where the browser would not; the page goes on by memory, and says so. */
  attempt<T>(task: (database: OutboxDatabase) => PromiseLike<T>): Promise<T | null> {
    const connection = this.current;
    const result = this.queue.then(async () => {
      if (!connection) return null;
      try {
        const done = await connection.run((database) => withRoom(connection.userId, () => task(database)));
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

  /**
   * Ends with this person's once all is written; with `erase` nothing of it stays in this browser, but what belongs to a
   * later session: this page may have slept over the end of its own.
   */
  async close(erase: boolean): Promise<void> {
    const connection = this.current;
    const userId = connection?.userId;
    const isOver = () => userId !== undefined && !this.session.isKeptFor(userId);
    if (erase && userId && isOver()) this.ahead.wipe(userId);
    const ended = this.queue.then(async () => {
      connection?.close();
      if (erase && userId && isOver()) await within(eraseWithinMs, OutboxDatabase.erase(userId));
    });
    // What can't be erased in time goes as soon as the other page lets go of it.
    this.queue = ended.catch(() => undefined);
    this.current = null;
    await this.queue;
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
