import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { JoinAnswer, Message, SyncAnswer } from '@litspark/shared-contracts';
import { FakeApi } from '../../testing/fake-api';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { aConversation, aMessage, anId, ann, conversationId } from '../../testing/shapes';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { PageVisibility } from '../core/page-visibility';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { surroundingsSource, type TimelineSource } from '../stores/timeline-source';
import { CommandLog } from './commands/command-log.service';
import { provideMessagingCommands } from './commands/provide-commands';
import { MessagingService } from './messaging.service';
import { OutboxService } from './outbox.service';
import { ReadTracking } from './read-tracking';
import { SyncEngine } from './sync-engine';

const other = anId(200);
const newest = 300;
const around = surroundingsSource(conversationId, 100);

let socket: FakeSocket;
let api: FakeApi;
let engine: SyncEngine;
const watched = signal(true);

const run = (from: number, to: number, id = conversationId) =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    aMessage({ seq: from + index, revision: from + index + 1, conversationId: id }),
  );
const conversation = (id: string, lastSeq: number, revision = lastSeq + 1) =>
  aConversation({
    id,
    lastSeq,
    revision,
    lastReadSeq: 90,
    lastMessage: run(lastSeq, lastSeq, id)[0] ?? null,
  });
const joined = (id = conversationId, lastSeq = newest): JoinAnswer => ({
  conversation: conversation(id, lastSeq),
  messages: run(lastSeq - 49, lastSeq, id),
  hasMoreBefore: true,
  hasMoreAfter: false,
  participants: [],
});
const nothingNew: SyncAnswer = {
  changed: [],
  removed: [],
  markers: [],
  unchanged: 1,
  more: false,
  generation: 'first',
};

const messaging = () => TestBed.inject(MessagingService);
const shown = (key: string) => TestBed.inject(MessagesStore).timeline(key)();
const ends = (key: string) => [shown(key).messages[0]?.seq, shown(key).messages.at(-1)?.seq];
const body = (key: string, seq: number) => shown(key).messages.find((one) => one.seq === seq)?.body;
/** What the socket was asked, but what only reports. */
const asked = () => {
  const reports = ['mark_as_delivered', 'mark_as_read'];
  socket.asked.splice(0, Infinity, ...socket.asked.filter(({ event }) => !reports.includes(event)));
  return socket.asked.map(({ event }) => event);
};

async function answerJoin(id = conversationId, lastSeq = newest): Promise<void> {
  asked();
  const join = socket.take('join_conversation');
  expect(join.payload).toMatchObject({ conversationId: id });
  join.answer(joined(id, lastSeq));
  await settle();
}

async function answerPage(messages: Message[], query: object): Promise<void> {
  const call = api.take('GET', /\/messages$/);
  expect(call.query).toEqual(query);
  call.answer({ items: messages });
  await settle();
}

/** The conversation's page is open and caught up. */
async function openPage(): Promise<void> {
  messaging().joinConversation(conversationId);
  socket.arrive();
  await settle();
  await answerJoin();
  socket.take('sync').answer(nothingNew);
  await settle();
}

async function open(source: TimelineSource): Promise<() => void> {
  const close = messaging().openTimeline(source);
  await settle();
  return close;
}

const edit = (seq: number, revision: number, text: string) =>
  socket.push('message_updated', { message: aMessage({ seq, revision, body: text }) });

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  localStorage.clear();
  watched.set(true);
  socket = new FakeSocket();
  api = new FakeApi();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideMessagingCommands(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
      { provide: PageVisibility, useValue: { watched, visible: watched, focused: watched } },
    ],
  });
  void TestBed.inject(OutboxService).load();
  void TestBed.inject(CommandLog).load();
  engine = TestBed.inject(SyncEngine);
  engine.start();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('two timelines of one conversation', () => {
  it('are joined once, and left once neither is shown', async () => {
    await openPage();
    const close = await open(around);
    const again = await open(around);
    expect(asked()).toEqual([]);
    close();
    close();
    again();
    messaging().leaveConversation(conversationId);
    await settle();
    expect(asked()).toEqual(['leave_conversation']);
  });

  it('stay joined while the other one is shown', async () => {
    await openPage();
    const close = await open(around);
    messaging().leaveConversation(conversationId);
    await settle();
    expect(asked()).toEqual([]);
    expect(messaging().openConversationId()).toBeNull();
    close();
    await settle();
    expect(asked()).toEqual(['leave_conversation']);
  });

  it('load, page and jump each on its own', async () => {
    await openPage();
    await open(around);
    expect(shown(around.key).loading).toBe('initial');
    expect(shown(conversationId).loading).toBe('none');
    await answerPage(run(76, 125), { aroundSeq: 100 });
    expect(ends(around.key)).toEqual([76, 125]);
    expect(shown(around.key)).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true, loading: 'none' });

    void messaging().loadOlder(around);
    void messaging().loadOlder({ key: conversationId, conversationId, around: null });
    await settle();
    await answerPage(run(26, 75), { beforeSeq: 76 });
    await answerPage(run(201, 250), { beforeSeq: 251 });
    expect(ends(around.key)).toEqual([26, 125]);
    expect(ends(conversationId)).toEqual([201, newest]);

    void messaging().loadAround(around, 10);
    await settle();
    await answerPage(run(1, 20), { aroundSeq: 10 });
    expect(ends(around.key)).toEqual([1, 20]);
    void messaging().jumpToNewest(around);
    await settle();
    await answerPage(run(251, newest), {});
    expect(ends(around.key)).toEqual([251, newest]);
    expect(ends(conversationId)).toEqual([201, newest]);
  });

  it('both show a change at once; a new message only where the end is shown', async () => {
    await openPage();
    await open(around);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    edit(100, newest + 2, 'edited');
    socket.push('new_message', { message: aMessage({ seq: newest + 1, revision: newest + 3 }) });
    expect(body(around.key, 100)).toBe('edited');
    expect(ends(conversationId)).toEqual([251, newest + 1]);
    expect(ends(around.key)).toEqual([76, 125]);
    void messaging().jumpToNewest(around);
    await settle();
    await answerPage(run(252, newest + 1), {});
    socket.push('new_message', { message: aMessage({ seq: newest + 2, revision: newest + 4 }) });
    expect(ends(around.key)).toEqual([252, newest + 2]);
    expect(asked()).toEqual([]);
  });

  it('take a change that came while the page was on its way', async () => {
    await openPage();
    await open(around);
    edit(100, newest + 2, 'edited');
    await answerPage(run(76, 125), { aroundSeq: 100 });
    asked();
    const pull = socket.take('sync');
    expect(pull.payload).toMatchObject({ conversations: [{ id: conversationId, revision: newest + 1 }] });
    const messages = [aMessage({ seq: 100, revision: newest + 2, body: 'edited' })];
    const changed = {
      conversation: conversation(conversationId, newest, newest + 2),
      messages,
      hasMore: false,
    };
    pull.answer({ ...nothingNew, changed: [changed] });
    await settle();
    expect(body(around.key, 100)).toBe('edited');
  });

  it('are both caught up after a connection that was lost, from the older of the two', async () => {
    await openPage();
    await open(around);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    socket.lose();
    await settle();
    socket.arrive();
    await settle();
    await answerJoin();
    expect(api.calls).toEqual([]);
    const sync = socket.take('sync');
    expect(sync.payload).toMatchObject({ conversations: [{ id: conversationId, revision: newest + 1 }] });
    const summary = conversation(conversationId, newest, newest + 3);
    sync.answer({ ...nothingNew, changed: [{ conversation: summary, messages: [], hasMore: false }] });
    await settle();
    const messages = [
      aMessage({ seq: 299, revision: newest + 2, body: 'late' }),
      aMessage({ seq: 100, revision: newest + 3, body: 'late' }),
    ];
    socket
      .take('sync')
      .answer({ ...nothingNew, changed: [{ conversation: summary, messages, hasMore: false }] });
    await settle();
    expect(body(conversationId, 299)).toBe('late');
    expect(body(around.key, 100)).toBe('late');
    expect(asked()).toEqual([]);
  });

  it('begin anew together where the server has another past', async () => {
    await openPage();
    await open(around);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    edit(100, newest + 3, 'ahead of a gap');
    await jest.advanceTimersByTimeAsync(200);
    asked();
    const summary = conversation(conversationId, 150);
    socket.take('sync').answer({
      ...nothingNew,
      changed: [{ conversation: summary, messages: [], hasMore: false, reset: true }],
    });
    await settle();
    await answerJoin(conversationId, 150);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    expect(ends(conversationId)).toEqual([101, 150]);
    expect(ends(around.key)).toEqual([76, 125]);
    expect(body(around.key, 100)).toBe('message 100');
  });

  it('count what was read in either', async () => {
    await openPage();
    await open(around);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    const read = () => TestBed.inject(ConversationsStore).peek(conversationId)?.lastReadSeq;
    TestBed.inject(ReadTracking).seen(conversationId, 110);
    await settle();
    expect(read()).toBe(110);
    TestBed.inject(ReadTracking).seen(conversationId, 105);
    await settle();
    expect(read()).toBe(110);
  });

  it('fail each on its own, and one is asked for again', async () => {
    await openPage();
    await open(around);
    api.take('GET', /\/messages$/).fail(new ApiError('INTERNAL', 'broken'));
    await settle();
    expect(shown(around.key)).toMatchObject({ loading: 'none', error: { code: 'INTERNAL' } });
    expect(shown(conversationId).error).toBeNull();
    messaging().retryTimeline(around);
    await settle();
    expect(asked()).toEqual([]);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    expect(shown(around.key)).toMatchObject({ loading: 'none', error: null });
  });

  it('are asked for again by themselves after what may pass', async () => {
    await openPage();
    await open(around);
    api.take('GET', /\/messages$/).fail(new ApiError('UNAVAILABLE', 'not now'));
    await settle();
    expect(shown(around.key)).toMatchObject({ loading: 'none', error: { code: 'UNAVAILABLE' } });
    jest.advanceTimersByTime(3_000);
    await settle();
    await answerJoin();
    await answerPage(run(76, 125), { aroundSeq: 100 });
    expect(shown(around.key)).toMatchObject({ loading: 'none', error: null });
    jest.advanceTimersByTime(60_000);
    await settle();
    expect(asked()).toEqual([]);
  });

  it('leave nothing in memory of the one that is closed', async () => {
    await openPage();
    const close = await open(around);
    await answerPage(run(76, 125), { aroundSeq: 100 });
    close();
    const later = await open(around);
    expect(shown(around.key).messages).toEqual([]);
    later();
    await answerPage(run(76, 125), { aroundSeq: 100 });
    expect(TestBed.inject(MessagesStore).window(around.key)).toBeUndefined();
    expect(ends(conversationId)).toEqual([251, newest]);
  });
});

describe('timelines of two conversations', () => {
  it('are each joined, live and read, and the page stays about its own', async () => {
    await openPage();
    const beside = surroundingsSource(other, 20);
    const close = await open(beside);
    await answerJoin(other, 40);
    await answerPage(run(1, 40, other), { aroundSeq: 20 });
    expect(messaging().openConversationId()).toBe(conversationId);
    socket.push('new_message', {
      message: aMessage({ seq: 41, revision: 42, conversationId: other, id: anId(7) }),
    });
    socket.push('new_message', { message: aMessage({ seq: newest + 1, revision: newest + 2 }) });
    expect(ends(beside.key)).toEqual([1, 41]);
    expect(ends(conversationId)).toEqual([251, newest + 1]);

    watched.set(false);
    TestBed.inject(ReadTracking).seen(other, 41 + 90);
    TestBed.inject(ReadTracking).seen(conversationId, newest + 1);
    watched.set(true);
    TestBed.tick();
    await settle();
    expect(TestBed.inject(ConversationsStore).peek(conversationId)?.lastReadSeq).toBe(newest + 1);

    close();
    await settle();
    asked();
    expect(socket.take('leave_conversation').payload).toEqual({ conversationId: other });
  });

  it('are all joined again on the next connection', async () => {
    await openPage();
    await open(surroundingsSource(other, 20));
    await answerJoin(other, 40);
    await answerPage(run(1, 40, other), { aroundSeq: 20 });
    socket.lose();
    await settle();
    socket.arrive();
    await settle();
    expect(asked()).toEqual(['join_conversation', 'join_conversation']);
  });

  it('don’t wait for each other', async () => {
    messaging().joinConversation(conversationId);
    void messaging().openTimeline(surroundingsSource(other, 20));
    socket.arrive();
    await settle();
    socket.take('join_conversation');
    await answerJoin(other, 40);
    await answerPage(run(1, 40, other), { aroundSeq: 20 });
    expect(shown(surroundingsSource(other, 20).key).messages).toHaveLength(40);
    expect(shown(conversationId).loading).toBe('initial');
  });
});

it('waits without a connection for the surroundings of a message, and loads them with the next', async () => {
  messaging().joinConversation(conversationId);
  await open(around);
  await settle();
  for (const call of api.calls.splice(0)) call.fail(ApiError.noAnswer('cut off'));
  await settle();
  expect(shown(around.key)).toMatchObject({ loading: 'initial', error: null });
  socket.arrive();
  await settle();
  await answerJoin();
  await answerPage(run(76, 125), { aroundSeq: 100 });
  expect(ends(around.key)).toEqual([76, 125]);
});
