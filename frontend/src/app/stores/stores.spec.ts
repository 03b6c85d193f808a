import { effect } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { User } from '@litspark/shared-contracts';
import { provideSession } from '../../testing/session';
import { aConversation, aMessage, anId, ann, aParticipant, ben, conversationId } from '../../testing/shapes';
import { ConversationsStore } from './conversations.store';
import { DraftsStore } from './drafts.store';
import { MessagesStore } from './messages.store';
import { ParticipantsStore } from './participants.store';
import { PendingStore } from './pending.store';
import { TypingStore } from './typing.store';
import { UsersStore } from './users.store';

beforeEach(() => {
  jest.useFakeTimers();
  localStorage.clear();
  TestBed.configureTestingModule({ providers: [provideSession()] });
});
afterEach(() => void jest.useRealTimers());

it('orders conversations by their last message, or their creation', () => {
  const store = TestBed.inject(ConversationsStore);
  const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 0, 0, second)).toISOString();
  store.put([
    aConversation({ id: anId(1), lastMessage: aMessage({ seq: 1, createdAt: at(1) }) }),
    aConversation({ id: anId(2), lastMessage: aMessage({ seq: 1, createdAt: at(3) }) }),
    aConversation({ id: anId(3), createdAt: at(2) }),
  ]);
  expect(store.all().map(({ id }) => id)).toEqual([anId(2), anId(3), anId(1)]);
});

it('tells from the ends of the stretch whether there is more', () => {
  const store = TestBed.inject(MessagesStore);
  const timeline = store.timeline(conversationId);
  expect(timeline()).toMatchObject({ messages: [], hasMoreBefore: false, hasMoreAfter: false });
  const window = {
    messages: [aMessage({ seq: 4 }), aMessage({ seq: 5 })],
    lastSeq: 6,
    revision: 7,
    ahead: [],
  };
  store.setWindow(conversationId, window);
  expect(timeline()).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
  store.setWindow(conversationId, { ...window, messages: [aMessage({ seq: 1 })], lastSeq: 1 });
  expect(timeline()).toMatchObject({ hasMoreBefore: false, hasMoreAfter: false });
});

it('leaves a timeline alone when something is pending elsewhere', () => {
  const timeline = TestBed.inject(MessagesStore).timeline(conversationId);
  const before = timeline();
  TestBed.inject(PendingStore).set([
    {
      clientMessageId: anId(1),
      conversationId: anId(200),
      body: 'x',
      replyToId: null,
      createdAt: '',
      state: 'failed',
    },
  ]);
  expect(timeline()).toBe(before);
  expect(TestBed.inject(PendingStore).waitingCount()).toBe(0);
});

it('never moves a marker back, whatever order answers and pushes come in', () => {
  const store = TestBed.inject(ParticipantsStore);
  store.merge(conversationId, [aParticipant({ userId: ben, lastReadSeq: 2 })], true);
  store.moveMarker(conversationId, ben, { lastReadSeq: 5, readAt: '2026-01-02T00:00:00.000Z' });
  store.moveMarker(conversationId, ben, { lastReadSeq: 3, readAt: '2026-01-01T00:00:00.000Z' });
  store.merge(conversationId, [aParticipant({ userId: ben, lastReadSeq: 4 })], true);
  expect(store.of(conversationId)()).toMatchObject([{ lastReadSeq: 5, readAt: '2026-01-02T00:00:00.000Z' }]);
});

it('drops who left only when everybody was named', () => {
  const store = TestBed.inject(ParticipantsStore);
  store.merge(conversationId, [aParticipant({ userId: ann }), aParticipant({ userId: ben })], true);
  store.merge(conversationId, [aParticipant({ userId: ben })], false);
  expect(store.of(conversationId)()).toHaveLength(2);
  store.merge(conversationId, [aParticipant({ userId: ben })], true);
  expect(
    store
      .of(conversationId)()
      .map(({ userId }) => userId),
  ).toEqual([ben]);
});

it('forgets who is typing six seconds after the last sign', () => {
  const store = TestBed.inject(TypingStore);
  store.set(conversationId, ben, true);
  jest.advanceTimersByTime(4_000);
  store.set(conversationId, ben, true);
  jest.advanceTimersByTime(5_999);
  expect(store.typingIn(conversationId)()).toEqual([ben]);
  jest.advanceTimersByTime(1);
  expect(store.typingIn(conversationId)()).toEqual([]);
});

it('asks for a person it doesn’t know, and shows them once they are there', () => {
  const store = TestBed.inject(UsersStore);
  const wanted: string[] = [];
  store.onMissing((id) => wanted.push(id));
  const person = store.get(ben);
  expect(wanted).toEqual([ben]);
  store.put([
    {
      id: ben,
      email: 'ben@example.org',
      displayName: 'Ben',
      avatarUrl: null,
      role: 'member',
      disabled: false,
      presence: 'offline',
      lastSeenAt: null,
    },
  ]);
  store.setPresence(ben, 'online', null);
  expect(person()).toMatchObject({ displayName: 'Ben', presence: 'online' });
  store.get(ben);
  expect(wanted).toEqual([ben]);
});

describe('people known from before', () => {
  const person = (id: string): User => ({
    id,
    email: `${id}@example.org`,
    displayName: id,
    avatarUrl: null,
    role: 'member',
    disabled: false,
    presence: 'online',
    lastSeenAt: null,
  });
  const everybody = Array.from({ length: 500 }, (_, at) => person(`person-${at}`));
  let store: UsersStore;
  let wanted: string[];

  beforeEach(() => {
    store = TestBed.inject(UsersStore);
    wanted = [];
    store.put(everybody);
    store.onMissing((id) => wanted.push(id));
  });

  it('are asked for again where they are on the screen, others when they are shown', () => {
    const screen = ['person-1', 'person-7'];
    const texts: string[][] = [];
    TestBed.runInInjectionContext(() =>
      effect(() => {
        texts.push(screen.map((id) => store.get(id)()?.displayName ?? ''));
      }),
    );
    TestBed.tick();
    // Shown once, and no more.
    store.get('person-9')();
    expect(wanted).toEqual([]);

    store.expire();
    TestBed.tick();
    expect(wanted.sort()).toEqual(screen);
    // What is known stays on the screen meanwhile.
    expect(texts.at(-1)).toEqual(screen);

    store.put([{ ...person('person-1'), displayName: 'Annette' }, person('person-7')]);
    TestBed.tick();
    expect(texts.at(-1)).toEqual(['Annette', 'person-7']);
    expect(wanted).toHaveLength(2);

    store.get('person-9')();
    expect(wanted.at(-1)).toBe('person-9');
    store.put([person('person-9')]);
    store.get('person-9')();
    expect(wanted).toHaveLength(3);
  });
});

it('drops a draft that is blank and answers nothing', () => {
  const store = TestBed.inject(DraftsStore);
  store.set(conversationId, 'half a thought');
  store.setReplyTo(conversationId, anId(7));
  store.set(conversationId, '  ');
  expect(store.get(conversationId)()).toBe('');
  expect(store.replyTo(conversationId)()).toBe(anId(7));
  store.setReplyTo(conversationId, null);
  expect(store.all().size).toBe(0);
});
