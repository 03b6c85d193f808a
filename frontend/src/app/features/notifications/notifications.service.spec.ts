import { Injectable, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { provideToastr } from 'ngx-toastr';
import type { ConversationSummary, Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeSocket } from '../../../testing/fake-socket';
import { leavePage, provideSession } from '../../../testing/session';
import { aConversation, aMessage, anId, ann, ben } from '../../../testing/shapes';
import { ApiClient } from '../../core/api-client';
import { WordsService } from '../../core/i18n/words.service';
import { PageVisibility } from '../../core/page-visibility';
import { SessionScope } from '../../core/session-scope';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { ConversationRecords } from '../../sync/conversation-records';
import { MessagingService } from '../../sync/messaging.service';
import { ClosestTab } from '../../sync/tabs/closest-tab';
import { FeatureRegistry } from '../feature/feature-registry';
import type { MissedNotification, NotificationSink } from '../feature/notification-sink';
import type { UnreadState } from '../feature/unread-rule';
import { Viewport } from '../messaging/viewport.service';
import { NotificationsService } from './notifications.service';
import { ToastStack } from './toast-stack';

let socket: FakeSocket;
let notifications: NotificationsService;
/** What the server has of conversation 101. */
let history: Message[];
const page = (path: string, query?: { afterSeq: number }) =>
  Promise.resolve(
    query
      ? { items: history.filter(({ seq }) => seq > query.afterSeq) }
      : history.find(({ id }) => path.endsWith(id)),
  );
/** Which messages of a conversation its reader wants to be told of. */
const tells = signal<UnreadState['tells']>('all');
const watched = signal(true);
const narrow = signal(false);
const onlyTab: Pick<ClosestTab, 'reading' | 'run'> = {
  reading: () => undefined,
  run: (_message, _closeness, elected) => elected(),
};

beforeEach(() => {
  jest.useFakeTimers();
  localStorage.clear();
  begin();
});

/** A page that opens now, after one that was killed. */
function begin(): void {
  leavePage();
  watched.set(true);
  narrow.set(false);
  socket = new FakeSocket();
  history = [];
  tells.set('all');
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideRouter([{ path: '**', children: [] }]),
      provideToastr(),
      { provide: SocketClient, useValue: socket },
      { provide: ApiClient, useValue: { get: page } },
      { provide: WordsService, useValue: { t: (key: string) => key, locale: signal('fr') } },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }), state: signal('signed-in'), renewed$: new Subject() },
      },
      { provide: ClosestTab, useValue: onlyTab },
      { provide: Viewport, useValue: { narrow } },
      { provide: PageVisibility, useValue: { watched, visible: watched, focused: watched } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([
    {
      name: 'made-up',
      unreadRules: [{ name: 'made-up', order: 1, apply: (state) => ({ ...state, tells: tells() }) }],
    },
  ]);
  TestBed.inject(ConversationsStore).put(
    [101, 102, 103, 104].map((number) => aConversation({ id: anId(number) })),
  );
  notifications = TestBed.inject(NotificationsService);
  TestBed.tick();
}

afterEach(() => void jest.useRealTimers());

/** What a passive socket hears when somebody writes. */
function written(conversation: number, seq: number, senderId = ben): void {
  const id = anId(conversation);
  const lastMessage = aMessage({
    seq,
    id: anId(conversation * 1_000 + seq),
    conversationId: id,
    revision: seq + 1,
    senderId,
  });
  socket.push('conversation_updated', {
    conversation: aConversation({ id, lastSeq: seq, revision: seq + 1, lastMessage }),
  });
  TestBed.tick();
}

const toasts = () =>
  TestBed.inject(ToastStack)
    .shown()
    .map(({ conversationId, seq }) => `${Number(conversationId.slice(-12))}:${seq}`);

/** What a feature would bring, such as a sound. */
@Injectable({ providedIn: SessionScope })
class MadeUpSink implements NotificationSink {
  static readonly calls: string[] = [];
  show({ body }: MissedNotification, open: () => void): void {
    MadeUpSink.calls.push(`show ${body}`);
    open();
  }
  change({ body }: MissedNotification): void {
    MadeUpSink.calls.push(`change ${body}`);
  }
  close({ body }: MissedNotification): void {
    MadeUpSink.calls.push(`close ${body}`);
  }
}

it('is shown by what features bring for it, which hears what becomes of it', async () => {
  const { calls } = MadeUpSink;
  const navigate = jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
  TestBed.inject(FeatureRegistry).use([
    { name: 'sounds', notificationSinks: [() => Promise.resolve(MadeUpSink)] },
  ]);
  TestBed.tick();
  await jest.advanceTimersByTimeAsync(0);
  written(101, 1);
  expect(calls).toEqual(['show message 1']);
  expect(navigate).toHaveBeenCalled();
  changed(101, 1, 3, { body: 'Reworded', editedAt: '2026-01-01T00:00:00.000Z' });
  changed(101, 1, 4, { body: '', deletedAt: '2026-01-01T00:00:00.000Z' });
  expect(calls).toEqual(['show message 1', 'change Reworded', 'close Reworded']);
});

it('shows the newest alone where it is narrow', () => {
  narrow.set(true);
  written(101, 1);
  written(102, 1);
  expect(toasts()).toEqual(['102:1']);
});

it('shows a message of another conversation, for five seconds, and keeps it in the list', () => {
  written(101, 1);
  expect(toasts()).toEqual(['101:1']);
  jest.advanceTimersByTime(4_900);
  expect(toasts()).toEqual(['101:1']);
  jest.advanceTimersByTime(1_000);
  expect(toasts()).toEqual([]);
  expect(notifications.missed()).toMatchObject([{ conversationId: anId(101), seq: 1 }]);
});

it('shows one toast for each conversation, the latest, and three at most', () => {
  written(101, 1);
  written(101, 2);
  expect(toasts()).toEqual(['101:2']);
  written(102, 1);
  written(103, 1);
  written(104, 1);
  expect(toasts()).toEqual(['102:1', '103:1', '104:1']);
  expect(notifications.missed()).toHaveLength(5);
});

it('shows nothing for the open conversation before one’s eyes, for one’s own message, or for a new title', () => {
  TestBed.inject(MessagingService).joinConversation(anId(101));
  written(101, 1);
  written(102, 1, ann);
  written(103, 0);
  expect(toasts()).toEqual([]);
  watched.set(false);
  written(101, 2);
  expect(toasts()).toEqual(['101:2']);
});

it('takes a toast and its line in the list away once it was read, on whatever device', () => {
  written(101, 1);
  TestBed.inject(ConversationRecords).moveOwnMarker(anId(101), 1);
  TestBed.tick();
  expect(toasts()).toEqual([]);
  expect(notifications.missed()).toEqual([]);
});

it('counts what came since the list was looked at, also by a page before', async () => {
  written(101, 1);
  written(102, 1);
  expect(notifications.unseenCount()).toBe(2);
  await notifications.look();
  expect(notifications.unseenCount()).toBe(0);
  expect(notifications.missed()).toHaveLength(2);
  written(102, 2);
  begin();
  arrived(101, 1);
  arrived(102, 2);
  expect(listed()).toEqual(['102:2', '101:1']);
  expect(notifications.unseenCount()).toBe(1);
});

const messageOf = (conversation: number, seq: number, given: Partial<Message> = {}): Message =>
  aMessage({
    seq,
    id: anId(conversation * 1_000 + seq),
    conversationId: anId(conversation),
    revision: seq + 1,
    senderId: ben,
    ...given,
  });

/** A conversation as a sync brings it. */
function arrived(conversation: number, lastSeq: number, given: Partial<ConversationSummary> = {}): void {
  TestBed.inject(ConversationRecords).mergeSummaries([
    aConversation({
      id: anId(conversation),
      lastSeq,
      revision: lastSeq + 1,
      lastMessage: messageOf(conversation, lastSeq),
      ...given,
    }),
  ]);
  TestBed.tick();
}

const listed = () =>
  notifications.missed().map(({ conversationId, seq }) => `${Number(conversationId.slice(-12))}:${seq}`);

it('lists what came while away, without a toast', () => {
  arrived(101, 3);
  arrived(102, 5, { lastReadSeq: 5 });
  arrived(103, 1, { lastMessage: messageOf(103, 1, { senderId: ann }) });
  expect(listed()).toEqual(['101:3']);
  expect(notifications.unseenCount()).toBe(1);
  expect(toasts()).toEqual([]);
});

it('completes the list when it is opened, mentions too', async () => {
  history = [1, 2, 3, 4].map((seq) => messageOf(101, seq));
  history[1] = messageOf(101, 2, { senderId: ann });
  history[2] = messageOf(101, 3, { body: `@[Ann](user:${ann})` });
  arrived(101, 4);
  await notifications.look();
  expect(listed()).toEqual(['101:4', '101:3', '101:1']);
  expect(notifications.missed().map(({ mention }) => mention)).toEqual([false, true, false]);
  expect(notifications.unseenCount()).toBe(0);
});

it('lists each of several quick messages, of which the pushes to a passive socket name the last ones only', () => {
  written(101, 1);
  // Three in one second: two are named by nothing but the number of the third.
  written(101, 4);
  expect(listed()).toEqual(['101:4', '101:1']);
  // They are brought in when the page is idle, and gone from memory right afterwards.
  const messages = [1, 2, 3, 4].map((seq) => messageOf(101, seq));
  const store = TestBed.inject(MessagesStore);
  store.setWindow(anId(101), { messages, lastSeq: 4, revision: 5, ahead: [] });
  store.setWindow(anId(101), undefined);
  expect(listed()).toEqual(['101:4', '101:3', '101:2', '101:1']);
  expect(toasts()).toEqual(['101:4']);
});

it('doesn’t list what was on the screen and left unread', () => {
  TestBed.inject(MessagingService).joinConversation(anId(101));
  written(101, 3);
  TestBed.inject(MessagingService).leaveConversation(anId(101));
  TestBed.tick();
  const messages = [1, 2, 3].map((seq) => messageOf(101, seq));
  TestBed.inject(MessagesStore).setWindow(anId(101), { messages, lastSeq: 3, revision: 4, ahead: [] });
  TestBed.tick();
  expect(listed()).toEqual([]);
});

it('opens the conversation at the message', async () => {
  written(101, 7);
  const [one] = notifications.missed();
  if (one) notifications.open(one);
  await jest.advanceTimersByTimeAsync(0);
  expect(TestBed.inject(Router).url).toBe(`/c/${anId(101)}?seq=7`);
});

it('marks a message as a mention whichever of the two pushes comes first', () => {
  written(101, 1);
  const message = aMessage({ seq: 1, id: anId(101_001), conversationId: anId(101), revision: 2 });
  socket.push('mentioned', { message });
  expect(notifications.missed()).toMatchObject([{ mention: true }]);
  const other = aMessage({ seq: 1, id: anId(102_001), conversationId: anId(102), revision: 2 });
  socket.push('mentioned', { message: other });
  written(102, 1);
  expect(notifications.missed()).toHaveLength(2);
  expect(toasts()).toEqual(['101:1', '102:1']);
});

it('tells nothing of a quiet conversation, and no more of one that becomes quiet', async () => {
  written(101, 1);
  tells.set('nothing');
  TestBed.tick();
  expect(toasts()).toEqual([]);
  expect(notifications.missed()).toEqual([]);
  socket.push('mentioned', { message: messageOf(102, 1, { body: `@[Ann](user:${ann})` }) });
  written(102, 1);
  expect(toasts()).toEqual([]);
  await notifications.look();
  tells.set('all');
  expect(listed()).toEqual(['101:1']);
});

it('tells of mentions, and of answers to one’s own messages, where those are wanted alone', async () => {
  tells.set('mentions');
  history = [messageOf(101, 1, { senderId: ann }), messageOf(101, 2)];
  const answer = (seq: number, replyToId: string) => {
    const lastMessage = messageOf(101, seq, { replyToId });
    socket.push('conversation_updated', {
      conversation: aConversation({ id: anId(101), lastSeq: seq, revision: seq + 1, lastMessage }),
    });
  };
  written(101, 3);
  answer(4, anId(101_002));
  await jest.advanceTimersByTimeAsync(0);
  expect(toasts()).toEqual([]);
  answer(5, anId(101_001));
  await jest.advanceTimersByTimeAsync(0);
  expect(toasts()).toEqual(['101:5']);
  socket.push('mentioned', { message: messageOf(102, 1, { body: `@[Ann](user:${ann})` }) });
  expect(toasts()).toEqual(['101:5', '102:1']);
  expect(listed()).toEqual(['101:5', '102:1']);
});

it('keeps nothing of it after sign-out', async () => {
  written(101, 1);
  await notifications.look();
  expect(localStorage).toHaveLength(1);
  TestBed.resetTestingModule();
  expect(document.querySelector('ls-toast')).toBeNull();
  expect(localStorage).toHaveLength(0);
});

/** What a passive socket hears when the last message was changed. */
function changed(conversation: number, seq: number, revision: number, change: Partial<Message>): void {
  const id = anId(conversation);
  const message = aMessage({ seq, id: anId(conversation * 1_000 + seq), conversationId: id, senderId: ben });
  socket.push('conversation_updated', {
    conversation: aConversation({
      id,
      lastSeq: seq,
      revision,
      lastMessage: { ...message, revision, ...change },
    }),
  });
  TestBed.tick();
}

const bodies = () =>
  TestBed.inject(ToastStack)
    .shown()
    .map(({ body }) => body);

it('says the new words of a message that was edited', () => {
  written(101, 1);
  changed(101, 1, 3, { body: 'Reworded', editedAt: '2026-01-01T00:00:00.000Z' });
  expect(bodies()).toEqual(['Reworded']);
  expect(notifications.missed()).toMatchObject([{ body: 'Reworded' }]);
  changed(101, 1, 2, { body: 'An old echo' });
  expect(bodies()).toEqual(['Reworded']);
});

it('takes a deleted message off the screen and out of the list', () => {
  written(101, 1);
  written(102, 1);
  changed(101, 1, 3, { body: '', deletedAt: '2026-01-01T00:00:00.000Z' });
  expect(toasts()).toEqual(['102:1']);
  expect(notifications.missed()).toMatchObject([{ conversationId: anId(102) }]);
});

it('hears of a message that is not the last one any more from what is held', () => {
  written(101, 1);
  written(101, 2);
  const message = aMessage({
    seq: 1,
    id: anId(101_001),
    conversationId: anId(101),
    senderId: ben,
    revision: 4,
  });
  const deleted = { ...message, body: '', deletedAt: '2026-01-01T00:00:00.000Z' };
  TestBed.inject(MessagesStore).setWindow(anId(101), {
    messages: [deleted],
    lastSeq: 2,
    revision: 4,
    ahead: [],
  });
  TestBed.tick();
  expect(notifications.missed()).toMatchObject([{ seq: 2 }]);
});
