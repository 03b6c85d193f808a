import '../../testing/indexed-db';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { webcrypto } from 'node:crypto';
import { TextEncoder } from 'node:util';
import { FakeApi } from '../../testing/fake-api';
import { FakeSocket } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { aConversation, aMessage, ann, conversationId } from '../../testing/shapes';
import { until } from '../../testing/until';
import { ApiClient } from '../core/api-client';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { MessagesStore } from '../stores/messages.store';
import { CacheDatabase } from './cache/cache-database';
import { evict } from './cache/cache-eviction';
import { CacheKeeper } from './cache/cache-keeper';
import { CachedHistory } from './cache/cached-history';
import { digestOf } from './cache/digest';
import { ConversationRecords } from './conversation-records';
import { DeliveryReports } from './delivery-reports';
import { IntegrityCheck } from './integrity-check';
import { TabLeader } from './tabs/tab-leader';
import { newWindow } from './merge';

// jsdom has neither.
Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
Object.assign(globalThis, { TextEncoder });

let socket: FakeSocket;
let api: FakeApi;

const run = (from: number, to: number, revision?: number) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    aMessage({ seq: from + index, revision: revision ?? from + index + 1 }),
  );

const held = () => TestBed.inject(MessagesStore).window(conversationId)?.messages ?? [];
async function holds(messages: readonly Message[], lastReadSeq: number): Promise<void> {
  const lastSeq = messages.at(-1)?.seq ?? 0;
  TestBed.inject(ConversationRecords).mergeSummaries([
    aConversation({ lastSeq, revision: lastSeq + 1, lastReadSeq, participants: [] }),
  ]);
  TestBed.inject(MessagesStore).setWindow(conversationId, newWindow(messages, lastSeq, lastSeq + 1));
  await TestBed.inject(CacheKeeper).flush();
}

beforeEach(async () => {
  await new CacheDatabase(ann).delete();
  socket = new FakeSocket();
  api = new FakeApi();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      { provide: SocketClient, useValue: socket },
      { provide: ApiClient, useValue: api },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }), state: signal('signed-in'), isKept: () => true },
      },
    ],
  });
  await TestBed.inject(CachedHistory).load();
  TestBed.inject(CacheKeeper).start();
  TestBed.inject(DeliveryReports);
  TestBed.inject(TabLeader).stand();
  socket.arrive();
});

afterEach(() => void TestBed.resetTestingModule());

it('says that messages are delivered once they are stored, and not again', async () => {
  await holds(run(1, 3), 1);
  await until(() => socket.asked.length > 0);
  const report = socket.take('mark_as_delivered');
  expect(report.payload).toEqual({ conversationId, seq: 3 });
  const kept = new CacheDatabase(ann);
  expect(await kept.messages.count()).toBe(3);
  kept.close();
  report.answer({ lastDeliveredSeq: 3 });
  TestBed.inject(DeliveryReports).flush();
  await TestBed.inject(CacheKeeper).flush();
  expect(socket.asked).toEqual([]);
});

it('says nothing of what lies past a hole', async () => {
  await holds(run(6, 9), 3);
  await TestBed.inject(CacheKeeper).flush();
  expect(socket.asked).toEqual([]);
  await holds(run(4, 9), 3);
  await until(() => socket.asked.length > 0);
  expect(socket.take('mark_as_delivered').payload).toEqual({ conversationId, seq: 9 });
});

it('heals what differs from the server at the same revision, here and in what is kept, and counts it', async () => {
  const truth = run(1, 3);
  await holds(
    [...run(1, 1), aMessage({ seq: 2, revision: 3, id: aMessage({ seq: 77 }).id }), ...run(3, 3)],
    3,
  );
  const healed = TestBed.inject(IntegrityCheck).check(conversationId);
  await until(() => api.calls.length > 0);
  const integrity = { fromSeq: 1, toSeq: 3, messageCount: 3, lastSeq: 3, revision: 4 };
  api.take('GET', /\/integrity$/).answer({ ...integrity, digest: await digestOf(truth) });
  await until(() => api.calls.length > 0);
  api.take('GET', /\/messages$/).answer({ items: truth, hasMoreBefore: false, hasMoreAfter: false });
  await until(() => socket.asked.length > 0);
  const report = socket.take('report_healed');
  expect(report.payload).toEqual({ conversationId, messages: 1 });
  report.answer({});
  expect(await healed).toBe(1);
  expect(held()).toEqual(truth);
  const kept = new CacheDatabase(ann);
  expect(await kept.messages.toArray()).toEqual(truth);
  kept.close();
});

it('heals nothing of what changed while it was proved', async () => {
  const wrong = (seq: number) => aMessage({ seq, revision: seq, body: 'wrong' });
  await holds([...run(1, 1), wrong(2), wrong(3), ...run(4, 4)], 4);
  const healed = TestBed.inject(IntegrityCheck).check(conversationId);
  await until(() => api.calls.length > 0);
  const integrity = { fromSeq: 1, toSeq: 4, messageCount: 4, lastSeq: 4, revision: 5 };
  api.take('GET', /\/integrity$/).answer({ ...integrity, digest: await digestOf(run(1, 4)) });
  await until(() => api.calls.length > 0);
  const edited = aMessage({ seq: 2, revision: 6, body: 'edited meanwhile' });
  TestBed.inject(ConversationRecords).mergeMessage(edited);
  await TestBed.inject(CacheKeeper).flush();
  // Read before that, and after another edit, whose push is still to come.
  const editedToo = aMessage({ seq: 4, revision: 7, body: 'edited too' });
  const items = [...run(1, 3), editedToo];
  api.take('GET', /\/messages$/).answer({ items, hasMoreBefore: false, hasMoreAfter: false });
  await until(() => socket.asked.length > 0);
  const report = socket.take('report_healed');
  expect(report.payload).toEqual({ conversationId, messages: 1 });
  report.answer({});
  expect(await healed).toBe(1);
  const truth = [...run(1, 1), edited, ...run(3, 4)];
  expect(held()).toEqual(truth);
  const kept = new CacheDatabase(ann);
  expect(await kept.messages.toArray()).toEqual(truth);
  kept.close();
});

it('heals nothing where the server is at another revision, or agrees', async () => {
  await holds(run(1, 3), 3);
  const integrity = { fromSeq: 1, toSeq: 3, messageCount: 3, lastSeq: 3 };
  for (const answer of [
    { ...integrity, revision: 5, digest: 'f'.repeat(64) },
    { ...integrity, revision: 4, digest: await digestOf(run(1, 3)) },
  ]) {
    const healed = TestBed.inject(IntegrityCheck).check(conversationId);
    await until(() => api.calls.length > 0);
    api.take('GET', /\/integrity$/).answer(answer);
    expect(await healed).toBe(0);
  }
  expect(api.calls).toEqual([]);
});

it('keeps the newest messages when there is no room for all, and claims no more than that', async () => {
  await holds(run(1, 30), 30);
  const kept = new CacheDatabase(ann);
  expect(await evict(kept, { most: 50, roomy: 10, spared: 5 })).toBe(0);
  expect(await evict(kept, { most: 20, roomy: 10, spared: 5 })).toBe(25);
  expect((await kept.messages.toArray()).map(({ seq }) => seq)).toEqual([26, 27, 28, 29, 30]);
  expect(await kept.stretches.toArray()).toEqual([{ conversationId, from: 26, to: 30, revision: 31 }]);
  kept.close();
});
