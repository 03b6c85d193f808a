import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { aConversation, anId, ann, conversationId } from '../../testing/shapes';
import { ApiError } from '../core/api-error';
import { PageVisibility } from '../core/page-visibility';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagingService } from './messaging.service';
import { ReadTracking } from './read-tracking';

let socket: FakeSocket;
const watched = signal(true);

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  watched.set(true);
  socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      { provide: SocketClient, useValue: socket },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
      { provide: PageVisibility, useValue: { watched, visible: watched, focused: watched } },
    ],
  });
  TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 9, lastReadSeq: 2 })]);
  TestBed.inject(MessagingService).joinConversation(conversationId);
  socket.connected = true;
});

afterEach(() => void jest.useRealTimers());

const lastReadSeq = () => TestBed.inject(ConversationsStore).byId(conversationId)()?.lastReadSeq;
const seen = (seq: number, id = conversationId) => {
  TestBed.inject(ReadTracking).seen(id, seq);
  TestBed.tick();
};
const told = () => {
  jest.advanceTimersByTime(1_000);
  return socket.asked.splice(0).map(({ payload }) => payload);
};

it('reads what is in view while somebody looks', () => {
  seen(4);
  seen(6);
  expect(lastReadSeq()).toBe(6);
  expect(told()).toEqual([{ conversationId, seq: 6 }]);
});

it('reads nothing while nobody looks, and all that is in view as soon as somebody does', () => {
  watched.set(false);
  seen(6);
  seen(5);
  expect(lastReadSeq()).toBe(2);
  expect(told()).toEqual([]);
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

it('reads nothing of a conversation that isn’t open', () => {
  TestBed.inject(ConversationsStore).put([aConversation({ id: anId(200), lastSeq: 9 })]);
  seen(9, anId(200));
  expect(told()).toEqual([]);
});

it('tells again what the server refused for a while, when it said, and not what it will never take', async () => {
  seen(6);
  jest.advanceTimersByTime(1_000);
  socket.take('mark_as_read').fail(new ApiError('RATE_LIMITED', 'too much', { retryAfterMs: 40_000 }));
  await settle();
  jest.advanceTimersByTime(39_000);
  expect(socket.asked).toEqual([]);
  jest.advanceTimersByTime(1_000);
  socket.take('mark_as_read').fail(new ApiError('NOT_FOUND', 'gone'));
  await settle();
  jest.advanceTimersByTime(120_000);
  expect(socket.asked).toEqual([]);
});
