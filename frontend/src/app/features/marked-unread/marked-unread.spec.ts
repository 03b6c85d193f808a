import '../../../testing/indexed-db';
import { Injector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket } from '../../../testing/fake-socket';
import { aConversation, aMessage, anId, ann, conversationId } from '../../../testing/shapes';
import { readWhereRefused } from '../../../testing/refused-item';
import { provideSession } from '../../../testing/session';
import { eraseSession } from '../../../testing/session-end';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ConnectionService } from '../../core/connection.service';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { ItemsStore } from '../../stores/items.store';
import { provideMessagingCommands } from '../../sync/commands/provide-commands';
import { MessagingService } from '../../sync/messaging.service';
import { isChoice } from '../feature/conversation-action';
import { FeatureRegistry } from '../feature/feature-registry';
import { SnackService } from '../messaging/snack.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { markedUnreadFeature } from './marked-unread.feature';
import { UnreadNotes } from './unread-notes.service';

const open = signal<string | null>(null);
const connected = signal(true);
let read: [string, number][];
let api: FakeApi;

const notes = () => TestBed.inject(UnreadNotes);
const noted = () => notes().fromSeq(conversationId);
const conversation = () => TestBed.inject(ConversationsStore).peek(conversationId)!;
const unread = () => TestBed.inject(UnreadStates).of(conversation());
/** Another device notes it. */
const elsewhere = (fromSeq: number, revision = 1) =>
  TestBed.inject(ItemsStore).merge([
    { kind: 'marked_unread', id: conversationId, revision, value: { fromSeq } },
  ]);
function go(to: string | null): void {
  open.set(to);
  TestBed.tick();
}

beforeEach(() => {
  open.set(null);
  connected.set(true);
  read = [];
  api = new FakeApi();
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideMessagingCommands(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: ConnectionService, useValue: { connected, wasFresh: () => undefined } },
      {
        provide: MessagingService,
        useValue: {
          openConversationId: open,
          markAsRead: (id: string, seq: number) => read.push([id, seq]),
        },
      },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([markedUnreadFeature]);
  TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 8, lastReadSeq: 8 })]);
  notes();
  TestBed.tick();
});
afterEach(() => eraseSession());

describe('a note that a conversation is unread', () => {
  it('shows it unread from there, or from what is unread anyway', () => {
    elsewhere(6);
    expect(unread()).toMatchObject({ after: 5, count: 3 });
    TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 9, lastReadSeq: 8 })]);
    expect(unread()).toMatchObject({ after: 5, count: 4 });
    TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 9, lastReadSeq: 3 })]);
    expect(unread()).toMatchObject({ after: 3, count: 6 });
  });

  it('goes when its conversation is opened', () => {
    elsewhere(6);
    go(anId(200));
    expect(noted()).toBe(6);
    go(conversationId);
    expect(noted()).toBeUndefined();
  });

  it('stays where it is made while the conversation is open, here or elsewhere, until it is opened again', () => {
    go(conversationId);
    elsewhere(5);
    TestBed.tick();
    expect(noted()).toBe(5);
    notes().mark(conversationId, 4);
    TestBed.tick();
    expect(noted()).toBe(4);
    go(null);
    expect(noted()).toBe(4);
    go(conversationId);
    expect(noted()).toBeUndefined();
  });

  it('goes too where it was not known yet when the conversation was opened', () => {
    connected.set(false);
    go(conversationId);
    elsewhere(6);
    TestBed.tick();
    expect(noted()).toBe(6);
    connected.set(true);
    TestBed.tick();
    expect(noted()).toBeUndefined();
  });

  it('stays where it is made here before that is known', () => {
    connected.set(false);
    go(conversationId);
    notes().mark(conversationId, 7);
    connected.set(true);
    TestBed.tick();
    expect(noted()).toBe(7);
  });
});

describe('a note that the server refuses', () => {
  it('is taken back, which is told', async () => {
    expect(await readWhereRefused(api, () => notes().mark(conversationId, 8))).toMatch(
      /^Le changement de ce qui est marqué comme non lu n’a pas été enregistré\. ./,
    );
    expect(noted()).toBeUndefined();
  });
});

describe('the menus', () => {
  const names = () => {
    const target = { conversation: conversation(), injector: TestBed.inject(Injector) };
    return (markedUnreadFeature.conversationActions ?? [])
      .filter((one) => one.isAvailable?.(target) !== false)
      .map((one) => ({ name: one.name, run: () => (isChoice(one) ? undefined : void one.run(target)) }));
  };

  it('of a conversation mark it as unread from its last message, or as read', () => {
    expect(names().map(({ name }) => name)).toEqual(['mark-unread']);
    names()[0]?.run();
    expect(noted()).toBe(8);
    expect(names().map(({ name }) => name)).toEqual(['mark-read']);
    names()[0]?.run();
    expect(noted()).toBeUndefined();
    expect(read).toEqual([[conversationId, 8]]);
    TestBed.inject(ConversationsStore).put([aConversation()]);
    expect(names()).toEqual([]);
  });

  it('of a message mark it as unread from there, which can be undone', () => {
    const [action] = markedUnreadFeature.messageActions ?? [];
    const origin = document.body;
    void action?.run({ message: aMessage({ seq: 3 }), origin, injector: TestBed.inject(Injector) });
    expect(unread()).toMatchObject({ after: 2, count: 6 });
    TestBed.inject(SnackService).act();
    expect(noted()).toBeUndefined();
  });
});
