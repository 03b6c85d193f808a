import { computed, inject, Injectable } from '@angular/core';
import { type Observable, Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { BrowserStorage } from '../core/storage';
import { WriteAhead } from '../core/write-ahead';
import { OutboxBacklog, type WrittenBacklog } from './outbox-backlog';
import type { KeptDraft, OutboxDatabase } from './outbox-database';
import { entryOf, putDraft, putEntry, rowOf } from './outbox-rows';
import type { OutboxEntry } from './outbox-rules';
import { restoreWrittenAhead, restoreFromLocalStorage } from './outbox-restore';
import { PersonStorage } from './person-storage';

/** When the browser is asked again to keep what it refused. */
const tryAgainMs = 30_000;

/** Where the outbox and the drafts of the session's person outlive the page. One call at a time, in the order of the calls. */
@Injectable({ providedIn: SessionScope })
export class OutboxStorage {
  private readonly storage = inject(BrowserStorage);
  private readonly ahead = inject(WriteAhead);
  private readonly person = inject(PersonStorage);
  private readonly timers = inject(SessionTimers);
  private readonly recoveries = new Subject<void>();
  private readonly backlog = new OutboxBacklog();
  private lastOrder = 0;
  private waitsToTry = false;

  /** This browser keeps nothing, or refused to: what waits is lost with the page. */
  readonly forgetful = computed(() => this.person.failing() || this.backlog.count() > 0);
  /** The browser keeps again what it wouldn't before, or what another tab left: what it holds may be news to this page. */
  readonly recovered$: Observable<void> = this.recoveries.asObservable();

  constructor() {
    this.person.answered$.subscribe(() => this.recover());
    this.ahead.leftByOthers('send').subscribe(() => this.takeUp());
    this.restore();
  }

  /** In the order they are sent. */
  entries(): Promise<OutboxEntry[] | null> {
    return this.person.attempt(async (database) => {
      const rows = await database.outbox.orderBy('order').toArray();
      this.lastOrder = Math.max(this.lastOrder, rows.at(-1)?.order ?? 0);
      return rows.map(entryOf);
    });
  }

  /** Keeps a message and gives its place; the conversation's draft became this message and goes. Never rejects. */
  async keep(entry: OutboxEntry): Promise<number> {
    const { clientMessageId } = entry;
    this.takeUp();
    this.ahead.put('send', clientMessageId, rowOf(entry));
    const order = await this.write(clientMessageId, (database) => putEntry(database, entry));
    if (order !== null) {
      this.backlog.remove(clientMessageId);
      this.ahead.remove('send', clientMessageId);
    } else {
      this.backlog.put(entry);
      this.tryAgainLater();
    }
    this.lastOrder = Math.max(this.lastOrder, order ?? entry.order ?? this.lastOrder + 1);
    return order ?? entry.order ?? this.lastOrder;
  }

  /** What became of one that is kept; one that was discarded meanwhile stays away. */
  async update(entry: OutboxEntry): Promise<void> {
    const { clientMessageId } = entry;
    if (this.backlog.holds(clientMessageId)) this.backlog.put(entry);
    const { state, attempts, notBefore, mayBeStored, error } = rowOf(entry);
    await this.write(clientMessageId, (database) =>
      database.outbox
        .where({ clientMessageId })
        .modify((row) => void Object.assign(row, { state, attempts, notBefore, mayBeStored, error })),
    );
  }

  /** Tells whether it was there. */
  async drop(clientMessageId: string): Promise<boolean> {
    this.backlog.remove(clientMessageId);
    this.ahead.remove('send', clientMessageId);
    const count = await this.write(clientMessageId, (database) =>
      database.outbox.where({ clientMessageId }).delete(),
    );
    if (count === null) this.backlog.drop(clientMessageId);
    return (count ?? 0) > 0;
  }

  /** Whether this page knows better than the database what became of a message. */
  knowsBetter(clientMessageId: string): boolean {
    return this.backlog.concerns(clientMessageId) || this.person.isWriting(clientMessageId);
  }

  /** Empty ones too: they say when a draft was emptied. */
  drafts(): Promise<Map<string, KeptDraft> | null> {
    return this.person.attempt(async (database) => {
      const rows = await database.drafts.toArray();
      return new Map(rows.map(({ conversationId, at = 0, ...draft }) => [conversationId, { ...draft, at }]));
    });
  }

  /** Gives what is kept then: another tab's, where that is later; null where nothing could be. */
  keepDraft(conversationId: string, draft: KeptDraft): Promise<KeptDraft | null> {
    return this.person.attempt((database) =>
      database.transaction('rw', database.drafts, () => putDraft(database, conversationId, draft)),
    );
  }

  /** What another tab wrote down and may not live to keep: it comes before what is written from here on. */
  takeUp(): void {
    if (![...this.ahead.allOf('send').keys()].some((id) => this.isOfOthers(id))) return;
    this.restore();
    this.recoveries.next();
  }

  /** What an earlier page, or version, left in other places. */
  private restore(): void {
    const { userId } = this.person;
    void this.person.attempt(async (database) => {
      await restoreFromLocalStorage(database, this.storage, userId);
      await restoreWrittenAhead(database, this.ahead, (id) => this.isOfOthers(id));
    });
  }

  /** Not what this page itself writes, now or as soon as the browser lets it. */
  private isOfOthers(clientMessageId: string): boolean {
    return !this.person.isWriting(clientMessageId) && !this.backlog.holds(clientMessageId);
  }

  /** The browser took its time to open the database: what was written meanwhile goes in, in the order of writing. */
  private recover(): void {
    this.restore();
    void this.writeBacklog().then(() => this.recoveries.next());
  }

  private tryAgainLater(): void {
    if (this.waitsToTry) return;
    this.waitsToTry = true;
    this.timers.after(tryAgainMs, () => {
      this.waitsToTry = false;
      if (this.backlog.isEmpty) return;
      void this.writeBacklog().then(() => {
        if (!this.backlog.isEmpty) this.tryAgainLater();
      });
    });
  }

  private async writeBacklog(): Promise<void> {
    if (!this.backlog.isEmpty) await this.writeAfterBacklog((database) => database.outbox.count());
  }

  private write<T>(
    clientMessageId: string,
    task: (database: OutboxDatabase) => PromiseLike<T>,
  ): Promise<T | null> {
    return this.person.write(clientMessageId, () => this.writeAfterBacklog(task));
  }

  /** One transaction: first what could not be written before. */
  private async writeAfterBacklog<T>(task: (database: OutboxDatabase) => PromiseLike<T>): Promise<T | null> {
    let written: WrittenBacklog = { entries: [], dropped: [] };
    const result = await this.person.attempt((database) =>
      database.transaction('rw', database.outbox, database.drafts, async () => {
        written = await this.backlog.write(database);
        return await task(database);
      }),
    );
    if (result === null) return null;
    const settled = this.backlog.settle(written);
    for (const { clientMessageId } of settled) {
      this.ahead.remove('send', clientMessageId);
    }
    // They have another place now.
    if (settled.length > 0) this.recoveries.next();
    return result;
  }
}
