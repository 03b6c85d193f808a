import '../../../testing/indexed-db';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { aConversation, aMessage, anId, ann } from '../../../testing/shapes';
import { CacheDatabase } from './cache-database';
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
  let turns: string[];
  let housekeeping: CacheHousekeeping;
  beforeEach(() => {
    jest.useFakeTimers();
    turns = [];
    const caches = {
      wipeOthers: () => {
        turns.push('wipes others');
        return Promise.resolve();
      },
    };
    const cache = {
      run: (task: unknown) => {
        turns.push(typeof task);
        return Promise.resolve();
      },
    };
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: KeptCaches, useValue: caches },
        { provide: LocalCache, useValue: cache },
      ],
    });
    housekeeping = TestBed.inject(CacheHousekeeping);
  });
  afterEach(() => void jest.useRealTimers());

  it('takes place soon, then every hour, until the session ends', async () => {
    housekeeping.start();
    expect(turns).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(turns).toEqual(['wipes others', 'function']);
    await jest.advanceTimersByTimeAsync(anHourMs);
    expect(turns).toHaveLength(4);
    TestBed.resetTestingModule();
    await jest.advanceTimersByTimeAsync(3 * anHourMs);
    expect(turns).toHaveLength(4);
  });
});
