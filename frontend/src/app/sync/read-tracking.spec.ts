import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { aConversation, anId, ann, conversationId } from '../../testing/shapes';
import { ApiError } from '../core/api-error';
import { PageVisibility } from '../core/page-visibility';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { CommandLog } from './commands/command-log.service';
import { provideMessagingCommands } from './commands/provide-commands';
import { TabLeader } from './tabs/tab-leader';
import { MessagingService } from './messaging.service';
import { ReadTracking } from './read-tracking';

let socket: FakeSocket;
const watched = signal(true);

/** A page of this browser, which has kept nothing in its database and so lives by what was written ahead. */
async function aPage(summary = aConversation({ lastSeq: 9, lastReadSeq: 2 })): Promise<void> {
  socket = new FakeSocket();
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideMessagingCommands(),
      { provide: SocketClient, useValue: socket },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
      { provide: PageVisibility, useValue: { watched, visible: watched, focused: watched } },
    ],
  });
  void TestBed.inject(CommandLog).load();
  TestBed.inject(ConversationsStore).put([summary]);
  TestBed.inject(MessagingService).joinConversation(conversationId);
  socket.connected = true;
  await connect();
}

async function connect(): Promise<void> {
  TestBed.inject(TabLeader).stand();
  TestBed.inject(CommandLog).resume();
  await pass(0);
}

/** Time goes by, and what waits for promises runs. */
async function pass(ms: number): Promise<void> {
  await settle();
  await jest.advanceTimersByTimeAsync(ms);
  await settle();
}

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  localStorage.clear();
  watched.set(true);
  await aPage();
});

afterEach(() => void jest.useRealTimers());

const lastReadSeq = () => TestBed.inject(ConversationsStore).byId(conversationId)()?.lastReadSeq;
const seen = (seq: number, id = conversationId) => {
  TestBed.inject(ReadTracking).seen(id, seq);
  TestBed.tick();
};
const reported = async () => {
  await pass(1_000);
  return socket.asked.splice(0).map(({ payload }) => payload);
};

it('reads what is in view while somebody looks', async () => {
  seen(4);
  seen(6);
  expect(lastReadSeq()).toBe(6);
  expect(await reported()).toEqual([{ conversationId, seq: 6 }]);
});

it('reads nothing while nobody looks, and all that is in view as soon as somebody does', async () => {
  watched.set(false);
  seen(6);
  seen(5);
  expect(lastReadSeq()).toBe(2);
  expect(await reported()).toEqual([]);
  watched.set(true);
  TestBed.tick();
  expect(lastReadSeq()).toBe(6);
});

it('reads nothing of a conversation that was left before somebody looked', () => {
  watched.set(false);
  seen(6);
  TestBed.inject(MessagingService).leaveConversation(conversationId);
  TestBed.tick();
  watched.set(true);
  TestBed.tick();
  expect(lastReadSeq()).toBe(2);
});

it('reads nothing of a conversation that isn’t open', async () => {
  TestBed.inject(ConversationsStore).put([aConversation({ id: anId(200), lastSeq: 9 })]);
  seen(9, anId(200));
  expect(await reported()).toEqual([]);
});

it('tells again what the server refused for a while, when it said, and not what it will never take', async () => {
  seen(6);
  await pass(1_000);
  socket.take('mark_as_read').fail(new ApiError('RATE_LIMITED', 'too much', { retryAfterMs: 40_000 }));
  await pass(39_000);
  expect(socket.asked).toEqual([]);
  await pass(1_000);
  socket.take('mark_as_read').fail(new ApiError('NOT_FOUND', 'gone'));
  await pass(120_000);
  expect(socket.asked).toEqual([]);
});

it('tells the server from the next page what this one couldn’t, and believes the mark meanwhile', async () => {
  socket.connected = false;
  seen(6);
  await aPage();
  expect(lastReadSeq()).toBe(6);
  expect(await reported()).toEqual([{ conversationId, seq: 6 }]);
});

it('shows what was read here over what a later answer of the server says', async () => {
  seen(6);
  TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 12, lastReadSeq: 2 })]);
  expect(lastReadSeq()).toBe(6);
  await pass(1_000);
  socket.take('mark_as_read').answer({ lastReadSeq: 6, unreadCount: 6 });
  await pass(0);
  TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 12, lastReadSeq: 3 })]);
  expect(lastReadSeq()).toBe(3);
  expect(await reported()).toEqual([]);
});

it('forgets what was read of a past that is over', async () => {
  seen(6);
  TestBed.inject(ReadTracking).forget();
  expect(await reported()).toEqual([]);
  expect(localStorage).toHaveLength(0);
});
