import '../../testing/indexed-db';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { FakeApi } from '../../testing/fake-api';
import { FakeSocket, settle } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { endSession, eraseSession } from '../../testing/session-end';
import { aConversation, aMessage, ann, conversationId, anId } from '../../testing/shapes';
import { until } from '../../testing/until';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { Reacting } from '../features/reactions/sync/reacting.service';
import { Reactions } from '../features/reactions/sync/reactions';
import { ChangesStore } from '../stores/changes.store';
import { MessagesStore } from '../stores/messages.store';
import { CommandLog } from './commands/command-log.service';
import { provideCommandKinds } from './commands/command-kind';
import { provideMessagingCommands } from './commands/provide-commands';
import { ConversationRecords } from './conversation-records';
import { TabLeader } from './tabs/tab-leader';
import { newWindow } from './merge';
import { MessageChanges } from './message-changes.service';
import { MessageDeletion } from './message-deletion.service';
import { PersonStorage } from './person-storage';

let api: FakeApi;
let changes: MessageChanges;
let reacting: Reacting;
let log: CommandLog;
let storage: PersonStorage;
let refusals: string[];

const mine = aMessage({ seq: 1, revision: 2, senderId: ann, body: 'Helo' });
const path = `/conversations/${conversationId}/messages/${mine.id}`;
const shown = () => TestBed.inject(MessagesStore).timeline(conversationId)().messages[0] as Message;
const conflict = () => new ApiError('CONFLICT', 'changed meanwhile');
const refused = () => TestBed.inject(ChangesStore).of(mine.id)?.refused;
const at = (revision: number, given: Partial<Message> = {}) => ({ ...mine, revision, ...given });
const later = '2026-01-01T00:00:01.000Z';

/** A page of this browser; what an earlier one sent is never answered here. */
async function aPage(): Promise<void> {
  api = new FakeApi();
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideMessagingCommands(),
      provideCommandKinds(Reactions),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal({ id: ann }), isKeptFor: () => false } },
    ],
  });
  changes = TestBed.inject(MessageChanges);
  reacting = TestBed.inject(Reacting);
  log = TestBed.inject(CommandLog);
  refusals = [];
  log.refused$.subscribe(({ kind, error }) => refusals.push(`${kind.name} ${error.code}`));
  TestBed.inject(ConversationRecords).mergeSummaries([
    aConversation({ lastSeq: 1, revision: 2, lastMessage: mine }),
  ]);
  TestBed.inject(MessagesStore).setWindow(conversationId, newWindow([mine], 1, 2));
  storage = TestBed.inject(PersonStorage);
  await log.load();
}

function connect(): void {
  TestBed.inject(TabLeader).stand();
  log.resume();
}
function disconnect(): void {
  log.pause();
  TestBed.inject(TabLeader).resign();
}

async function asked(method: string, at: string | RegExp) {
  await until(() => api.calls.length > 0);
  return api.take(method, at);
}
/** All that was to be written is. */
const written = () => storage.attempt(() => Promise.resolve());
const kept = () => storage.attempt((database) => database.commands.orderBy('order').toArray());
const isSettled = async () => (await kept())?.length === 0 && localStorage.length === 0;

beforeEach(async () => {
  localStorage.clear();
  await aPage();
});
afterEach(() => eraseSession());

describe('an edit', () => {
  it('is on the screen at once and says which revision it is based on', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    expect(shown().body).toBe('Hello');
    const call = await asked('PATCH', path);
    expect(call.body).toEqual({ body: 'Hello', expectedRevision: 2 });
    call.answer(at(3, { body: 'Hello', editedAt: later }));
    await settle();
    expect(shown()).toMatchObject({ body: 'Hello', revision: 3 });
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('goes through although somebody reacted meanwhile', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    (await asked('PATCH', path)).fail(conflict());
    (await asked('GET', path)).answer(at(3));
    expect((await asked('PATCH', path)).body).toEqual({ body: 'Hello', expectedRevision: 3 });
    expect(shown().body).toBe('Hello');
  });

  it('gives way to other words written meanwhile, and keeps its own for the person to decide', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    (await asked('PATCH', path)).fail(conflict());
    (await asked('GET', path)).answer(at(3, { body: 'Hi' }));
    await settle();
    expect(api.calls).toEqual([]);
    expect(shown().body).toBe('Hi');
    expect(refused()).toMatchObject({ body: 'Hello', error: { code: 'CONFLICT' } });
    expect(refusals).toEqual(['edit CONFLICT']);
    await written();
    await aPage();
    connect();
    await until(() => refused() !== undefined);
    expect(refused()).toMatchObject({ body: 'Hello', error: { code: 'CONFLICT' } });
    expect([log.waitingCount(), log.unsavedCount()]).toEqual([0, 1]);
    changes.dropRefused(mine.id);
    expect(refused()).toBeUndefined();
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('made again over what the message says now takes the place of the refused one', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    (await asked('PATCH', path)).fail(conflict());
    (await asked('GET', path)).answer(at(3, { body: 'Hi', editedAt: later }));
    await settle();
    changes.edit(shown(), 'Hi', 'Hello');
    expect(refused()).toBeUndefined();
    expect((await asked('PATCH', path)).body).toEqual({ body: 'Hello', expectedRevision: 3 });
    expect(log.unsavedCount()).toBe(1);
  });

  it('whose answer was lost is no conflict when it is repeated, by the next page too', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    await asked('PATCH', path);
    await aPage();
    connect();
    const again = await asked('PATCH', path);
    expect(shown().body).toBe('Hello');
    again.fail(conflict());
    (await asked('GET', path)).answer(at(3, { body: 'Hello', editedAt: later }));
    await settle();
    expect(shown()).toMatchObject({ body: 'Hello', revision: 3 });
    expect(refusals).toEqual([]);
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('waits without a network, over the end of the page, and shows all the while', async () => {
    changes.edit(mine, 'Helo', 'Hello');
    changes.edit(shown(), 'Hello', 'Hello!');
    expect(log.waitingCount()).toBe(1);
    await aPage();
    expect(shown().body).toBe('Hello!');
    connect();
    (await asked('PATCH', path)).fail(ApiError.noAnswer('cut'));
    await settle();
    expect([shown().body, refused()]).toEqual(['Hello!', undefined]);
    disconnect();
    connect();
    const call = await asked('PATCH', path);
    expect(call.body).toEqual({ body: 'Hello!', expectedRevision: 2 });
    call.answer(at(3, { body: 'Hello!', editedAt: later }));
    await settle();
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('stays for the next sign-in of the same person where the session has ended', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    (await asked('PATCH', path)).fail(new ApiError('UNAUTHENTICATED', 'ended'));
    await settle();
    expect(refusals).toEqual([]);
    await endSession();
    await aPage();
    connect();
    await asked('PATCH', path);
  });

  it('made after one whose answer was lost goes on from what the server has by then', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    await asked('PATCH', path);
    await aPage();
    changes.edit(shown(), 'Hello', 'Hello!');
    connect();
    const first = await asked('PATCH', path);
    expect(first.body).toEqual({ body: 'Hello', expectedRevision: 2 });
    expect(shown().body).toBe('Hello!');
    first.fail(conflict());
    (await asked('GET', path)).answer(at(4, { body: 'Hello', editedAt: later }));
    const second = await asked('PATCH', path);
    expect(second.body).toEqual({ body: 'Hello!', expectedRevision: 4 });
    expect(shown().body).toBe('Hello!');
    second.answer(at(5, { body: 'Hello!', editedAt: later }));
    await settle();
    expect(refusals).toEqual([]);
  });

  it('of an earlier page doesn’t undo what was written since, though the words are those of before again', async () => {
    changes.edit(mine, 'Helo', 'Hello');
    await written();
    await aPage();
    connect();
    (await asked('PATCH', path)).fail(conflict());
    // It had arrived, and another device took it back.
    (await asked('GET', path)).answer(at(4, { editedAt: '2026-01-01T00:00:02.000Z' }));
    await settle();
    expect(api.calls).toEqual([]);
    expect(shown().body).toBe('Helo');
    expect(refused()).toMatchObject({ body: 'Hello', error: { code: 'CONFLICT' } });
  });

  it('back to the words of before, in time, is none', async () => {
    changes.edit(mine, 'Helo', 'Hello');
    changes.edit(shown(), 'Hello', 'Helo');
    expect(shown().body).toBe('Helo');
    await until(() => log.all().length === 0);
    expect(await isSettled()).toBe(true);
  });

  it('of a message that this person can’t see any more is given up, and reported', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    const refused: string[] = [];
    changes.editRefused$.subscribe(({ data }) => refused.push(data.to));
    (await asked('PATCH', path)).fail(new ApiError('NOT_FOUND', 'gone'));
    await settle();
    expect(refused).toEqual(['Hello']);
    expect(log.all()).toEqual([]);
  });
});

describe('a reaction', () => {
  const reactions = [{ emoji: '👍', count: 1, userIds: [ann] }];

  it('is on the screen at once, and stays when the server has it', async () => {
    connect();
    reacting.set(mine, '👍', true);
    expect(shown().reactions).toEqual(reactions);
    const call = await asked('PUT', `${path}/reactions/${encodeURIComponent('👍')}`);
    call.answer(at(3, { reactions }));
    await settle();
    expect(shown()).toMatchObject({ revision: 3, reactions });
  });

  it('is taken back, and reported, when the server refuses', async () => {
    connect();
    reacting.set(mine, '👍', true);
    (await asked('PUT', /reactions/)).fail(conflict());
    await settle();
    expect(shown().reactions).toEqual([]);
    expect(refusals).toEqual(['reaction CONFLICT']);
  });

  it('stays one’s own where the server counts it without naming it', async () => {
    connect();
    reacting.set(mine, '👍', true);
    const userIds = Array.from({ length: 50 }, (_, number) => anId(1_000 + number));
    (await asked('PUT', /reactions/)).answer(at(3, { reactions: [{ emoji: '👍', count: 51, userIds }] }));
    await settle();
    expect(shown().reactions).toEqual([{ emoji: '👍', count: 51, userIds: [...userIds, ann] }]);
  });

  it('follows the last click, one call at a time', async () => {
    connect();
    reacting.set(mine, '👍', true);
    const put = await asked('PUT', /reactions/);
    reacting.set(mine, '👍', false);
    expect(shown().reactions).toEqual([]);
    await written();
    expect(api.calls).toEqual([]);
    put.answer(at(3, { reactions }));
    await settle();
    expect(shown().reactions).toEqual([]);
    (await asked('DELETE', /reactions/)).answer(at(4));
    await settle();
    expect(shown()).toMatchObject({ revision: 4, reactions: [] });
  });

  it('that is taken back before it was tried is never sent', async () => {
    reacting.set(mine, '👍', true);
    reacting.set(mine, '👍', false);
    expect(shown().reactions).toEqual([]);
    await until(() => log.all().length === 0);
    connect();
    await written();
    expect(api.calls).toEqual([]);
  });

  it('that may have arrived is taken back at the server', async () => {
    connect();
    reacting.set(mine, '👍', true);
    await asked('PUT', /reactions/);
    await aPage();
    expect(shown().reactions).toEqual(reactions);
    reacting.set(mine, '👍', false);
    connect();
    (await asked('PUT', /reactions/)).answer(at(3, { reactions }));
    (await asked('DELETE', /reactions/)).answer(at(4));
    await settle();
    expect(shown().reactions).toEqual([]);
  });
});

describe('a deletion', () => {
  const tombstone = at(3, { body: '', deletedAt: '2026-01-01T00:00:02.000Z' });
  const deletion = () => TestBed.inject(MessageDeletion);
  const gone = () => shown().deletedAt !== null;

  it('shows a tombstone at once, and the server hears of it only when it is final', async () => {
    connect();
    const undoable = deletion().delete(mine);
    expect(shown()).toMatchObject({ body: '', deletedAt: expect.any(String) });
    await written();
    expect(api.calls).toEqual([]);
    undoable.commit();
    (await asked('DELETE', path)).answer(tombstone);
    await settle();
    expect(shown()).toEqual(tombstone);
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('can be undone until then', async () => {
    connect();
    const undoable = deletion().delete(mine);
    undoable.undo();
    expect(shown()).toBe(mine);
    undoable.commit();
    await written();
    expect(api.calls).toEqual([]);
    expect(await isSettled()).toBe(true);
  });

  it('goes out at once when the page is left', async () => {
    connect();
    deletion().delete(mine);
    // Kept, and the log resumed.
    for (let turn = 0; turn < 3; turn += 1) await written();
    dispatchEvent(new Event('pagehide'));
    api.take('DELETE', path);
  });

  it('goes out from the next page when this one couldn’t send it', async () => {
    deletion().delete(mine).commit();
    await written();
    await aPage();
    expect(gone()).toBe(true);
    connect();
    (await asked('DELETE', path)).answer(tombstone);
    await settle();
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('comes back with the reason when the server refuses', async () => {
    connect();
    deletion().delete(mine).commit();
    (await asked('DELETE', path)).fail(new ApiError('FORBIDDEN', 'not yours'));
    await settle();
    expect(gone()).toBe(false);
    expect(refusals).toEqual(['deletion FORBIDDEN']);
    await written();
    expect(await isSettled()).toBe(true);
  });

  it('waits for the edit before it', async () => {
    connect();
    changes.edit(mine, 'Helo', 'Hello');
    deletion().delete(mine).commit();
    const call = await asked('PATCH', path);
    await written();
    expect(api.calls).toEqual([]);
    call.answer(at(3, { body: 'Hello', editedAt: later }));
    await asked('DELETE', path);
  });
});
