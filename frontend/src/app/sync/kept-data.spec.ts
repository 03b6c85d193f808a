import '../../testing/indexed-db';
import { signal, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Dexie } from 'dexie';
import { Subject } from 'rxjs';
import { FakeSocket } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { aConversation, anId, ann, ben, conversationId } from '../../testing/shapes';
import { until } from '../../testing/until';
import { CurrentSession } from '../core/current-session';
import { provideInSession } from '../core/session-scope';
import { type SessionEnd, SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { DraftsStore } from '../stores/drafts.store';
import { CacheKeeper } from './cache/cache-keeper';
import { CachedHistory } from './cache/cached-history';
import { ConversationRecords } from './conversation-records';
import { DraftKeeper } from './draft-keeper';
import { KeptData } from './kept-data';
import { LastWrites } from './last-writes';
import { OutboxDatabase } from './outbox-database';
import { OutboxStorage } from './outbox-storage';

const begun$ = new Subject<string>();
const ended$ = new Subject<SessionEnd>();
const user = signal<{ id: string } | null>(null);
const state = signal('signed-out');
/** Whom the browser counts as signed in. */
let kept: string | null;

beforeEach(() => {
  localStorage.clear();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideInSession({ provide: SocketClient, useFactory: () => new FakeSocket() }),
      {
        provide: SessionService,
        useValue: {
          begun$,
          ended$,
          user,
          state,
          isKept: () => kept !== null,
          isKeptFor: (userId: string) => kept === userId,
        },
      },
    ],
  });
  TestBed.inject(KeptData);
});
afterEach(async () => {
  for (const { name } of await indexedDB.databases()) await Dexie.delete(name ?? '');
});

/** Somebody signs in. */
async function begin(userId = ann): Promise<void> {
  kept = userId;
  user.set({ id: userId });
  state.set('signed-in');
  begun$.next(userId);
  await get(CachedHistory).load();
  get(CacheKeeper).start();
  await get(DraftKeeper).load();
}
async function end(why: SessionEnd): Promise<void> {
  if (why !== 'replaced') kept = null;
  user.set(null);
  state.set('signed-out');
  ended$.next(why);
  await TestBed.inject(LastWrites).done;
}
function get<T>(type: Type<T>): T {
  const injector = TestBed.inject(CurrentSession).injector();
  if (!injector) throw new Error('nobody is signed in');
  return injector.get(type);
}

const send = (number: number) =>
  get(OutboxStorage).keep({
    order: null,
    clientMessageId: anId(number),
    conversationId,
    body: `body ${number}`,
    replyToId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    state: 'queued',
    attempts: 0,
    notBefore: 0,
    mayBeStored: false,
  });
const draft = () => get(DraftsStore).get(conversationId)();
const databases = () => indexedDB.databases();

/** Something of each kind that the browser keeps, to the last moment. */
async function leaveTraces(): Promise<void> {
  get(ConversationRecords).mergeSummaries([aConversation({ lastSeq: 1 })]);
  await get(CacheKeeper).flush();
  await send(1);
  get(DraftsStore).set(conversationId, 'half a thought');
}

const isEmpty = async () => (await databases()).length === 0 && localStorage.length === 0;

it('erases all of it after a sign-out', async () => {
  await begin();
  await leaveTraces();
  expect(await databases()).toHaveLength(2);
  await end('signed-out');
  await until(isEmpty);
  expect(TestBed.inject(KeptData).leftBehind()).toBe(0);
});

it('erases it though another tab holds it open', async () => {
  await begin();
  const other = new OutboxDatabase(ann);
  await other.open();
  await leaveTraces();
  await end('signed-out');
  await until(isEmpty);
});

it.each(['expired', 'replaced'] as const)(
  'leaves what the server doesn’t have for the next sign-in where the session %s, but not the cache',
  async (why) => {
    await begin();
    await leaveTraces();
    await end(why);
    if (why === 'expired') await until(async () => (await databases()).length === 1);
    await begin(ben);
    expect(draft()).toBe('');
    await end('signed-out');
    await begin();
    expect(draft()).toBe('half a thought');
    expect(await get(OutboxStorage).entries()).toMatchObject([{ body: 'body 1' }]);
  },
);

it('tells how many messages wait for whoever’s session ended by itself, also the next page, until they are back', async () => {
  await begin();
  await send(1);
  await send(2);
  await end('expired');
  await until(() => Promise.resolve(TestBed.inject(KeptData).leftBehind() === 2));
  expect(localStorage.getItem('litspark.unsent')).toBe('2');
  await begin();
  expect(TestBed.inject(KeptData).leftBehind()).toBe(0);
  expect(localStorage.getItem('litspark.unsent')).toBeNull();
});

it('erases nothing of somebody who has signed in again meanwhile, in another tab', async () => {
  await begin();
  await leaveTraces();
  user.set(null);
  ended$.next('signed-out');
  await TestBed.inject(LastWrites).done;
  await begin();
  expect(await databases()).toHaveLength(2);
  expect(draft()).toBe('half a thought');
});

it('lets the next session read only what the one before has written to the end', async () => {
  await begin();
  get(DraftsStore).set(conversationId, 'half a thought');
  // Nor is it written ahead.
  localStorage.clear();
  ended$.next('replaced');
  await begin();
  expect(draft()).toBe('half a thought');
});
