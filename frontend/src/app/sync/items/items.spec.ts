import '../../../testing/indexed-db';
import { signal, type Signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PersonalItem, PersonalNews } from '@litspark/shared-contracts';
import { Dexie } from 'dexie';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { endSession, eraseSession } from '../../../testing/session-end';
import { anId, ann } from '../../../testing/shapes';
import { until } from '../../../testing/until';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ItemsStore } from '../../stores/items.store';
import { cacheName } from '../cache/cache-names';
import { CacheKeeper } from '../cache/cache-keeper';
import { CachedHistory } from '../cache/cached-history';
import { CommandLog } from '../commands/command-log.service';
import { provideMessagingCommands } from '../commands/provide-commands';
import { TabLeader } from '../tabs/tab-leader';
import { ItemSync } from './item-sync';
import { ItemWrites } from './item-writes';
import { Items } from './items.service';

/** Of a kind that no feature has. */
type Label = {
  level: 'all' | 'mentions' | 'nothing' | null;
  favourite: boolean;
  section: string | null;
};
/** Items as they are for a kind of whose values the contract says so. */
interface Labels {
  value(kind: string, id: string): Signal<Label | null>;
  all(kind: string): Signal<ReadonlyMap<string, Label>>;
  put(kind: string, id: string, value: Label): void;
  change(kind: string, id: string, initial: Label, to: (before: Label) => Label): void;
  remove(kind: string, id: string): void;
}

const kind = 'label';
const [here, there] = [anId(1), anId(2)];
const path = `/me/items/${kind}/${here}`;

const label = (level: Label['level']): Label => ({ level, favourite: false, section: null });
const item = (revision: number, level: Label['level'] | 'gone', id = here): PersonalItem => ({
  kind,
  id,
  revision,
  value: level === 'gone' ? null : label(level),
});
const page = (revision: number, items: PersonalItem[], more: Partial<PersonalNews> = {}): PersonalNews => ({
  revision,
  items,
  cursor: null,
  ...more,
});

let api: FakeApi;
let socket: FakeSocket;

const items = () => TestBed.inject(Items) as unknown as Labels;
const store = () => TestBed.inject(ItemsStore);
const sync = () => TestBed.inject(ItemSync);
const shown = (id = here) => items().value(kind, id)()?.level;
const push = (one: PersonalItem) => socket.push('item_changed', { item: one });

/** A page of this browser. */
function openPage(): void {
  api = new FakeApi();
  socket = new FakeSocket();
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideMessagingCommands(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      {
        provide: SessionService,
        useValue: {
          user: signal({ id: ann }),
          state: signal('signed-in'),
          isKept: () => true,
          isKeptFor: () => true,
        },
      },
    ],
  });
  sync();
}

function load(news: PersonalNews): void {
  sync().begin();
  sync().apply(news);
}

beforeEach(openPage);

describe('what the server tells of items', () => {
  it('is asked from the revision held, and taken by the higher revision in any order', () => {
    expect(sync().request()).toEqual({ personalRevision: 0, personalCursor: undefined });
    load(page(4, [item(2, 'nothing'), item(4, 'all', there)]));
    push(item(6, 'mentions'));
    push(item(5, 'all'));
    expect(shown()).toBe('mentions');
    expect([...items().all(kind)().keys()]).toEqual([here, there]);
    // 5 is still to come as far as is known: it is asked for again.
    expect(sync().request().personalRevision).toBe(5);
    push(item(7, 'gone'));
    expect(items().value(kind, here)()).toBeNull();
  });

  it('follows a load to its end before its revision is held, with what came meanwhile', () => {
    sync().begin();
    expect(sync().apply(page(9, [item(2, 'nothing')], { cursor: 'next' }))).toBe(true);
    expect(sync().request()).toEqual({ personalRevision: 0, personalCursor: 'next' });
    push(item(12, 'all', there));
    expect(sync().apply(page(12, [item(8, 'mentions', there)]))).toBe(false);
    expect(sync().request().personalRevision).toBe(9);
    expect(shown(there)).toBe('all');
  });

  it('begins a load anew that was cut off', () => {
    load(page(9, [item(2, 'nothing')], { cursor: 'next' }));
    sync().begin();
    expect(sync().request()).toEqual({ personalRevision: 0, personalCursor: undefined });
  });

  it('forgets at a reset what is not in it, but not what is newer', () => {
    load(page(9, [item(2, 'nothing'), item(9, 'all', there)]));
    sync().begin();
    push(item(4, 'mentions', anId(3)));
    sync().apply(page(3, [item(3, 'all')], { reset: true }));
    expect([...items().all(kind)()].map(([id, { level }]) => [id, level])).toEqual([
      [anId(3), 'mentions'],
      [here, 'all'],
    ]);
    expect(sync().request().personalRevision).toBe(4);
  });

  it('doesn’t take back what a load of everything left out', () => {
    sync().begin();
    sync().apply(page(9, [item(2, 'nothing')], { cursor: 'next' }));
    push(item(8, 'all', there));
    store().settle(item(7, 'all', anId(3)));
    sync().apply(page(9, [item(5, 'all', anId(4))]));
    push(item(3, 'all', there));
    store().settle(item(4, 'all', anId(3)));
    expect([...items().all(kind)().keys()]).toEqual([here, anId(4)]);
    push(item(10, 'all', there));
    expect(shown(there)).toBe('all');
  });

  it('forgets what was heard before a load of everything where nothing was held yet', () => {
    load(page(0, []));
    push(item(2, 'all', there));
    load(page(4, [item(3, 'nothing')]));
    expect([...items().all(kind)().keys()]).toEqual([here]);
  });

  it('keeps what it does not know', () => {
    load(page(1, [{ kind: 'pebbles', id: 'pebbles', revision: 1, value: { round: true } }]));
    expect(store().peek('pebbles', 'pebbles')?.value).toEqual({ round: true });
  });
});

describe('in the cache', () => {
  afterEach(async () => {
    TestBed.resetTestingModule();
    await Dexie.delete(cacheName(ann));
  });

  async function open(): Promise<void> {
    await TestBed.inject(CachedHistory).load();
    TestBed.inject(CacheKeeper).start();
  }
  async function reopen(): Promise<void> {
    await TestBed.inject(CacheKeeper).flush();
    openPage();
    await open();
  }

  it('they are there at a start without network, with the revision they go up to', async () => {
    await open();
    load(page(4, [item(2, 'nothing'), item(4, 'all', there)]));
    await reopen();
    expect(shown()).toBe('nothing');
    expect(sync().request().personalRevision).toBe(4);
    push(item(1, 'all'));
    expect(shown()).toBe('nothing');
  });

  it('a load that was cut off is no whole one', async () => {
    await open();
    load(page(4, [item(2, 'nothing')], { cursor: 'next' }));
    await reopen();
    expect(sync().request().personalRevision).toBe(0);
  });

  it('nothing stays that a reset left out', async () => {
    await open();
    load(page(4, [item(2, 'nothing'), item(4, 'all', there)]));
    await TestBed.inject(CacheKeeper).flush();
    load(page(6, [item(2, 'nothing')], { reset: true }));
    await reopen();
    expect([...items().all(kind)().keys()]).toEqual([here]);
    expect(sync().request().personalRevision).toBe(6);
  });
});

describe('a write', () => {
  const log = () => TestBed.inject(CommandLog);
  const waiting = () => log().of(TestBed.inject(ItemWrites));

  const begin = () => log().load();
  function connect(): void {
    TestBed.inject(TabLeader).stand();
    log().resume();
  }

  beforeEach(begin);
  afterEach(() => eraseSession());

  it('is shown at once, the last one sent, and held as the server has it', async () => {
    items().put(kind, here, label('nothing'));
    items().put(kind, here, label('mentions'));
    items().put(kind, there, label('all'));
    expect([shown(), shown(there)]).toEqual(['mentions', 'all']);
    await until(() => waiting().every(({ order }) => order !== null));
    connect();
    await until(() => api.calls.length === 2);
    const first = api.take('PUT', path);
    expect(first.body).toEqual({ value: label('mentions') });
    first.answer(item(3, 'mentions'));
    await until(() => waiting().length === 1);
    expect(store().peek(kind, here)?.revision).toBe(3);
    expect(shown()).toBe('mentions');
  });

  it('outlives the page', async () => {
    items().put(kind, here, label('nothing'));
    await until(() => waiting().every(({ order }) => order !== null));
    await endSession();
    openPage();
    await begin();
    expect(shown()).toBe('nothing');
  });

  it('is taken back where it is refused, and told', async () => {
    load(page(2, [item(2, 'all')]));
    const told: unknown[] = [];
    log().refused$.subscribe(({ kind: { refusal } }) => told.push(refusal));
    items().put(kind, here, label('nothing'));
    connect();
    await until(() => api.calls.length === 1);
    api.take('PUT', path).fail(new ApiError('NOT_FOUND', 'gone'));
    await until(() => waiting().length === 0);
    expect(shown()).toBe('all');
    expect(told).toEqual(['settings.notSaved']);
  });

  it('is tried again where the server could not be reached', async () => {
    items().put(kind, here, label('nothing'));
    connect();
    await until(() => api.calls.length === 1);
    api.take('PUT', path).fail(ApiError.noAnswer('cut'));
    await until(() => waiting()[0]?.state === 'waiting');
    expect(shown()).toBe('nothing');
    await until(() => api.calls.length === 1);
  });

  it('that takes an item away shows it gone until a later one comes', async () => {
    load(page(2, [item(2, 'all')]));
    items().remove(kind, here);
    expect(shown()).toBeUndefined();
    connect();
    await until(() => api.calls.length === 1);
    api.take('DELETE', path).answer(undefined);
    await until(() => waiting().length === 0);
    expect(shown()).toBeUndefined();
    push(item(4, 'mentions'));
    push(item(3, 'gone'));
    expect(shown()).toBe('mentions');
  });
});

describe('a change', () => {
  const log = () => TestBed.inject(CommandLog);
  const waiting = () => log().of(TestBed.inject(ItemWrites));
  const set = (part: Partial<Label>) =>
    items().change(kind, here, label(null), (before) => ({ ...before, ...part }));
  const other = (revision: number, part: Partial<Label>): PersonalItem => ({
    ...item(revision, 'all'),
    value: { ...label('all'), ...part },
  });
  const connect = () => {
    TestBed.inject(TabLeader).stand();
    log().resume();
  };

  beforeEach(() => log().load());
  afterEach(() => eraseSession());

  it('keeps what another device changes of it meanwhile, shown and sent', async () => {
    load(page(2, [item(2, 'all')]));
    set({ favourite: true });
    push(other(3, { section: there }));
    expect(items().value(kind, here)()).toEqual({ ...label('all'), favourite: true, section: there });
    connect();
    await until(() => api.calls.length === 1);
    const value = { ...label('all'), favourite: true, section: there };
    expect(api.take('PUT', path).body).toEqual({ value, ifRevision: 3 });
  });

  it('is made again of what the item is where another device was faster', async () => {
    load(page(2, [item(2, 'all')]));
    set({ favourite: true });
    connect();
    await until(() => api.calls.length === 1);
    api.take('PUT', path).fail(new ApiError('CONFLICT', 'another revision'));
    await until(() => api.calls.length === 1);
    api.take('GET', path).answer(other(5, { level: 'nothing' }));
    await until(() => api.calls.length === 1);
    const value = { ...label('nothing'), favourite: true };
    const last = api.take('PUT', path);
    expect(last.body).toEqual({ value, ifRevision: 5 });
    last.answer({ ...item(6, 'all'), value });
    await until(() => waiting().length === 0);
    expect(items().value(kind, here)()).toEqual(value);
  });

  it('makes the item where there is none, and again where it is gone', async () => {
    set({ favourite: true });
    connect();
    await until(() => api.calls.length === 1);
    const first = api.take('PUT', path);
    expect(first.body).toEqual({ value: { ...label(null), favourite: true }, ifRevision: 0 });
    first.answer(other(1, { level: null, favourite: true }));
    await until(() => waiting().length === 0);
    set({ level: 'nothing' });
    await until(() => api.calls.length === 1);
    api.take('PUT', path).fail(new ApiError('CONFLICT', 'gone'));
    await until(() => api.calls.length === 1);
    api.take('GET', path).fail(new ApiError('NOT_FOUND', 'gone'));
    await until(() => api.calls.length === 1);
    expect(api.take('PUT', path).body).toMatchObject({ ifRevision: 0 });
  });

  it('is refused where the conflict is none of two devices', async () => {
    load(page(2, [item(2, 'all')]));
    set({ favourite: true });
    connect();
    await until(() => api.calls.length === 1);
    api.take('PUT', path).fail(new ApiError('CONFLICT', 'too many'));
    await until(() => api.calls.length === 1);
    api.take('GET', path).answer(item(2, 'all'));
    await until(() => waiting().length === 0);
    expect(items().value(kind, here)()?.favourite).toBe(false);
  });

  it('is one with the next, and nothing where nothing changes', async () => {
    load(page(2, [item(2, 'all')]));
    set({ favourite: true });
    push(other(3, { level: 'mentions' }));
    set({ section: there });
    push(other(4, { level: 'nothing' }));
    set({ section: there });
    await until(() => waiting().length === 1 && waiting()[0]?.order !== null);
    connect();
    await until(() => api.calls.length === 1);
    const value = { ...label('nothing'), favourite: true, section: there };
    expect(api.take('PUT', path).body).toEqual({ value, ifRevision: 4 });
  });
});
