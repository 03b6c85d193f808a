import '../../../testing/indexed-db';
import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { FakeSocket } from '../../../testing/fake-socket';
import { heldAfterGarbageCollection } from '../../../testing/garbage';
import { aSession } from '../../../testing/session';
import { provideSession } from '../../../testing/session';
import { aConversation, aMessage, anId, ann, conversationId } from '../../../testing/shapes';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { GenerationStore } from '../../stores/generation.store';
import { MessagesStore } from '../../stores/messages.store';
import { ConversationRecords } from '../conversation-records';
import { newWindow } from '../merge';
import { OpenTimelines } from '../open-timelines';
import { CacheDatabase } from './cache-database';
import { cacheName } from './cache-names';
import { CacheKeeper } from './cache-keeper';
import { CachedHistory } from './cached-history';
import { KeptCaches } from './kept-caches';
import { LocalCache } from './local-cache';

let kept = true;
const me = signal<{ id: string } | null>({ id: ann });
const browser = {
  user: me,
  isKept: () => kept,
  isKeptFor: (userId: string) => kept && userId === ann,
};

/** One tab of Ann's browser. */
class Tab {
  readonly keeper: CacheKeeper;
  readonly cache: LocalCache;
  readonly history: CachedHistory;
  readonly records: ConversationRecords;
  readonly messages: MessagesStore;
  readonly conversations: ConversationsStore;
  readonly generation: GenerationStore;
  readonly open: OpenTimelines;
  private readonly session = aSession(ann, [{ provide: SocketClient, useValue: new FakeSocket() }]);
  private isOver = false;

  constructor() {
    this.keeper = this.session.get(CacheKeeper);
    this.cache = this.session.get(LocalCache);
    this.history = this.session.get(CachedHistory);
    this.records = this.session.get(ConversationRecords);
    this.messages = this.session.get(MessagesStore);
    this.conversations = this.session.get(ConversationsStore);
    this.generation = this.session.get(GenerationStore);
    this.open = this.session.get(OpenTimelines);
  }

  async begin(): Promise<this> {
    await this.history.load();
    this.keeper.start();
    return this;
  }

  /** Holds messages and knows everything up to a revision. */
  async holds(held: readonly Message[], revision: number, lastSeq = held.at(-1)?.seq ?? 0): Promise<void> {
    this.records.mergeSummaries([aConversation({ lastSeq, revision })]);
    this.messages.setWindow(conversationId, newWindow(held, lastSeq, revision));
    await this.keeper.flush();
  }

  close(): void {
    if (!this.isOver) this.session.destroy();
    this.isOver = true;
  }
}

const run = (from: number, to: number, revision?: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    aMessage({ seq: from + index, revision: revision ?? from + index + 1 }),
  );
const seqs = (messages: readonly Message[] = []) => messages.map(({ seq }) => seq);

async function database<T>(task: (db: CacheDatabase) => Promise<T>): Promise<T> {
  const db = new CacheDatabase(ann);
  try {
    return await task(db);
  } finally {
    db.close();
  }
}

const rows = () => database((db) => db.messages.orderBy('[conversationId+seq]').toArray());
const stretches = () =>
  database(async (db) =>
    (await db.stretches.toArray()).map(({ from, to, revision }) => [from, to, revision]),
  );

let tabs: Tab[];
async function tab(): Promise<Tab> {
  const opened = await new Tab().begin();
  tabs.push(opened);
  return opened;
}

/** A tab whose cache doesn't open in time; timers are in the test's hand from here on. */
async function slowTab(): Promise<Tab> {
  const open = jest.spyOn(CacheDatabase.prototype, 'open').mockReturnValueOnce(new Dexie.Promise(() => {}));
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] });
  const slow = new Tab();
  tabs.push(slow);
  const opening = slow.begin();
  await jest.advanceTimersByTimeAsync(3_000);
  await opening;
  open.mockRestore();
  return slow;
}

/** A while later the cache is tried again. */
async function tryAgain(slow: Tab): Promise<void> {
  const opened = firstValueFrom(slow.cache.lost$);
  await jest.advanceTimersByTimeAsync(60_000);
  jest.useRealTimers();
  await opened;
}

beforeEach(async () => {
  tabs = [];
  kept = true;
  me.set({ id: ann });
  TestBed.configureTestingModule({
    providers: [provideSession(), { provide: SessionService, useValue: browser }],
  });
  await new CacheDatabase(ann).delete();
});
afterEach(() => {
  jest.useRealTimers();
  for (const one of tabs) one.close();
});

it('opens with what the visit before held', async () => {
  const first = await tab();
  await first.holds(run(51, 100), 101);
  first.close();
  const second = await tab();
  expect(second.conversations.peek(conversationId)).toMatchObject({ lastSeq: 100, revision: 101 });
  await second.history.restore(conversationId);
  expect(second.messages.window(conversationId)).toMatchObject({ revision: 101, lastSeq: 100 });
  expect(seqs(second.messages.window(conversationId)?.messages)).toEqual(seqs(run(51, 100)));
});

it('opens with messages that were kept before there were parts of them, and bears parts that it doesn’t know', async () => {
  const first = await tab();
  const unknown = { laterOn: { votes: 3 } };
  const bearing = Object.assign(aMessage({ seq: 3, revision: 4 }), { parts: unknown });
  await first.holds([...run(1, 2), bearing], 4);
  first.records.mergeSummaries([
    aConversation({ lastSeq: 3, revision: 4, lastMessage: aMessage({ seq: 3, revision: 4 }) }),
  ]);
  await first.keeper.flush();
  first.close();
  await database(async (db) => {
    await db.messages.toCollection().modify((row) => {
      if (row.seq < 3) delete (row as Partial<Message>).parts;
    });
    await db.conversations.toCollection().modify(({ summary }) => {
      delete (summary.lastMessage as Partial<Message> | null)?.parts;
    });
  });
  const second = await tab();
  expect(second.conversations.peek(conversationId)?.lastMessage?.parts).toEqual({});
  await second.history.restore(conversationId);
  const held = second.messages.window(conversationId)?.messages ?? [];
  expect(held.map(({ parts }) => parts)).toEqual([{}, {}, unknown]);
  expect(second.cache.rebuilt()).toBe(0);
});

it('keeps history that was scrolled into, and knows where it has holes', async () => {
  const first = await tab();
  await first.holds(run(151, 200), 201);
  await first.holds(run(1, 50), 201, 200);
  await first.holds(run(151, 200), 201);
  expect(await stretches()).toEqual([
    [1, 50, 201],
    [151, 200, 201],
  ]);
  expect(seqs((await first.history.page(conversationId, { beforeSeq: 171 }))?.messages)).toEqual(
    seqs(run(151, 170)),
  );
  expect(await first.history.page(conversationId, { beforeSeq: 151 })).toBeUndefined();
  expect(seqs((await first.history.page(conversationId, { aroundSeq: 3 }))?.messages)).toEqual(
    seqs(run(1, 50)),
  );
});

it('never puts an older state over a newer one, whichever tab writes last', async () => {
  const behind = await tab();
  await behind.holds(run(1, 3), 4);
  const ahead = await tab();
  const edited = [aMessage({ seq: 1, revision: 5, body: 'edited' }), ...run(2, 4)];
  await ahead.holds(edited, 6);
  await behind.holds([...run(1, 3)], 4);
  expect(await stretches()).toEqual([[1, 4, 6]]);
  expect((await rows())[0]).toMatchObject({ body: 'edited' });
});

it('never claims what another tab took away', async () => {
  const one = await tab();
  await one.holds(run(1, 3), 4);
  const other = await tab();
  other.records.dropMessages(conversationId);
  await other.keeper.flush();
  expect(await rows()).toEqual([]);
  const window = one.messages.window(conversationId);
  if (!window) throw new Error('nothing is held');
  one.messages.setWindow(conversationId, { ...newWindow([...window.messages, ...run(4, 4)], 4, 5) });
  await one.keeper.flush();
  expect(await stretches()).toEqual([[1, 4, 5]]);
  expect(seqs(await rows())).toEqual([1, 2, 3, 4]);
});

it('takes the words of a deleted message out of what is kept, wherever they lie', async () => {
  const one = await tab();
  await one.holds(run(1, 50), 201, 200);
  await one.holds(run(151, 200), 201);
  const tombstone = aMessage({ seq: 7, revision: 202, body: '', deletedAt: '2026-01-01T00:00:00.000Z' });
  one.records.mergeMessage(tombstone);
  await one.keeper.flush();
  expect((await rows()).find(({ seq }) => seq === 7)).toEqual(tombstone);
});

it('lets nothing of a conversation stay that is lost to this person', async () => {
  const one = await tab();
  await one.holds(run(1, 3), 4);
  one.records.remove(conversationId);
  await one.keeper.flush();
  expect(await rows()).toEqual([]);
  expect(await database((db) => db.conversations.count())).toBe(0);
});

it('forgets what was kept of another past', async () => {
  const one = await tab();
  await one.holds(run(1, 9), 10);
  one.records.reset(aConversation({ lastSeq: 2, revision: 3 }));
  one.messages.setWindow(conversationId, newWindow(run(1, 2), 2, 3));
  await one.keeper.flush();
  expect(await stretches()).toEqual([[1, 2, 3]]);
  expect(seqs(await rows())).toEqual([1, 2]);
  expect(await database((db) => db.conversations.get(conversationId))).toMatchObject({
    summary: { lastSeq: 2, revision: 3 },
  });
});

describe('after a backup was restored', () => {
  it('keeps nothing of the past that is over, shown or not, and tells the next visit which one this is', async () => {
    const one = await tab();
    one.generation.adopt('first');
    await one.holds(run(1, 9), 10);
    one.conversations.put([{ ...aConversation({ lastSeq: 2 }), id: anId(101) }]);
    await one.keeper.flush();
    one.close();

    const two = await tab();
    expect(two.generation.present).toBe('first');
    expect(two.generation.adopt('second')).toBe(true);
    two.records.forgetAllBut(new Set());
    await two.holds(run(1, 2), 3);
    expect(seqs(await rows())).toEqual([1, 2]);
    expect(await database((db) => db.conversations.toCollection().primaryKeys())).toEqual([conversationId]);
    two.close();
    expect((await tab()).generation.present).toBe('second');
  });

  it('is not taken back by a tab that hasn’t heard of it', async () => {
    const behind = await tab();
    behind.generation.adopt('first');
    await behind.holds(run(1, 3), 4);
    const ahead = await tab();
    ahead.generation.adopt('second');
    ahead.records.forgetAllBut(new Set());
    await ahead.holds(run(1, 2), 3);
    await behind.holds(run(1, 5), 6);
    expect(seqs(await rows())).toEqual([1, 2]);
    behind.generation.adopt('second');
    await behind.holds(run(1, 4), 5);
    expect(seqs(await rows())).toEqual([1, 2, 3, 4]);
  });

  it('shows nothing of a cache that it could not read before, and replaces it once the server says that it is over', async () => {
    const one = await tab();
    one.generation.adopt('first');
    await one.holds(run(1, 9), 10);
    one.close();
    const slow = await slowTab();
    let doubts = 0;
    slow.generation.doubted$.subscribe(() => (doubts += 1));
    slow.generation.adopt('second');
    await slow.holds(run(1, 2), 3);
    await tryAgain(slow);
    await slow.keeper.flush();
    await slow.keeper.flush();
    expect(seqs(await rows())).toEqual(seqs(run(1, 9)));
    expect(await slow.history.page(conversationId, { aroundSeq: 5 })).toBeUndefined();
    expect(doubts).toBe(1);
    expect(slow.generation.adopt('second')).toBe(false);
    await slow.keeper.flush();
    expect(seqs(await rows())).toEqual([1, 2]);
    expect(await database((db) => db.conversations.count())).toBe(1);
  });
});

it('holds no message of a conversation that memory let go of, once it is written', async () => {
  const one = await tab();
  const released = await (async () => {
    const references: WeakRef<Message>[] = [];
    for (let number = 1; number <= 50; number += 1) {
      const message = aMessage({ seq: 1, conversationId: anId(number) });
      references.push(new WeakRef(message));
      one.messages.setWindow(anId(number), newWindow([message], 1, 1));
      await one.keeper.flush();
      one.messages.setWindow(anId(number), undefined);
    }
    await one.keeper.flush();
    return references;
  })();
  expect(await heldAfterGarbageCollection(released)).toBe(0);
  expect(await database((db) => db.messages.count())).toBe(50);
});

it('holds the twenty conversations left last, and shows the others as they are kept', async () => {
  const one = await tab();
  const { open } = one;
  const visited = Array.from({ length: 30 }, (_, index) => anId(index + 1));
  for (const id of visited) {
    open.show(id);
    one.messages.setWindow(id, newWindow([aMessage({ seq: 1, conversationId: id })], 1, 1));
  }
  expect(one.messages.heldIds()).toEqual(visited.slice(-21));
  open.show(anId(1));
  await one.history.restore(anId(1));
  expect(seqs(one.messages.window(anId(1))?.messages)).toEqual([1]);
});

it('throws a cache away of which a row is not what it should be, and fills it anew from memory', async () => {
  const one = await tab();
  await one.holds(run(1, 3), 4);
  await database((db) => db.messages.update([conversationId, 2], { body: 7 as unknown as string }));
  expect(await one.history.page(conversationId, { aroundSeq: 2 })).toBeUndefined();
  expect(one.cache.rebuilt()).toBe(1);
  await one.keeper.flush();
  expect(seqs(await rows())).toEqual([1, 2, 3]);
  expect((await rows())[1]?.body).toBe('message 2');
});

it('throws a cache away that claims what it doesn’t hold', async () => {
  const first = await tab();
  await first.holds(run(1, 3), 4);
  first.close();
  await database((db) => db.messages.delete([conversationId, 2]));
  const second = await tab();
  await second.history.restore(conversationId);
  expect(second.messages.window(conversationId)).toBeUndefined();
  expect(second.cache.rebuilt()).toBe(1);
  expect(await stretches()).toEqual([]);
});

it('throws a cache away that was written by another version', async () => {
  const first = await tab();
  await first.holds(run(1, 3), 4);
  first.close();
  await database((db) => db.facts.put({ key: 'schema', value: 99 }));
  const second = await tab();
  expect(second.conversations.all()).toEqual([]);
  expect(second.cache.rebuilt()).toBe(1);
  expect(await rows()).toEqual([]);
});

it('goes on in memory once caches broke again and again', async () => {
  const one = await tab();
  for (const _ of [1, 2, 3]) await one.cache.run(() => Promise.reject(new Error('QuotaExceededError')));
  expect(one.cache.available).toBe(false);
  const stored: string[] = [];
  one.keeper.stored$.subscribe((change) => stored.push(change.conversationId));
  await one.holds(run(1, 3), 4);
  expect(stored).toEqual([conversationId]);
});

it('goes on without a cache that is slow to open, and writes what it knows into it later', async () => {
  const one = await tab();
  await one.holds(run(1, 3), 4);
  one.close();
  const slow = await slowTab();
  expect(slow.cache.available).toBe(false);
  await slow.holds(run(1, 5), 6);
  await tryAgain(slow);
  expect(seqs(await rows())).toEqual([1, 2, 3]);
  await slow.keeper.flush();
  expect(seqs(await rows())).toEqual([1, 2, 3, 4, 5]);
});

it('takes part in the new cache after another tab threw the old one away', async () => {
  const one = await tab();
  await one.holds(run(1, 3), 4);
  const other = await tab();
  await other.cache.run(() => Promise.reject(new Error('broken')));
  one.keeper.queueMessages(run(1, 1));
  await one.keeper.flush();
  await one.keeper.flush();
  expect(seqs(await rows())).toEqual([1, 2, 3]);
});

it('leaves nothing behind after a sign-out, not even by a tab that didn’t hear of it', async () => {
  const one = await tab();
  const other = await tab();
  await one.holds(run(1, 3), 4);
  await new CacheDatabase(anId(77)).open();
  one.close();
  kept = false;
  me.set(null);
  await TestBed.inject(KeptCaches).wipe(ann);
  await other.holds(run(1, 3), 4);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).toEqual([]);
});

it('wipes nothing of somebody who has signed in again meanwhile', async () => {
  const late = await tab();
  await late.holds(run(1, 3), 4);
  await new CacheDatabase(anId(77)).open();
  late.close();
  me.set(null);
  await TestBed.inject(KeptCaches).wipe(ann);
  expect(seqs(await rows())).toEqual([1, 2, 3]);
  // Nor does a tab in which nobody is signed in yet.
  await TestBed.inject(KeptCaches).wipeOthers();
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).toEqual([cacheName(ann)]);
});
