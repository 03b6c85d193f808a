import { DestroyRef, inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Message, PersonalItem } from '@litspark/shared-contracts';
import { filter, fromEvent, interval, merge, type Observable, Subject } from 'rxjs';
import { ConnectionService } from '../../core/connection.service';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { ConversationsStore } from '../../stores/conversations.store';
import { GenerationStore } from '../../stores/generation.store';
import { ItemsStore } from '../../stores/items.store';
import { MessagesStore } from '../../stores/messages.store';
import { ParticipantsStore } from '../../stores/participants.store';
import type { MessageWindow } from '../../stores/timeline';
import { UsersStore } from '../../stores/users.store';
import { type CacheChanges, type WindowChange, writeChanges } from './cache-writes';
import type { ItemChanges } from './cached-items';
import { DirtyMarks } from './dirty-marks';
import { LocalCache } from './local-cache';

/** What comes close together is written together. */
const gatherMs = 150;
/** How far off the time may be at which a browser that crashed knew everything. */
const noteFreshMs = 30_000;

/** Follows the stores and writes what changed in them into the cache: one transaction at a time, in order. */
@Injectable({ providedIn: SessionScope })
export class CacheKeeper {
  private readonly destroyRef = inject(DestroyRef);
  private readonly timers = inject(SessionTimers);
  private readonly cache = inject(LocalCache);
  private readonly connection = inject(ConnectionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly users = inject(UsersStore);
  private readonly items = inject(ItemsStore);
  private readonly generation = inject(GenerationStore);
  private readonly windows = new Subject<WindowChange>();
  private readonly queued = new Map<string, Message>();
  /** What each conversation's window was when it was written last, for as long as memory holds one of it. */
  private readonly written = new Map<string, MessageWindow>();
  private cancelWrite: (() => void) | undefined;
  private writing: Promise<void> = Promise.resolve();
  private marks = new DirtyMarks();
  private running = false;
  /** The cache was found to be of another history: what wasn't written goes in once it is of this one. */
  private refused = false;

  /** Each window once it is stored; where there is no cache, once memory holds it. */
  readonly stored$ = this.windows.asObservable();

  constructor() {
    // A page that is put away may never come back to its timers.
    const hidden$ = fromEvent(document, 'visibilitychange').pipe(
      filter(() => document.visibilityState === 'hidden'),
    );
    this.follow(merge(fromEvent(window, 'pagehide'), hidden$), () => void this.flush());
  }

  start(): void {
    this.running = true;
    this.followChanges(this.conversations.changed$, (id) => this.marks.conversations.add(id));
    this.followChanges(this.messages.changed$, (id) => this.markWindow(id));
    this.followChanges(this.participants.changed$, (id) => this.marks.participants.add(id));
    this.followChanges(this.users.changed$, (id) => this.marks.users.add(id));
    this.followChanges(this.items.changed$, (item) => this.markItem(item));
    this.follow(this.items.reset$, () => (this.marks.allItems = true));
    this.followChanges(merge(this.connection.status$, interval(noteFreshMs)), () => undefined);
    this.followChanges(this.cache.lost$, () => this.markAll());
  }

  /** What was read from the cache needs no writing. */
  markWritten(conversationId: string, window: MessageWindow): void {
    this.written.set(conversationId, window);
  }

  /** A message in a new state, whether or not it lies in a window. */
  queueMessages(messages: readonly Message[]): void {
    for (const message of messages) {
      const before = this.queued.get(message.id);
      if (!before || before.revision < message.revision) this.queued.set(message.id, message);
    }
    if (messages.length > 0) this.scheduleWrite();
  }

  /** Nothing of this conversation stays: it is lost to this person, or of another past. */
  deleteConversation(conversationId: string): void {
    this.unqueue(conversationId);
    this.marks.forgotten.add(conversationId);
    this.scheduleWrite();
  }

  /** Its messages don't stay: too much was missed. */
  deleteMessages(conversationId: string): void {
    this.unqueue(conversationId);
    this.marks.dropped.add(conversationId);
    this.scheduleWrite();
  }

  /** Writes what waits, now; resolves once it is stored. */
  flush(): Promise<void> {
    this.cancelWrite?.();
    this.cancelWrite = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    if (!this.running || this.destroyRef.destroyed) return;
    if (this.refused) this.markAll();
    const changes = this.collectChanges();
    const other = (await this.cache.run((db) => writeChanges(db, changes))) ?? null;
    this.refused = other !== null;
    if (other !== null) this.generation.doubt(other);
    // A session that ended meanwhile has stored nothing.
    if (!this.destroyRef.destroyed) for (const change of changes.windows) this.windows.next(change);
  }

  /** One moment of the stores: windows are values, so their messages and revisions belong together. */
  private collectChanges(): CacheChanges {
    const { conversations, windows, participants, users, forgotten, dropped } = this.marks;
    const items = this.itemChanges();
    this.marks = new DirtyMarks();
    // A load that isn't over is written whole once it is.
    this.marks.allItems = items.whole && items.revision === null;
    this.connection.noteFresh();
    const changes: CacheChanges = {
      forgotten,
      dropped,
      summaries: present(conversations, (id) => this.conversations.peek(id)),
      windows: [...windows].map(([id, window]) => this.windowChange(id, window)),
      messages: [...this.queued.values()],
      participants: present(participants, (conversationId) => {
        const people = this.participants.peek(conversationId);
        return people.length > 0 ? { conversationId, participants: people } : undefined;
      }),
      users: present(users, (id) => this.users.peek(id)),
      items,
      freshAt: this.connection.freshAt()?.getTime() ?? null,
      generation: this.generation.present,
      ended: this.generation.ended,
    };
    this.queued.clear();
    for (const id of windows.keys()) if (!this.messages.window(id)) this.written.delete(id);
    return changes;
  }

  private itemChanges(): ItemChanges {
    const { items, allItems: whole } = this.marks;
    return {
      changed: whole ? this.items.all() : [...items.values()],
      revision: this.items.revision,
      whole,
    };
  }

  private markItem(item: PersonalItem): void {
    this.marks.items.set(`${item.kind} ${item.id}`, item);
  }

  private markWindow(conversationId: string): void {
    const window = this.messages.window(conversationId);
    if (window && window !== this.written.get(conversationId)) this.marks.windows.set(conversationId, window);
    // What still waits to be written is compared with it first.
    if (!window && !this.marks.windows.has(conversationId)) this.written.delete(conversationId);
  }

  private windowChange(conversationId: string, window: MessageWindow): WindowChange {
    const written = this.written.get(conversationId);
    this.written.set(conversationId, window);
    return { conversationId, window, written };
  }

  /** The cache is empty, or about to be: all that is known goes in. */
  private markAll(): void {
    this.written.clear();
    this.marks.allItems = true;
    for (const { id } of this.conversations.all()) {
      this.marks.conversations.add(id);
      this.marks.participants.add(id);
    }
    for (const id of this.messages.heldIds()) this.markWindow(id);
    for (const id of this.users.knownIds()) this.marks.users.add(id);
  }

  private unqueue(conversationId: string): void {
    this.written.delete(conversationId);
    this.marks.windows.delete(conversationId);
    for (const message of this.queued.values()) {
      if (message.conversationId === conversationId) this.queued.delete(message.id);
    }
  }

  private followChanges<T>(changes$: Observable<T>, mark: (change: T) => void): void {
    this.follow(changes$, (change) => {
      mark(change);
      this.scheduleWrite();
    });
  }

  private follow<T>(stream$: Observable<T>, call: (value: T) => void): void {
    stream$.pipe(takeUntilDestroyed(this.destroyRef)).subscribe(call);
  }

  private scheduleWrite(): void {
    if (this.running) this.cancelWrite ??= this.timers.after(gatherMs, () => void this.flush());
  }
}

function present<T>(ids: Iterable<string>, get: (id: string) => T | undefined): T[] {
  return [...ids].map(get).filter((one) => one !== undefined);
}
