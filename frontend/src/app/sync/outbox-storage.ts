import { inject, Injectable, signal } from '@angular/core';
import { ApiError } from '../core/api-error';
import { BrowserStorage } from '../core/storage';
import { WriteAhead } from '../core/write-ahead';
import { isFull, makeRoom } from './make-room';
import { type KeptDraft, OutboxDatabase, type OutboxRow, type StoredError } from './outbox-database';
import { takeUpAhead, takeUpLocalStorage } from './outbox-take-up';
import type { OutboxEntry } from './outbox-rules';

/** Where the outbox and the drafts of one person outlive the page. One call at a time, in the order of the calls. */
@Injectable({ providedIn: 'root' })
export class OutboxStorage {
  private readonly storage = inject(BrowserStorage);
  private readonly ahead = inject(WriteAhead);
  private readonly failing = signal(false);
  private database: OutboxDatabase | null = null;
  private userId: string | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  /** How many calls that write this message are still under way. */
  private readonly writing = new Map<string, number>();
  /** Those that this browser would not keep: they live in this page only. */
  private readonly volatile = new Set<string>();
  private lastOrder = 0;

  /** This browser keeps nothing, or refused to: what waits is lost with the page. */
  readonly forgetful = this.failing.asReadonly();

  /** Begins with this person's; without IndexedDB everything still works, in this page's memory. */
  open(userId: string): void {
    this.userId = userId;
    const database = new OutboxDatabase(userId);
    this.database = database;
    void this.attempt(async () => {
      await database.open();
      await takeUpLocalStorage(database, this.storage, userId);
      await takeUpAhead(database, this.ahead, userId);
    });
  }

  /** In the order they are sent. */
  entries(): Promise<OutboxEntry[] | null> {
    return this.attempt(async (database) => {
      const rows = await database.outbox.orderBy('order').toArray();
      this.lastOrder = Math.max(this.lastOrder, rows.at(-1)?.order ?? 0);
      return rows.map(entryOf);
    });
  }

  /** Keeps a message and gives its place; the conversation's draft became this message and goes. Never rejects. */
  async keep(entry: OutboxEntry): Promise<number> {
    const { clientMessageId, conversationId } = entry;
    const { userId } = this;
    const row = rowOf(entry);
    if (userId) this.ahead.put(userId, 'send', clientMessageId, row);
    const order = await this.write(clientMessageId, (database) =>
      database.transaction('rw', database.outbox, database.drafts, async () => {
        if (entry.order === null) {
          await database.drafts.delete(conversationId);
          // Another tab may have taken it up meanwhile.
          const taken = await database.outbox.get({ clientMessageId });
          if (taken) return taken.order;
        }
        return await database.outbox.put(row);
      }),
    );
    if (order === null) this.volatile.add(clientMessageId);
    else if (userId) this.ahead.remove(userId, 'send', clientMessageId);
    this.lastOrder = Math.max(this.lastOrder, order ?? entry.order ?? this.lastOrder + 1);
    return order ?? entry.order ?? this.lastOrder;
  }

  /** What became of one that is kept; one that was discarded meanwhile stays away. */
  async update({ clientMessageId, ...entry }: OutboxEntry): Promise<void> {
    const { state, attempts, notBefore, mayBeStored, error } = rowOf({ clientMessageId, ...entry });
    await this.write(clientMessageId, (database) =>
      database.outbox
        .where({ clientMessageId })
        .modify((row) => void Object.assign(row, { state, attempts, notBefore, mayBeStored, error })),
    );
  }

  /** Tells whether it was there. */
  async drop(clientMessageId: string): Promise<boolean> {
    this.volatile.delete(clientMessageId);
    if (this.userId) this.ahead.remove(this.userId, 'send', clientMessageId);
    const count = await this.write(clientMessageId, (database) =>
      database.outbox.where({ clientMessageId }).delete(),
    );
    return (count ?? 0) > 0;
  }

  /** Whether this page knows better than the database what became of a message. */
  knowsBetter(clientMessageId: string): boolean {
    return this.volatile.has(clientMessageId) || this.writing.has(clientMessageId);
  }

  drafts(): Promise<Map<string, KeptDraft> | null> {
    return this.attempt(async (database) => {
      const rows = await database.drafts.toArray();
      return new Map(rows.map(({ conversationId, at = 0, ...draft }) => [conversationId, { ...draft, at }]));
    });
  }

  /** An empty draft takes it away. Gives what is kept then: another tab's, where that is later; null where nothing could be. */
  keepDraft(conversationId: string, draft: KeptDraft): Promise<KeptDraft | null> {
    return this.attempt((database) =>
      database.transaction('rw', database.drafts, async () => {
        const held = await database.drafts.get(conversationId);
        if (held?.at !== undefined && held.at > draft.at) return { ...held, at: held.at };
        if (draft.text || draft.replyToId) await database.drafts.put({ conversationId, ...draft });
        else await database.drafts.delete(conversationId);
        return draft;
      }),
    );
  }

  /** Ends with this person's once all is written; with `erase` nothing of it stays in this browser. */
  async close(erase: boolean): Promise<void> {
    const { database, userId } = this;
    if (erase && userId) this.ahead.wipe(userId);
    const ended = this.attempt(async () => {
      database?.close();
      if (erase && userId) await OutboxDatabase.erase(userId);
    });
    this.database = null;
    this.userId = null;
    this.volatile.clear();
    this.lastOrder = 0;
    await ended;
  }

  private async write<T>(
    clientMessageId: string,
    task: (database: OutboxDatabase) => PromiseLike<T>,
  ): Promise<T | null> {
    this.writing.set(clientMessageId, (this.writing.get(clientMessageId) ?? 0) + 1);
    const result = await this.attempt(task);
    const left = (this.writing.get(clientMessageId) ?? 1) - 1;
    if (left > 0) this.writing.set(clientMessageId, left);
    else this.writing.delete(clientMessageId);
    return result;
  }

  /** On a full disk the cache makes room for what exists nowhere else. */
  private async withRoom<T>(userId: string, task: () => PromiseLike<T>): Promise<T> {
    try {
      return await task();
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown;
      await makeRoom(userId);
      return await task();
    }
  }

  /** Null where the browser would not; the page goes on by memory, and says so. */
  private attempt<T>(task: (database: OutboxDatabase) => PromiseLike<T>): Promise<T | null> {
    const { database, userId } = this;
    const result = this.queue.then(async () => {
      if (!database || !userId) return null;
      try {
        const done = await this.withRoom(userId, () => task(database));
        this.failing.set(false);
        return done;
      } catch {
        // Forbidden, full or broken: whatever it is, a reload would lose what is written now.
        this.failing.set(true);
        return null;
      }
    });
    this.queue = result;
    return result;
  }
}

function rowOf({
  order,
  state,
  error,
  ...entry
}: OutboxEntry): Omit<OutboxRow, 'order'> & { order?: number } {
  return {
    ...entry,
    ...(order === null ? {} : { order }),
    state: state === 'failed' ? 'failed' : 'queued',
    error: error && storedError(error),
  };
}

function entryOf({ error, ...row }: OutboxRow): OutboxEntry {
  return { ...row, error: error && new ApiError(error.code, error.detail, error) };
}

function storedError({ code, detail, errors, retryAfterMs, requestId, offline }: ApiError): StoredError {
  return { code, detail, errors, retryAfterMs, requestId, offline };
}
