import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../testing/fake-api';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { aConversation, aMessage, ann, ben, conversationId } from '../../testing/shapes';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ChangesStore } from '../stores/changes.store';
import { MessagesStore } from '../stores/messages.store';
import { ConversationRecords } from './conversation-records';
import { newWindow } from './merge';
import { MessageChanges } from './message-changes.service';
import { MessageDeletion } from './message-deletion.service';

let api: FakeApi;
let socket: FakeSocket;
let changes: MessageChanges;

const mine = aMessage({ seq: 1, revision: 2, senderId: ann, body: 'Helo' });
const path = `/conversations/${conversationId}/messages/${mine.id}`;
const shown = () => TestBed.inject(MessagesStore).timeline(conversationId)().messages[0] as Message;
const conflict = () => new ApiError('CONFLICT', 'changed meanwhile');
const refused = () => TestBed.inject(ChangesStore).of(mine.id)?.refused;
const at = (revision: number, given: Partial<Message> = {}) => ({ ...mine, revision, ...given });

function begin(): void {
  api = new FakeApi();
  socket = new FakeSocket();
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      { provide: SessionService, useValue: { user: signal({ id: ann }), ended$: new Subject() } },
    ],
  });
  changes = TestBed.inject(MessageChanges);
  TestBed.inject(ConversationRecords).takeSummaries([
    aConversation({ lastSeq: 1, revision: 2, lastMessage: mine }),
  ]);
  TestBed.inject(MessagesStore).setWindow(conversationId, newWindow([mine], 1, 2));
}

beforeEach(() => {
  localStorage.clear();
  begin();
});

describe('an edit', () => {
  it('is on the screen at once and says which revision it is based on', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    expect(shown().body).toBe('Hello');
    await settle();
    const call = api.take('PATCH', path);
    expect(call.body).toEqual({ body: 'Hello', expectedRevision: 2 });
    call.answer(at(3, { body: 'Hello', editedAt: '2026-01-01T00:00:01.000Z' }));
    await settle();
    expect(shown()).toMatchObject({ body: 'Hello', revision: 3 });
  });

  it('goes through although somebody reacted meanwhile', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    await settle();
    api.take('PATCH', path).fail(conflict());
    await settle();
    api.take('GET', path).answer(at(3));
    await settle();
    expect(api.take('PATCH', path).body).toEqual({ body: 'Hello', expectedRevision: 3 });
    expect(shown().body).toBe('Hello');
  });

  it('gives way to other words written meanwhile, and keeps its own for the person to decide', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    await settle();
    api.take('PATCH', path).fail(conflict());
    await settle();
    api.take('GET', path).answer(at(3, { body: 'Hi' }));
    await settle();
    expect(api.calls).toEqual([]);
    expect(shown().body).toBe('Hi');
    expect(refused()).toMatchObject({ body: 'Hello', error: { code: 'CONFLICT' } });
    changes.dropRefused(mine.id);
    expect(refused()).toBeUndefined();
  });

  it('is taken for done when the words are there already', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    await settle();
    api.take('PATCH', path).fail(conflict());
    await settle();
    api.take('GET', path).answer(at(3, { body: 'Hello' }));
    await settle();
    expect(api.calls).toEqual([]);
    expect(shown().body).toBe('Hello');
    expect(refused()).toBeUndefined();
  });

  it('keeps its text when the server can’t be reached', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    await settle();
    api.take('PATCH', path).fail(ApiError.noAnswer('cut'));
    await settle();
    expect(shown().body).toBe('Helo');
    expect(refused()).toMatchObject({ body: 'Hello', error: { offline: true } });
  });

  it('waits for the one before it, so that the last words win', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    void changes.edit(mine, 'Hello', 'Hello!');
    await settle();
    const first = api.take('PATCH', path);
    expect(api.calls).toEqual([]);
    const editedAt = '2026-01-01T00:00:01.000Z';
    first.answer(at(3, { body: 'Hello', editedAt }));
    await settle();
    expect(shown().body).toBe('Hello!');
    api.take('PATCH', path).fail(conflict());
    await settle();
    api.take('GET', path).answer(at(3, { body: 'Hello', editedAt }));
    await settle();
    expect(api.take('PATCH', path).body).toEqual({ body: 'Hello!', expectedRevision: 3 });
  });

  it('is taken up by the next page where this one is gone before the server has it', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    void changes.edit(mine, 'Hello', 'Hello!');
    begin();
    TestBed.tick();
    expect(shown().body).toBe('Hello!');
    expect(api.calls).toEqual([]);
    socket.arrive();
    await settle();
    api.take('PATCH', path).fail(conflict());
    await settle();
    // Neither of the two had arrived.
    api.take('GET', path).answer(at(3));
    await settle();
    const call = api.take('PATCH', path);
    expect(call.body).toEqual({ body: 'Hello!', expectedRevision: 3 });
    call.answer(at(4, { body: 'Hello!' }));
    await settle();
    expect(localStorage).toHaveLength(0);
    expect(shown().body).toBe('Hello!');
  });

  it('of an earlier page doesn’t undo what was written since, though the words are those of before again', async () => {
    void changes.edit(mine, 'Helo', 'Hello');
    begin();
    socket.arrive();
    await settle();
    api.take('PATCH', path).fail(conflict());
    await settle();
    // It had arrived, and another device took it back.
    api.take('GET', path).answer(at(4, { editedAt: '2026-01-01T00:00:02.000Z' }));
    await settle();
    expect(api.calls).toEqual([]);
    expect(shown().body).toBe('Helo');
    expect(refused()).toMatchObject({ body: 'Hello', error: { code: 'CONFLICT' } });
  });

  it('that was refused is there again in the next page, until the person gives it up', async () => {
    const refuse = async () => {
      await settle();
      api.take('PATCH', path).fail(conflict());
      await settle();
      api.take('GET', path).answer(at(3, { body: 'Hi' }));
      await settle();
    };
    void changes.edit(mine, 'Helo', 'Hello');
    await refuse();
    begin();
    socket.arrive();
    await refuse();
    expect(refused()).toMatchObject({ body: 'Hello' });
    socket.arrive();
    await settle();
    expect(api.calls).toEqual([]);
    changes.dropRefused(mine.id);
    expect(refused()).toBeUndefined();
    expect(localStorage).toHaveLength(0);
  });
});

describe('a reaction', () => {
  const reactions = [{ emoji: '👍', count: 1, userIds: [ann] }];

  it('is on the screen at once, and stays when the server has it', async () => {
    const done = changes.react(mine, '👍', true);
    expect(shown().reactions).toEqual(reactions);
    api.take('PUT', `${path}/reactions/${encodeURIComponent('👍')}`).answer(at(3, { reactions }));
    await done;
    expect(shown()).toMatchObject({ revision: 3, reactions });
  });

  it('is taken back when the server refuses', async () => {
    const done = changes.react(mine, '👍', true);
    api.take('PUT', /reactions/).fail(conflict());
    await expect(done).rejects.toThrow('CONFLICT');
    expect(shown().reactions).toEqual([]);
  });

  it('follows the last click, one call at a time', async () => {
    const done = changes.react(mine, '👍', true);
    void changes.react(mine, '👍', false);
    expect(shown().reactions).toEqual([]);
    const put = api.take('PUT', /reactions/);
    expect(api.calls).toEqual([]);
    put.answer(at(3, { reactions }));
    await settle();
    expect(shown().reactions).toEqual([]);
    api.take('DELETE', /reactions/).answer(at(4));
    await done;
    expect(shown()).toMatchObject({ revision: 4, reactions: [] });
  });
});

describe('a deletion', () => {
  const tombstone = at(3, { body: '', deletedAt: '2026-01-01T00:00:02.000Z' });
  const deletion = () => TestBed.inject(MessageDeletion);
  const gone = () => shown().deletedAt !== null;

  it('shows a tombstone at once, and the server hears of it only when it is final', async () => {
    const undoable = deletion().delete(mine);
    expect(shown()).toMatchObject({ body: '', deletedAt: expect.any(String) });
    await settle();
    expect(api.calls).toEqual([]);
    undoable.commit();
    api.take('DELETE', path).answer(tombstone);
    await settle();
    expect(shown()).toEqual(tombstone);
    expect(localStorage).toHaveLength(0);
  });

  it('can be undone until then', () => {
    const undoable = deletion().delete(mine);
    undoable.undo();
    expect(shown()).toBe(mine);
    undoable.commit();
    expect(api.calls).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it('goes out at once when the page is left', () => {
    deletion().delete(mine);
    dispatchEvent(new Event('pagehide'));
    api.take('DELETE', path);
  });

  it('goes out from the next page when this one couldn’t send it', async () => {
    deletion().delete(mine);
    dispatchEvent(new Event('pagehide'));
    begin();
    deletion();
    TestBed.tick();
    expect(gone()).toBe(true);
    api.take('DELETE', path).answer(tombstone);
    await settle();
    expect(localStorage).toHaveLength(0);
  });

  it('is tried again over the next connection', async () => {
    deletion().delete(mine).commit();
    api.take('DELETE', path).fail(ApiError.noAnswer('cut'));
    await settle();
    expect(gone()).toBe(true);
    socket.arrive();
    api.take('DELETE', path);
  });

  it('comes back with the reason when the server refuses', async () => {
    const failed: string[] = [];
    deletion().failed$.subscribe(({ code }) => failed.push(code));
    const another = aMessage({ seq: 1, revision: 2, senderId: ben });
    TestBed.inject(MessagesStore).setWindow(conversationId, newWindow([another], 1, 2));
    deletion().delete(another).commit();
    api.take('DELETE', path).fail(new ApiError('FORBIDDEN', 'not yours'));
    await settle();
    expect(gone()).toBe(false);
    expect(failed).toEqual(['FORBIDDEN']);
    expect(localStorage).toHaveLength(0);
  });
});
