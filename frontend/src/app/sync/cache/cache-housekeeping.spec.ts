import '../../../testing/indexed-db';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { aConversation, aMessage, anId, ann } from '../../../testing/shapes';
import { TabLeader } from '../tabs/tab-leader';
import { CacheDatabase, type FactRow } from './cache-database';
import { evict } from './cache-eviction';
import { CacheHousekeeping } from './cache-housekeeping';
import { KeptCaches } from './kept-caches';
import { LocalCache } from './local-cache';

const anHourMs = 3_600_000;

describe('the room that the cache takes', () => {
  let db: CacheDatabase;
  beforeEach(() => {
    db = new CacheDatabase(ann);
  });
  afterEach(async () => {
    await db.delete();
  });

  async function keep(id: string, openedAt: number | null): Promise<void> {
    await db.conversations.put({ id, summary: aConversation({ id }) });
    const messages = Array.from({ length: 10 }, (_, index) =>
      aMessage({ conversationId: id, seq: index + 1 }),
    );
    await db.messages.bulkPut(messages);
    await db.stretches.put({ conversationId: id, from: 1, to: 10, revision: 11 });
    if (openedAt !== null) await db.opened.put({ conversationId: id, at: openedAt });
  }
  const kept = async () => {
    const counts: Record<string, number> = {};
    for (const { conversationId } of await db.messages.toArray())
      counts[conversationId] = (counts[conversationId] ?? 0) + 1;
    return counts;
  };

  it('is had from the conversations that were opened longest ago, and no more than is asked for', async () => {
    const [latest, never, earlier, before] = [anId(1), anId(2), anId(3), anId(4)];
    await keep(latest, 3_000);
    await keep(never, null);
    await keep(earlier, 1_000);
    await keep(before, 2_000);
    expect(await evict(db, { most: 39, roomy: 25, spared: 2 })).toBe(16);
    expect(await kept()).toEqual({ [latest]: 10, [never]: 2, [earlier]: 2, [before]: 10 });
  });
});

describe('the housekeeping of the cache', () => {
  let turns: number;
  beforeEach(() => {
    jest.useFakeTimers();
    turns = 0;
    const rows = new Map<string, FactRow>();
    const facts = {
      get: (key: string) => Promise.resolve(rows.get(key)),
      put: (row: FactRow) => Promise.resolve(rows.set(row.key, row)),
    };
    const messages = {
      count: () => {
        turns += 1;
        return Promise.resolve(0);
      },
    };
    // What stays of the cache from page to page, without a database: fake timers would stop it.
    const cache = { run: (task: (db: unknown) => Promise<unknown>) => task({ facts, messages }) };
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: KeptCaches, useValue: { wipeOthers: () => Promise.resolve() } },
        { provide: LocalCache, useValue: cache },
      ],
    });
  });
  afterEach(() => void jest.useRealTimers());

  it('takes place soon, then every hour, in the tab that leads', async () => {
    TestBed.inject(CacheHousekeeping);
    await jest.advanceTimersByTimeAsync(2 * anHourMs);
    expect(turns).toBe(0);
    const leader = TestBed.inject(TabLeader);
    leader.stand();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(turns).toBe(1);
    await jest.advanceTimersByTimeAsync(anHourMs);
    expect(turns).toBe(2);
    leader.resign();
    await jest.advanceTimersByTimeAsync(3 * anHourMs);
    expect(turns).toBe(2);
    // It is overdue.
    leader.stand();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(turns).toBe(3);
    TestBed.resetTestingModule();
    await jest.advanceTimersByTimeAsync(3 * anHourMs);
    expect(turns).toBe(3);
  });

  it('takes place no sooner because the lead changes', async () => {
    TestBed.inject(CacheHousekeeping);
    const leader = TestBed.inject(TabLeader);
    leader.stand();
    await jest.advanceTimersByTimeAsync(60_000);
    for (let changes = 0; changes < 5; changes += 1) {
      leader.resign();
      await jest.advanceTimersByTimeAsync(1_000);
      leader.stand();
      await jest.advanceTimersByTimeAsync(5 * 60_000);
    }
    expect(turns).toBe(1);
  });
});
