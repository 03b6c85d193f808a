import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Message, ReactionPage } from '@litspark/shared-contracts';
import { FakeApi } from '../../../../testing/fake-api';
import { FakeSocket } from '../../../../testing/fake-socket';
import { provideSession } from '../../../../testing/session';
import { aMessage, anId, ann, conversationId } from '../../../../testing/shapes';
import { ApiClient } from '../../../core/api-client';
import { ApiError } from '../../../core/api-error';
import { SocketClient } from '../../../core/socket-client';
import { ChangesStore } from '../../../stores/changes.store';
import { OwnReactionsStore } from '../../../stores/own-reactions.store';
import { ReactionLists } from './reaction-lists.service';

const emoji = '👍';
const crowd = Array.from({ length: 50 }, (_, at) => anId(1_000 + at));
const at = (revision: number, count = 60, userIds = crowd): Message =>
  aMessage({ seq: 1, revision, reactions: [{ emoji, count, userIds }] });
const path = `/conversations/${conversationId}/messages/${at(1).id}/reactions/${encodeURIComponent(emoji)}`;
const page = (mine: boolean): ReactionPage => ({ items: [], mine, nextCursor: null });

let api: FakeApi;
let socket: FakeSocket;
let lists: ReactionLists;

beforeEach(() => {
  jest.useFakeTimers();
  api = new FakeApi();
  socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
    ],
  });
  lists = TestBed.inject(ReactionLists);
});
afterEach(() => void jest.useRealTimers());

const settled = () => jest.advanceTimersByTimeAsync(0);
const shown = (message: Message) => TestBed.inject(ChangesStore).shown(message).reactions[0];
const isMine = (message: Message) => shown(message)?.userIds.includes(ann);

describe('one’s own reaction among more than a message names', () => {
  it('is asked for once, and again where the message changed since', async () => {
    expect(isMine(at(7))).toBe(false);
    lists.learnOwn(at(7));
    lists.learnOwn(at(7));
    api.take('GET', path).answer(page(true));
    await settled();
    expect(shown(at(7))).toEqual({ emoji, count: 60, userIds: [...crowd, ann] });
    lists.learnOwn(at(7));
    expect(api.calls).toEqual([]);

    // While many react, one answer is good for a while.
    lists.learnOwn(at(8));
    lists.learnOwn(at(9));
    expect(api.calls).toEqual([]);
    expect(isMine(at(9))).toBe(true);
    await jest.advanceTimersByTimeAsync(10_000);
    api.take('GET', path).answer(page(false));
    await settled();
    expect(isMine(at(9))).toBe(false);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(api.calls).toEqual([]);
  });

  it('is not asked for where everybody is named, or oneself is', () => {
    lists.learnOwn(at(7, 50));
    lists.learnOwn(at(7, 60, [ann, ...crowd.slice(1)]));
    expect(api.calls).toEqual([]);
  });

  it('is asked for again with the next connection where no answer came', async () => {
    lists.learnOwn(at(7));
    api.take('GET', path).fail(ApiError.noAnswer('offline'));
    await settled();
    expect(api.calls).toEqual([]);
    socket.lifecycle.next('connected');
    api.take('GET', path).answer(page(true));
    await settled();
    expect(isMine(at(7))).toBe(true);
  });

  it('can be taken back on the screen at once', async () => {
    lists.learnOwn(at(7));
    api.take('GET', path).answer(page(true));
    await settled();
    const reactions = new Map([[emoji, false]]);
    TestBed.inject(ChangesStore).lay('reaction', new Map([[at(7).id, { reactions }]]));
    expect(shown(at(7))).toEqual({ emoji, count: 59, userIds: crowd });
  });

  it('isn’t undone by an earlier answer', () => {
    const own = TestBed.inject(OwnReactionsStore);
    own.set(at(1).id, emoji, { revision: 8, mine: true });
    own.set(at(1).id, emoji, { revision: 7, mine: false });
    expect(isMine(at(8))).toBe(true);
  });
});
