import '../../testing/indexed-db';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Dexie } from 'dexie';
import { FakeApi } from '../../testing/fake-api';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { aConversation, aMessage, ann, conversationId } from '../../testing/shapes';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { cacheName } from './cache/cache-names';
import { CachedHistory } from './cache/cached-history';
import { CacheKeeper } from './cache/cache-keeper';
import { newWindow } from './merge';
import { OpenTimelines } from './open-timelines';
import { SingleMessages } from './single-messages.service';

const message = aMessage({ seq: 7, revision: 9, body: 'avant' });
const path = `/conversations/${conversationId}/messages/${message.id}`;
const edited: Message = { ...message, revision: 12, body: 'après' };

let api: FakeApi;
let socket: FakeSocket;
const open = signal<readonly string[]>([]);

beforeEach(() => {
  open.set([]);
  [api, socket] = [new FakeApi(), new FakeSocket()];
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      {
        provide: SessionService,
        useValue: {
          user: signal({ id: ann }),
          isKept: () => true,
          isKeptFor: () => true,
        },
      },
      {
        provide: OpenTimelines,
        useValue: { isOpen: (id: string) => open().includes(id), catchUpSoon: () => undefined },
      },
    ],
  });
  TestBed.inject(ConversationsStore).put([aConversation({ lastSeq: 8, revision: 9 })]);
});

const messages = () => TestBed.inject(SingleMessages);
const shown = () => messages().of(conversationId, message.id, message.seq)();
const hold = (one: Message) =>
  TestBed.inject(MessagesStore).setWindow(conversationId, newWindow([one], 8, one.revision));
async function answer(one: Message): Promise<void> {
  api.take('GET', path).answer(one);
  await settle();
}
const update = (revision: number, lastSeq: number) =>
  socket.push('conversation_updated', { conversation: aConversation({ revision, lastSeq }) });

describe('a message by itself', () => {
  it('is the one of the open timeline, without a question', () => {
    hold(message);
    open.set([conversationId]);
    expect(shown()).toBe(message);
    expect(api.calls).toEqual([]);
  });

  it('is asked for where its conversation isn’t open: what was left may be out of date', async () => {
    hold(message);
    expect(shown()).toBe(message);
    await answer(edited);
    expect(shown()?.body).toBe('après');
    hold({ ...edited, revision: 14, body: 'plus tard' });
    expect(shown()?.body).toBe('plus tard');
  });

  it('is asked for anew once something but a new message came to its conversation', async () => {
    expect(shown()).toBeUndefined();
    await answer(message);
    update(10, 9);
    expect(shown()?.body).toBe('avant');
    expect(api.calls).toEqual([]);
    update(11, 9);
    expect(shown()?.body).toBe('avant');
    await answer(edited);
    expect(shown()?.body).toBe('après');
  });

  it('is asked for anew with each connection, and never made older', async () => {
    shown();
    await answer(edited);
    socket.arrive();
    expect(shown()?.body).toBe('après');
    await answer(message);
    expect(shown()?.body).toBe('après');
    socket.push('message_updated', { message: { ...edited, revision: 13, body: 'encore' } });
    expect(shown()?.body).toBe('encore');
  });

  it('is null where it can’t be had, and says why it isn’t there yet', async () => {
    shown();
    api.take('GET', path).fail(new ApiError('INTERNAL', 'broken'));
    await settle();
    expect([shown(), messages().failure(message.id)?.code]).toEqual([undefined, 'INTERNAL']);
    messages().retry(message.id);
    shown();
    api.take('GET', path).fail(new ApiError('NOT_FOUND', 'gone'));
    await settle();
    expect(shown()).toBeNull();
  });
});

describe('in the cache', () => {
  afterEach(async () => {
    TestBed.resetTestingModule();
    await Dexie.delete(cacheName(ann));
  });

  it('is found by its place, until the server answers', async () => {
    await TestBed.inject(CachedHistory).load();
    TestBed.inject(CacheKeeper).start();
    hold(message);
    await TestBed.inject(CacheKeeper).flush();
    TestBed.inject(MessagesStore).setWindow(conversationId, undefined);
    shown();
    for (let turn = 0; turn < 400 && !shown(); turn += 1) await new Promise((wake) => setTimeout(wake, 5));
    expect(shown()?.body).toBe('avant');
    await answer(edited);
    expect(shown()?.body).toBe('après');
  });
});
