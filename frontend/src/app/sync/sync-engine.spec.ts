import { computed, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { JoinAnswer, SyncAnswer } from '@litspark/shared-contracts';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { aConversation, aMessage, anId, ann, ben, conversationId } from '../../testing/shapes';
import { ApiError } from '../core/api-error';
import { ConnectionService } from '../core/connection.service';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { DraftsStore, noDraft } from '../stores/drafts.store';
import { GenerationStore } from '../stores/generation.store';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import { TypingStore } from '../stores/typing.store';
import { CommandLog } from './commands/command-log.service';
import { provideMessagingCommands } from './commands/provide-commands';
import { MessagingService } from './messaging.service';
import { OutboxService } from './outbox.service';
import { SyncEngine } from './sync-engine';

let socket: FakeSocket;
let engine: SyncEngine;

const nothingNew: SyncAnswer = {
  changed: [],
  removed: [],
  markers: [],
  unchanged: 1,
  more: false,
  generation: 'first',
};

const messages = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    aMessage({ seq: from + index, revision: from + index + 1 }),
  );

/** The conversation as it stands with so many messages and no other change. */
const with_ = (lastSeq: number, lastReadSeq = 0) =>
  aConversation({
    lastSeq,
    revision: lastSeq + 1,
    lastReadSeq,
    lastMessage: messages(lastSeq, lastSeq)[0] ?? null,
  });

const joined = (from: number, to: number): JoinAnswer => ({
  conversation: with_(to),
  messages: messages(from, to),
  hasMoreBefore: from > 1,
  hasMoreAfter: false,
  participants: [],
});

const status = () => {
  TestBed.tick();
  return TestBed.inject(ConnectionService).status();
};
const shownSeqs = () =>
  TestBed.inject(MessagesStore)
    .timeline(conversationId)()
    .messages.map(({ seq }) => seq);
const messaging = () => TestBed.inject(MessagingService);
const conversation = () => TestBed.inject(ConversationsStore).byId(conversationId)();

beforeEach(() => {
  // IndexedDB's promises count on real microtasks.
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  localStorage.clear();
  socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideMessagingCommands(),
      { provide: SocketClient, useValue: socket },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
    ],
  });
  TestBed.inject(ConnectionService);
  engine = TestBed.inject(SyncEngine);
  void TestBed.inject(OutboxService).load();
  void TestBed.inject(CommandLog).load();
  engine.start();
  socket.connect();
});

afterEach(() => {
  jest.useRealTimers();
});

async function arrive(): Promise<void> {
  socket.arrive();
  await settle();
}

/** Connected, with the conversation open, caught up and holding 1 to `lastSeq`. */
async function openAt(lastSeq: number): Promise<void> {
  messaging().joinConversation(conversationId);
  await arrive();
  socket.take('join_conversation').answer(joined(1, lastSeq));
  await settle();
  socket.take('sync').answer(nothingNew);
  await settle();
  expect(status()).toBe('live');
  await confirmDelivery(lastSeq);
}

/** This device has stored everything, and says so. */
async function confirmDelivery(seq: number): Promise<void> {
  jest.advanceTimersByTime(1);
  await settle();
  const report = socket.take('mark_as_delivered');
  expect(report.payload).toEqual({ conversationId, seq });
  report.answer({ lastDeliveredSeq: seq });
  await settle();
}

it('joins what is open, then pulls, and only then calls itself live', async () => {
  messaging().joinConversation(conversationId);
  expect(socket.asked).toHaveLength(0);
  await arrive();
  const join = socket.take('join_conversation');
  expect(join.payload).toEqual({ conversationId, afterSeq: undefined });
  await settle();
  expect(socket.asked).toHaveLength(0);
  expect(status()).toBe('connecting');
  join.answer(joined(1, 3));
  await settle();
  expect(status()).toBe('connecting');
  const sync = socket.take('sync');
  expect(sync.payload).toEqual({
    conversations: [{ id: conversationId, revision: 4, lastReadSeq: 0 }],
    personalRevision: 0,
  });
  sync.answer(nothingNew);
  await settle();
  expect(status()).toBe('live');
  expect(shownSeqs()).toEqual([1, 2, 3]);
});

it('says that nothing is kept of a conversation opened without a connection, and loads it once there is one', async () => {
  const timeline = TestBed.inject(MessagesStore).timeline(conversationId);
  messaging().joinConversation(conversationId);
  expect(timeline()).toMatchObject({ loading: 'cache', messages: [] });
  await jest.advanceTimersByTimeAsync(50);
  expect(timeline()).toMatchObject({ loading: 'initial', messages: [] });
  await arrive();
  socket.take('join_conversation').answer(joined(1, 3));
  await settle();
  expect(timeline().loading).toBe('none');
  expect(shownSeqs()).toEqual([1, 2, 3]);
});

it('fills the list from the first sync, answer by answer', async () => {
  const store = TestBed.inject(ConversationsStore);
  await arrive();
  const entry = (id: string) => ({ conversation: { ...with_(1), id }, messages: [], hasMore: false });
  socket.take('sync').answer({ ...nothingNew, changed: [entry(anId(101))], more: true });
  await settle();
  expect(store.loaded()).toBe(true);
  expect(status()).toBe('connecting');
  socket.take('sync').answer({ ...nothingNew, changed: [entry(anId(102))] });
  await settle();
  expect(store.all().map(({ id }) => id)).toEqual([anId(102), anId(101)]);
  expect(status()).toBe('live');
});

it('pulls what is missing when a push skips a revision', async () => {
  await openAt(3);
  socket.push('new_message', { message: messages(5, 5)[0]! });
  expect(shownSeqs()).toEqual([1, 2, 3]);
  jest.advanceTimersByTime(200);
  await settle();
  const pull = socket.take('sync');
  expect(pull.payload).toEqual({
    conversations: [{ id: conversationId, revision: 4 }],
    only: true,
    generation: 'first',
  });
  // One more arrives while the answer is on its way.
  socket.push('new_message', { message: messages(6, 6)[0]! });
  pull.answer({
    ...nothingNew,
    changed: [{ conversation: with_(5), messages: messages(4, 5), hasMore: false }],
  });
  await settle();
  expect(shownSeqs()).toEqual([1, 2, 3, 4, 5, 6]);
});

it('pulls nothing when the missing push comes a moment later', async () => {
  await openAt(3);
  socket.push('new_message', { message: messages(5, 5)[0]! });
  socket.push('new_message', { message: messages(4, 4)[0]! });
  jest.advanceTimersByTime(1_000);
  await settle();
  expect(socket.asked).toHaveLength(0);
  expect(shownSeqs()).toEqual([1, 2, 3, 4, 5]);
});

it('streams a repeated push once', async () => {
  await openAt(3);
  const seen: number[] = [];
  messaging().newMessage$.subscribe(({ seq }) => seen.push(seq));
  socket.push('new_message', { message: messages(4, 4)[0]! });
  socket.push('new_message', { message: messages(4, 4)[0]! });
  expect(seen).toEqual([4]);
  expect(conversation()).toMatchObject({ lastSeq: 4, unreadCount: 4 });
});

it('keeps what it holds over a reconnection and asks only for what came since', async () => {
  await openAt(3);
  socket.lose();
  await arrive();
  const rejoin = socket.take('join_conversation');
  expect(rejoin.payload).toEqual({ conversationId, afterSeq: Number.MAX_SAFE_INTEGER });
  rejoin.answer({ ...joined(1, 5), messages: [] });
  await settle();
  socket.take('sync').answer({
    ...nothingNew,
    changed: [{ conversation: with_(5), messages: messages(4, 5), hasMore: false }],
  });
  await settle();
  socket.take('sync').answer(nothingNew);
  await settle();
  expect(shownSeqs()).toEqual([1, 2, 3, 4, 5]);
});

it('starts anew from the newest page when too much came while it was away', async () => {
  await openAt(3);
  socket.lose();
  await arrive();
  socket.take('join_conversation').answer({ ...joined(1, 900), messages: [] });
  await settle();
  for (let round = 0; round < 5; round += 1) {
    const from = 4 + round * 100;
    socket.take('sync').answer({
      ...nothingNew,
      changed: [{ conversation: with_(900), messages: messages(from, from + 99), hasMore: true }],
    });
    await settle();
  }
  const fresh = socket.take('join_conversation');
  expect(fresh.payload).toEqual({ conversationId, afterSeq: undefined });
  fresh.answer(joined(851, 900));
  await settle();
  expect(shownSeqs()).toEqual(messages(851, 900).map(({ seq }) => seq));
});

it('forgets what it holds when the server’s past is another one', async () => {
  await openAt(3);
  socket.lose();
  await arrive();
  // The conversation is at a lower revision than what is held.
  socket.take('join_conversation').answer({ ...joined(1, 1), messages: [] });
  await settle();
  socket.take('sync').answer({
    ...nothingNew,
    changed: [{ conversation: with_(1), messages: [], hasMore: false, reset: true }],
  });
  await settle();
  socket.take('join_conversation').answer(joined(1, 1));
  await settle();
  expect(shownSeqs()).toEqual([1]);
  expect(conversation()).toMatchObject({ lastSeq: 1, revision: 2 });
});

describe('after a backup was restored', () => {
  const other = anId(101);
  const restored: SyncAnswer = { ...nothingNew, generation: 'second' };
  const reset = (lastSeq: number) => ({
    conversation: with_(lastSeq),
    messages: [],
    hasMore: false,
    reset: true as const,
  });

  /** Open at 3, with another one in the list, cut off, and back at a server with another past that got as far. */
  async function comeBack(): Promise<void> {
    await openAt(3);
    TestBed.inject(ConversationsStore).put([{ ...with_(7), id: other }]);
    socket.lose();
    await arrive();
    socket.take('join_conversation').answer({ ...joined(1, 3), messages: [] });
    await settle();
  }
  const elsewhere = messages(1, 3).map((message) => ({ ...message, body: 'of another past' }));

  it('forgets all it holds, and asks again as who holds nothing but what came since', async () => {
    await comeBack();
    const first = socket.take('sync');
    expect(first.payload).toMatchObject({ generation: 'first' });
    expect((first.payload as { conversations: object[] }).conversations).toHaveLength(2);
    first.answer({ ...restored, changed: [reset(3)], more: true });
    await settle();
    expect(TestBed.inject(ConversationsStore).all()).toMatchObject([{ id: conversationId }]);
    // The conversation that is open comes first.
    const join = socket.take('join_conversation');
    expect(join.payload).toEqual({ conversationId });
    join.answer({ ...joined(1, 3), messages: elsewhere });
    await settle();
    const second = socket.take('sync');
    expect(second.payload).toEqual({
      conversations: [{ id: conversationId, revision: 4, lastReadSeq: 0 }],
      generation: 'second',
      personalRevision: 0,
    });
    const found = { ...with_(2), id: other };
    second.answer({ ...restored, changed: [{ conversation: found, messages: [], hasMore: false }] });
    await settle();
    expect(status()).toBe('live');
    expect(TestBed.inject(MessagesStore).window(conversationId)?.messages).toEqual(elsewhere);
    expect(TestBed.inject(ConversationsStore).peek(other)).toEqual(found);
  });

  it('takes no message for delivered or read that was so in the other past', async () => {
    await comeBack();
    messaging().markAsRead(conversationId, 3);
    socket.take('sync').answer({ ...restored, changed: [reset(3)] });
    await settle();
    socket.take('join_conversation').answer({ ...joined(1, 3), messages: elsewhere });
    await settle();
    expect(conversation()).toMatchObject({ lastReadSeq: 0, unreadCount: 3 });
    jest.advanceTimersByTime(1);
    await settle();
    expect(socket.take('mark_as_delivered').payload).toEqual({ conversationId, seq: 3 });
    jest.advanceTimersByTime(1_000);
    expect(socket.asked).toEqual([]);
  });

  it('asks the server at once which past counts when the browser is found to keep another one', async () => {
    await openAt(2);
    TestBed.inject(GenerationStore).doubt('other');
    await settle();
    socket.take('join_conversation').answer(joined(1, 2));
    await settle();
    socket.take('sync').answer(nothingNew);
    await settle();
    expect(status()).toBe('live');
    expect([...TestBed.inject(GenerationStore).ended]).toEqual(['other']);
    expect(shownSeqs()).toEqual([1, 2]);
  });

  it('keeps what is written and what waits to be sent', async () => {
    await openAt(3);
    socket.lose();
    const drafts = TestBed.inject(DraftsStore);
    drafts.set(other, 'half a sentence');
    const id = TestBed.inject(OutboxService).send(conversationId, { ...noDraft, text: 'while away' });
    await arrive();
    socket.take('join_conversation').answer({ ...joined(1, 3), messages: [] });
    await settle();
    const sent = socket.asked.findIndex(({ event }) => event === 'send_message');
    if (sent >= 0) socket.asked.splice(sent, 1);
    socket.take('sync').answer({ ...restored, changed: [reset(3)] });
    await settle();
    expect(drafts.all().get(other)).toMatchObject({ text: 'half a sentence' });
    const { pending } = TestBed.inject(MessagesStore).timeline(conversationId)();
    expect(pending).toMatchObject([{ clientMessageId: id, body: 'while away' }]);
  });
});

it('tries the sync again on the same connection when the server could not answer', async () => {
  await arrive();
  socket.take('sync').fail(new ApiError('UNAVAILABLE', 'the database is away'));
  await settle();
  expect(status()).toBe('connecting');
  jest.advanceTimersByTime(1_000);
  await settle();
  socket.take('sync').answer(nothingNew);
  await settle();
  expect(status()).toBe('live');
});

it('tries a sync that was refused for a while when the server said, and no sooner', async () => {
  await arrive();
  socket.take('sync').fail(new ApiError('RATE_LIMITED', 'too much', { retryAfterMs: 50_000 }));
  await settle();
  jest.advanceTimersByTime(49_000);
  await settle();
  expect(socket.asked).toEqual([]);
  jest.advanceTimersByTime(1_000);
  await settle();
  socket.take('sync').answer(nothingNew);
  await settle();
  expect(status()).toBe('live');
});

it('ignores the answer to a sync of an earlier connection', async () => {
  await arrive();
  const [early] = socket.asked.splice(0);
  socket.lose();
  early?.answer(nothingNew);
  await settle();
  jest.advanceTimersByTime(1_500);
  expect(status()).toBe('connecting');
});

it('follows its own marker from another tab, and takes away what was removed', async () => {
  await openAt(3);
  socket.push('messages_read', {
    conversationId,
    userId: ann,
    lastReadSeq: 2,
    readAt: '2026-01-01T00:00:00.000Z',
  });
  expect(conversation()).toMatchObject({ lastReadSeq: 2, unreadCount: 1 });
  socket.push('messages_read', {
    conversationId,
    userId: ben,
    lastReadSeq: 3,
    readAt: '2026-01-01T00:00:00.000Z',
  });
  expect(conversation()?.lastReadSeq).toBe(2);
  socket.push('conversation_removed', { conversationId });
  expect(conversation()).toBeUndefined();
  expect(shownSeqs()).toEqual([]);
});

it('counts a mention once, and none that is read', async () => {
  await openAt(3);
  const message = aMessage({ seq: 4, revision: 5, body: `@[Ann](user:${ann})` });
  socket.push('mentioned', { message });
  socket.push('new_message', { message });
  socket.push('mentioned', { message });
  expect(conversation()).toMatchObject({ unreadCount: 4, mentionCount: 1 });
  messaging().markAsRead(conversationId, 4);
  expect(conversation()).toMatchObject({ unreadCount: 0, mentionCount: 0 });
});

it('doesn’t count a mention that the server counted in its answer already', async () => {
  await arrive();
  const summary = { ...with_(4), mentionCount: 1 };
  socket
    .take('sync')
    .answer({ ...nothingNew, changed: [{ conversation: summary, messages: [], hasMore: false }] });
  await settle();
  socket.push('mentioned', { message: aMessage({ seq: 4, revision: 5, body: `@[Ann](user:${ann})` }) });
  expect(conversation()?.mentionCount).toBe(1);
  socket.push('mentioned', { message: aMessage({ seq: 5, revision: 6, body: `@[Ann](user:${ann})` }) });
  expect(conversation()?.mentionCount).toBe(2);
});

it('shows a message of its own in the same moment as it stops being pending', async () => {
  await openAt(3);
  const id = TestBed.inject(OutboxService).send(conversationId, { ...noDraft, text: 'hello' });
  // It is kept before it is tried.
  await jest.advanceTimersByTimeAsync(50);
  const timeline = TestBed.inject(MessagesStore).timeline(conversationId);
  expect(timeline().pending).toMatchObject([{ clientMessageId: id, state: 'sending' }]);
  const sent = socket.take('send_message');
  socket.push('new_message', {
    message: aMessage({ seq: 4, revision: 5, clientMessageId: id, senderId: ann, body: 'hello' }),
  });
  expect(timeline().pending).toEqual([]);
  expect(shownSeqs()).toEqual([1, 2, 3, 4]);
  sent.answer({
    message: aMessage({ seq: 4, revision: 5, clientMessageId: id, senderId: ann, body: 'hello' }),
  });
  await settle();
  expect(shownSeqs()).toEqual([1, 2, 3, 4]);
  expect(conversation()).toMatchObject({ lastReadSeq: 4, unreadCount: 0 });
});

it.each(['the push', 'the acknowledgement'])(
  'works out nothing again where %s tells of its own message last',
  async (last) => {
    await openAt(3);
    // The server's own: who reads and who wrote is known.
    socket.push('conversation_updated', { conversation: with_(3) });
    const id = TestBed.inject(OutboxService).send(conversationId, { ...noDraft, text: 'hello' });
    await jest.advanceTimersByTimeAsync(50);
    const sent = socket.take('send_message');
    const message = () =>
      aMessage({ seq: 4, revision: 5, clientMessageId: id, senderId: ann, body: 'hello' });
    const push = () => socket.push('new_message', { message: message() });
    const acknowledge = () => sent.answer({ message: message() });
    const [first, second] = last === 'the push' ? [acknowledge, push] : [push, acknowledge];
    const store = TestBed.inject(MessagesStore);
    const timeline = store.timeline(conversationId);
    const list = TestBed.inject(ConversationsStore).all;
    const participants = TestBed.inject(ParticipantsStore).of(conversationId);
    let times = 0;
    const counted = computed(() => [timeline(), list(), participants(), (times += 1)]);
    counted();
    first();
    await settle();
    counted();
    expect(shownSeqs()).toEqual([1, 2, 3, 4]);
    const changed = jest.fn();
    store.changed$.subscribe(changed);
    const before = times;
    second();
    await settle();
    counted();
    expect(times).toBe(before);
    expect(changed).not.toHaveBeenCalled();
  },
);

it('tells the server once how far was read, and again after a cut', async () => {
  await openAt(3);
  messaging().markAsRead(conversationId, 1);
  messaging().markAsRead(conversationId, 3);
  messaging().markAsRead(conversationId, 2);
  expect(conversation()?.unreadCount).toBe(0);
  await settle();
  await jest.advanceTimersByTimeAsync(300);
  await settle();
  const asked = socket.take('mark_as_read');
  expect(asked.payload).toEqual({ conversationId, seq: 3 });
  expect(socket.asked).toHaveLength(0);
  messaging().leaveConversation(conversationId);
  asked.fail(ApiError.noAnswer('cut'));
  socket.lose();
  await settle();
  await arrive();
  socket.take('sync').answer(nothingNew);
  // What this browser kept is read first.
  for (let turn = 0; turn < 5; turn += 1) await settle();
  expect(socket.take('mark_as_read').payload).toEqual({ conversationId, seq: 3 });
});

it('never lets a leave overtake its join', async () => {
  await arrive();
  socket.take('sync').answer(nothingNew);
  await settle();
  messaging().joinConversation(conversationId);
  await settle();
  const join = socket.take('join_conversation');
  messaging().leaveConversation(conversationId);
  await settle();
  expect(socket.asked).toHaveLength(0);
  join.answer(joined(1, 3));
  await settle();
  expect(socket.take('leave_conversation').payload).toEqual({ conversationId });
});

it('keeps a sign of typing that comes between the join and its answer', async () => {
  messaging().joinConversation(conversationId);
  await arrive();
  const join = socket.take('join_conversation');
  socket.push('typing', { conversationId, userId: ben, active: true });
  join.answer(joined(1, 3));
  await settle();
  expect(TestBed.inject(TypingStore).typingIn(conversationId)()).toEqual([ben]);
});

it('shows why a conversation can’t be opened', async () => {
  await arrive();
  socket.take('sync').answer(nothingNew);
  await settle();
  messaging().joinConversation(conversationId);
  await settle();
  socket.take('join_conversation').fail(new ApiError('NOT_FOUND', 'no such conversation'));
  await settle();
  const timeline = TestBed.inject(MessagesStore).timeline(conversationId)();
  expect(timeline).toMatchObject({ loading: 'none', error: { code: 'NOT_FOUND' } });
});

it.each([
  ['refused it', new ApiError('UNAVAILABLE', 'not now')],
  ['said when to come back', new ApiError('UNAVAILABLE', 'not now', { retryAfterMs: 20_000 })],
  ['said nothing', ApiError.noAnswer('nothing within 10 s')],
])('opens a conversation by itself after the server %s', async (_what, error) => {
  await arrive();
  socket.take('sync').answer(nothingNew);
  await settle();
  messaging().joinConversation(conversationId);
  await settle();
  const timeline = TestBed.inject(MessagesStore).timeline(conversationId);
  for (const waitMs of [3_000, 6_000]) {
    socket.take('join_conversation').fail(error);
    await settle();
    expect(timeline().error?.code).toBe(error.offline ? undefined : 'UNAVAILABLE');
    jest.advanceTimersByTime((error.retryAfterMs ?? 1_500) - 1);
    await settle();
    expect(socket.asked).toEqual([]);
    jest.advanceTimersByTime(error.retryAfterMs ?? waitMs);
    await settle();
  }
  socket.take('join_conversation').answer(joined(1, 3));
  await settle();
  expect(timeline()).toMatchObject({ loading: 'none', error: null });
  expect(timeline().messages).toHaveLength(3);
});

it('asks no more for a conversation that was left', async () => {
  await arrive();
  socket.take('sync').answer(nothingNew);
  await settle();
  messaging().joinConversation(conversationId);
  await settle();
  socket.take('join_conversation').fail(new ApiError('UNAVAILABLE', 'not now'));
  await settle();
  messaging().leaveConversation(conversationId);
  await settle();
  socket.asked.length = 0;
  jest.advanceTimersByTime(60_000);
  await settle();
  expect(socket.asked.map(({ event }) => event)).not.toContain('join_conversation');
});
