import '../../testing/indexed-db';
import type { EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { aSession } from '../../testing/session';
import { anId, ann, ben, conversationId } from '../../testing/shapes';
import { ApiError } from '../core/api-error';
import { BrowserStorage } from '../core/storage';
import { CacheDatabase } from './cache/cache-database';
import { cacheName } from './cache/cache-names';
import { LastWrites } from './last-writes';
import type { OutboxEntry } from './outbox-rules';
import { OutboxDatabase } from './outbox-database';
import { eraseOutbox } from './outbox-name';
import { OutboxStorage } from './outbox-storage';

const entry = (number: number): OutboxEntry => ({
  order: null,
  clientMessageId: anId(number),
  conversationId,
  body: `body ${number}`,
  replyToId: anId(7),
  createdAt: '2026-01-01T00:00:00.000Z',
  state: 'queued',
  attempts: 0,
  notBefore: 0,
  mayBeStored: false,
});

const pages: EnvironmentInjector[] = [];
/** Another page of the same browser. */
function aPage(userId = ann): OutboxStorage {
  const session = aSession(userId);
  pages.push(session);
  return session.get(OutboxStorage);
}
/** All sessions of these pages end; what they wrote stays. */
async function leave(): Promise<void> {
  for (const session of pages.splice(0)) session.destroy();
  await TestBed.inject(LastWrites).done;
}
async function erase(): Promise<void> {
  await leave();
  for (const userId of [ann, ben]) await eraseOutbox(userId);
  localStorage.clear();
}
const bodies = (entries: OutboxEntry[] | null) => entries?.map(({ body }) => body);

let storage: OutboxStorage;
beforeEach(() => {
  localStorage.clear();
  storage = aPage();
});
afterEach(erase);

it('gives what was written back after the page is gone, in the order of writing over all tabs', async () => {
  const other = aPage();
  await storage.keep(entry(1));
  await other.keep(entry(2));
  await storage.keep(entry(3));
  await leave();
  expect(bodies(await aPage().entries())).toEqual(['body 1', 'body 2', 'body 3']);
});

it('keeps why a try failed, as an error that can be explained', async () => {
  const order = await storage.keep(entry(1));
  const error = new ApiError('RATE_LIMITED', 'slow down', { retryAfterMs: 5_000 });
  await storage.update({ ...entry(1), order, attempts: 2, state: 'failed', notBefore: 9, error });
  const [kept] = (await storage.entries()) ?? [];
  expect(kept).toMatchObject({ order, attempts: 2, state: 'failed', notBefore: 9 });
  expect(kept?.error).toBeInstanceOf(ApiError);
  expect(kept?.error).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 5_000 });
});

it('takes a message that was being sent for one that waits, and leaves a dropped one away', async () => {
  const order = await storage.keep(entry(1));
  await storage.update({ ...entry(1), order, state: 'sending' });
  expect(await storage.entries()).toMatchObject([{ state: 'queued' }]);
  expect(await storage.drop(anId(1))).toBe(true);
  expect(await storage.drop(anId(1))).toBe(false);
  await storage.update({ ...entry(1), order, state: 'failed' });
  expect(await storage.entries()).toEqual([]);
});

it('puts a discarded message back in its place', async () => {
  const order = await storage.keep(entry(1));
  await storage.keep(entry(2));
  await storage.drop(anId(1));
  await storage.keep({ ...entry(1), order });
  expect(bodies(await storage.entries())).toEqual(['body 1', 'body 2']);
});

it('takes a draft away with the message that it became, and leaves other drafts alone', async () => {
  await storage.keepDraft(conversationId, { text: 'body 1', replyToId: anId(7), at: 1 });
  await storage.keepDraft(anId(200), { text: 'elsewhere', replyToId: null, at: 1 });
  await storage.keep(entry(1));
  expect(await storage.drafts()).toEqual(
    new Map([
      // Empty since then: an older one of another tab doesn't come back.
      [conversationId, { text: '', replyToId: null, at: Date.parse(entry(1).createdAt) }],
      [anId(200), { text: 'elsewhere', replyToId: null, at: 1 }],
    ]),
  );
});

it('shows nobody what another person wrote', async () => {
  await storage.keep(entry(1));
  await storage.keepDraft(anId(200), { text: 'mine', replyToId: null, at: 1 });
  const others = aPage(ben);
  expect(await others.entries()).toEqual([]);
  expect(await others.drafts()).toEqual(new Map());
});

it('takes up once what the first version left in the local storage', async () => {
  const local = TestBed.inject(BrowserStorage);
  await erase();
  const { order: _order, ...old } = entry(1);
  local.write(`outbox.${ann}.${anId(2)}`, {
    ...old,
    body: 'body 2',
    clientMessageId: anId(2),
    createdAt: '2026-01-02T00:00:00.000Z',
  });
  local.write(`outbox.${ann}.${anId(1)}`, old);
  local.write(`drafts.${ann}`, { [conversationId]: 'half a thought' });
  storage = aPage();
  expect(bodies(await storage.entries())).toEqual(['body 1', 'body 2']);
  expect(await storage.drafts()).toEqual(
    new Map([[conversationId, { text: 'half a thought', replyToId: null, at: 0 }]]),
  );
  expect(local.keys('')).toEqual([]);
});

it('has a message back that a page wrote down and never got into the database, once', async () => {
  const written = storage.keep(entry(1));
  // What a page that is killed in the same task leaves.
  const left = { ...localStorage } as Record<string, string>;
  await written;
  expect(Object.keys(left)).toEqual([`litspark.ahead.${ann}.send.${anId(1)}`]);
  expect(localStorage).toHaveLength(0);
  await erase();
  for (const [key, value] of Object.entries(left)) localStorage.setItem(key, value);
  const next = aPage();
  expect(await next.entries()).toMatchObject([{ body: 'body 1', mayBeStored: true, state: 'queued' }]);
  expect(localStorage).toHaveLength(0);
  expect(bodies(await aPage().entries())).toEqual(['body 1']);
});

describe('of what another page wrote down', () => {
  const key = (number: number) => `litspark.ahead.${ann}.send.${anId(number)}`;
  const { order: _order, ...row } = entry(1);
  const writtenDown = (number: number, more = {}) =>
    localStorage.setItem(
      key(number),
      JSON.stringify({ ...row, clientMessageId: anId(number), body: `body ${number}`, ...more }),
    );

  it('leaves away what the person discards while it is being taken up', async () => {
    await erase();
    writtenDown(1);
    writtenDown(2);
    const get = localStorage.getItem.bind(localStorage);
    const keys: string[] = [];
    const reading = jest.spyOn(Storage.prototype, 'getItem').mockImplementation((asked) => {
      const found = get(asked);
      keys.push(asked);
      // Another tab takes it away once both were read.
      if (keys.includes(key(1)) && keys.includes(key(2))) localStorage.removeItem(key(2));
      return found;
    });
    const entries = await aPage().entries();
    reading.mockRestore();
    expect(bodies(entries)).toEqual(['body 1']);
  });

  it('keeps it ahead of what is sent here later, and is known before that has its place', async () => {
    await storage.entries();
    writtenDown(1);
    const known: (string[] | undefined)[] = [];
    storage.recovered$.subscribe(() => void storage.entries().then((entries) => known.push(bodies(entries))));
    const order = await storage.keep(entry(2));
    expect(known).toEqual([['body 1']]);
    expect(await storage.entries()).toMatchObject([{ body: 'body 1' }, { body: 'body 2', order }]);
    expect(localStorage).toHaveLength(0);
  });

  it('takes it up soon, if nothing is sent here', async () => {
    await storage.entries();
    const recovered = firstValueFrom(storage.recovered$);
    writtenDown(1);
    window.dispatchEvent(
      new StorageEvent('storage', { key: key(1), newValue: localStorage.getItem(key(1)) }),
    );
    await recovered;
    expect(bodies(await storage.entries())).toEqual(['body 1']);
    expect(localStorage).toHaveLength(0);
  });

  it('takes up each, although the place of one is taken', async () => {
    const order = await storage.keep(entry(3));
    writtenDown(1, { order });
    writtenDown(2);
    expect(bodies(await aPage().entries())).toEqual(['body 3', 'body 1', 'body 2']);
    expect(localStorage).toHaveLength(0);
  });
});

it('is one message, although another tab takes up what is just being written', async () => {
  const kept = storage.keep(entry(1));
  const other = aPage();
  const order = await kept;
  expect(await other.entries()).toMatchObject([{ clientMessageId: anId(1), order }]);
});

it('writes nothing down once the session has ended', async () => {
  await leave();
  await storage.keep(entry(1));
  expect(localStorage).toHaveLength(0);
});

it('goes on in memory where the browser keeps nothing, and says so', async () => {
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = () => {
    throw new DOMException('forbidden', 'SecurityError');
  };
  const forgetful = aPage(ben);
  const orders = [await forgetful.keep(entry(1)), await forgetful.keep(entry(2))];
  expect(orders).toEqual([1, 2]);
  expect(forgetful.forgetful()).toBe(true);
  expect(forgetful.knowsBetter(anId(1))).toBe(true);
  expect(await forgetful.entries()).toBeNull();
  indexedDB.open = open;
});

describe('where the browser doesn’t answer', () => {
  let answer: () => void;
  let page: OutboxStorage;
  beforeEach(async () => {
    await storage.entries();
    // oxlint-disable-next-line typescript/unbound-method -- only called with the database it is asked of
    const open = OutboxDatabase.prototype.open;
    const answered = new Dexie.Promise<void>((resolve) => (answer = resolve));
    jest.spyOn(OutboxDatabase.prototype, 'open').mockImplementation(function (this: OutboxDatabase) {
      return answered.then(() => open.call(this));
    });
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] });
  });
  afterEach(() => {
    answer();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });
  /** The browser answers after all. */
  const recover = async () => {
    const recovered = firstValueFrom(page.recovered$);
    jest.useRealTimers();
    answer();
    await recovered;
  };

  it('goes on in memory after a while, says so, and takes the store up once it answers', async () => {
    await storage.keep(entry(9));
    page = aPage();
    const keeping = page.keep(entry(1));
    expect(page.forgetful()).toBe(false);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await keeping).toBe(1);
    expect(page.forgetful()).toBe(true);
    // Asked once, it isn't waited for again.
    expect(await page.keep(entry(2))).toBe(2);
    expect(await page.entries()).toBeNull();
    await page.update({ ...entry(2), order: 2, state: 'failed', attempts: 1 });
    await recover();
    expect(bodies(await page.entries())).toEqual(['body 9', 'body 1', 'body 2']);
    expect(await page.entries()).toMatchObject([{}, { state: 'queued' }, { state: 'failed', attempts: 1 }]);
    expect(page.forgetful()).toBe(false);
    expect(page.knowsBetter(anId(1))).toBe(false);
    expect(localStorage).toHaveLength(0);
  });

  it('takes up nothing that was discarded meanwhile', async () => {
    page = aPage();
    void page.keep(entry(1));
    void page.keep(entry(2));
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await page.drop(anId(1))).toBe(false);
    await recover();
    expect(bodies(await page.entries())).toEqual(['body 2']);
  });

  it('doesn’t hold up whoever signs in next', async () => {
    page = aPage();
    void page.entries();
    await jest.advanceTimersByTimeAsync(3_000);
    await leave();
    jest.restoreAllMocks();
    page = aPage(ben);
    expect(page.forgetful()).toBe(false);
    expect(await page.keep(entry(1))).toBe(1);
    expect(bodies(await page.entries())).toEqual(['body 1']);
  });
});

describe('on a full disk', () => {
  // oxlint-disable-next-line typescript/unbound-method -- only called with the store it is asked of
  const put = IDBObjectStore.prototype.put;
  const erase = indexedDB.deleteDatabase.bind(indexedDB);
  /** Takes nothing more, until the cache went or, with `cacheHelps` false, at all. */
  const fill = (cacheHelps: boolean) => {
    const write = function (this: IDBObjectStore, ...row: Parameters<typeof put>) {
      if (this.name === 'outbox' || this.name === 'drafts')
        throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, row);
    };
    IDBObjectStore.prototype.put = write;
    indexedDB.deleteDatabase = (name) => {
      if (cacheHelps && name === cacheName(ann)) IDBObjectStore.prototype.put = put;
      return erase(name);
    };
  };
  beforeEach(async () => {
    const cache = new CacheDatabase(ann);
    await cache.facts.put({ key: 'freshAt', value: 1 });
    cache.close();
    await storage.entries();
  });
  afterEach(() => {
    IDBObjectStore.prototype.put = put;
    indexedDB.deleteDatabase = erase;
  });
  const names = async () => (await indexedDB.databases()).map(({ name }) => name);

  it('throws the cache away to make room for a message', async () => {
    expect(await names()).toContain(cacheName(ann));
    fill(true);
    await storage.keep(entry(1));
    expect(await names()).not.toContain(cacheName(ann));
    expect(storage.forgetful()).toBe(false);
    expect(bodies(await storage.entries())).toEqual(['body 1']);
  });

  it('says so where even that makes no room, and knows the message in this page', async () => {
    fill(false);
    await storage.keep(entry(1));
    expect(storage.forgetful()).toBe(true);
    expect(storage.knowsBetter(anId(1))).toBe(true);
    expect(await storage.entries()).toEqual([]);
  });

  it('says so for as long as a message is in this page only: until it is sent or given up', async () => {
    fill(false);
    await storage.keep(entry(1));
    // Reading works.
    await storage.entries();
    expect(storage.forgetful()).toBe(true);
    await storage.drop(anId(1));
    expect(storage.forgetful()).toBe(false);
  });

  it('keeps what it could not before as soon as there is room, ahead of what comes after', async () => {
    fill(false);
    await storage.keep(entry(1));
    IDBObjectStore.prototype.put = put;
    await storage.keep(entry(2));
    expect(storage.forgetful()).toBe(false);
    expect(bodies(await storage.entries())).toEqual(['body 1', 'body 2']);
    expect(localStorage).toHaveLength(0);
  });

  it('looks for room by itself', async () => {
    fill(false);
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] });
    const keeping = storage.keep(entry(1));
    await jest.advanceTimersByTimeAsync(3_000);
    await keeping;
    IDBObjectStore.prototype.put = put;
    const recovered = firstValueFrom(storage.recovered$);
    await jest.advanceTimersByTimeAsync(30_000);
    jest.useRealTimers();
    await recovered;
    expect(storage.forgetful()).toBe(false);
    expect(bodies(await storage.entries())).toEqual(['body 1']);
  });

  it('leaves the place of another tab’s message alone', async () => {
    fill(false);
    const order = await storage.keep(entry(1));
    IDBObjectStore.prototype.put = put;
    // Nor is it written down anywhere else.
    localStorage.clear();
    expect(await aPage().keep(entry(2))).toBe(order);
    await storage.drop(anId(1));
    await storage.keep({ ...entry(1), order });
    expect(bodies(await storage.entries())).toEqual(['body 2', 'body 1']);
  });
});
