import '../../../testing/indexed-db';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Draft, PersonalItem } from '@litspark/shared-contracts';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { endSession, eraseSession } from '../../../testing/session-end';
import { aConversation, anId, ann, conversationId } from '../../../testing/shapes';
import { until } from '../../../testing/until';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { SessionTimers } from '../../core/session-timers';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { DraftsStore } from '../../stores/drafts.store';
import { ItemsStore } from '../../stores/items.store';
import { provideCommandKinds } from '../../sync/commands/command-kind';
import { CommandLog } from '../../sync/commands/command-log.service';
import { DraftKeeper } from '../../sync/draft-keeper';
import { TabLeader } from '../../sync/tabs/tab-leader';
import { OutboxService } from '../../sync/outbox.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { DraftCopies } from '../messaging/draft-copies.service';
import { draftsFeature } from './drafts.feature';
import { OtherDraftComponent } from './other-draft.component';
import { DraftSync } from './sync/draft-sync.service';
import { DraftWrites } from './sync/draft-writes';

const kind = 'draft';
const path = `/me/items/${kind}/${conversationId}`;
const item = (revision: number, body: string | null, clientMessageId = anId(revision)): PersonalItem => ({
  kind,
  id: conversationId,
  revision,
  value: body === null ? null : valueOf(body, clientMessageId),
});
const valueOf = (body: string, clientMessageId: string): Draft => ({
  clientMessageId,
  body,
  replyToId: null,
  fileIds: [],
  writtenAt: '2026-11-30T08:00:00.000Z',
});

let api: FakeApi;
let now: number;

async function openPage(): Promise<void> {
  api = new FakeApi();
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideCommandKinds(DraftWrites),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: new FakeSocket() },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }), isKept: () => true, isKeptFor: () => true },
      },
    ],
  });
  TestBed.inject(FeatureRegistry).use([draftsFeature]);
  await TestBed.inject(CommandLog).load();
  TestBed.inject(DraftSync);
  await TestBed.inject(DraftKeeper).load();
  await settle();
}
function connect(): void {
  TestBed.inject(TabLeader).stand();
  TestBed.inject(CommandLog).resume();
}

beforeEach(async () => {
  localStorage.clear();
  now = Date.parse('2026-11-30T09:00:00Z');
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  await openPage();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await eraseSession();
});

const store = () => TestBed.inject(ItemsStore);
const drafts = () => TestBed.inject(DraftsStore);
const draft = () => drafts().all().get(conversationId);
const written = () => TestBed.inject(CommandLog).of(TestBed.inject(DraftWrites));
/** Somebody writes, and stops. */
function type(text: string): void {
  drafts().set(conversationId, text);
  TestBed.inject(DraftKeeper).flush();
}
async function asked(method: string) {
  // What rests need not: the clock goes on.
  await until(() => {
    now += 1_000;
    for (const { id } of written()) TestBed.inject(CommandLog).release(id);
    return api.calls.some((call) => call.method === method);
  });
  return api.calls.splice(
    api.calls.findIndex((call) => call.method === method),
    1,
  )[0]!;
}
const quiet = () => void (now += 10_000);

describe('what is written here', () => {
  it('is given to the other devices once, as it is by then', async () => {
    connect();
    type('Bon');
    type('Bonjour');
    const put = await asked('PUT');
    expect(put.path).toBe(path);
    expect(put.body).toEqual({
      value: { ...valueOf('Bonjour', draft()!.id!), writtenAt: expect.any(String) },
      ifRevision: 0,
    });
    put.answer({ ...item(1, 'Bonjour', draft()!.id) });
    await until(() => written().length === 0);
    // Another change than one of the text.
    drafts().setOther(conversationId, { text: 'Un autre', replyToId: null });
    TestBed.inject(DraftKeeper).flush();
    expect(written()).toEqual([]);
  });

  it('has another id for each text, which the message has too', () => {
    type('Bon');
    const first = draft()?.id;
    type('Bonjour');
    expect(draft()?.id).not.toBe(first);
    const { id } = draft()!;
    expect(TestBed.inject(OutboxService).send(conversationId, draft()!)).toBe(id);
  });

  it('is given once there is a connection, by the next page too', async () => {
    type('Bonjour');
    const { id } = draft()!;
    await until(() => written()[0]?.order != null);
    await endSession();
    await openPage();
    connect();
    expect((await asked('PUT')).body).toMatchObject({ value: { clientMessageId: id, body: 'Bonjour' } });
  });

  it('is taken away where it is emptied, unless another device has gone on', async () => {
    store().merge([item(3, 'Bonjour')]);
    connect();
    expect(draft()?.text).toBe('Bonjour');
    type('');
    const removal = await asked('DELETE');
    expect(removal.path).toBe(`${path}?ifRevision=3`);
    removal.fail(new ApiError('CONFLICT', 'changed'));
    (await asked('GET')).answer(item(4, 'Bonjour à tous'));
    await until(() => draft()?.text === 'Bonjour à tous');
  });

  it('doesn’t come back where the page is killed as it is emptied', async () => {
    store().merge([item(3, 'Bonjour')]);
    drafts().set(conversationId, 'Bonjour à tous');
    drafts().set(conversationId, '');
    const left = { ...localStorage } as Record<string, string>;
    await eraseSession();
    for (const [key, value] of Object.entries(left)) localStorage.setItem(key, value);
    await openPage();
    store().merge([item(3, 'Bonjour')]);
    expect(draft()).toBeUndefined();
    connect();
    const removal = await asked('DELETE');
    expect(removal.path).toBe(`${path}?ifRevision=3`);
    removal.answer(undefined);
    await until(() => written().length === 0);
    expect(draft()).toBeUndefined();
  });

  it('is known to be on the server as soon as its item is', () => {
    const copies = TestBed.inject(DraftCopies);
    expect(copies.idsOf(conversationId)).toEqual([]);
    store().merge([item(3, 'Bonjour')]);
    expect(copies.idsOf(conversationId)).toEqual([anId(3)]);
    store().merge([item(4, null)]);
    expect(copies.idsOf(conversationId)).toEqual([]);
  });

  it('goes with the send alone', async () => {
    store().merge([item(3, 'Bonjour')]);
    connect();
    TestBed.inject(OutboxService).send(conversationId, draft()!);
    type('');
    await settle();
    expect(written()).toEqual([]);
    store().merge([item(4, null)]);
    expect(draft()).toBeUndefined();
  });

  it('doesn’t come back where its write is answered after it was sent', async () => {
    connect();
    type('Bonjour');
    const { id } = draft()!;
    const put = await asked('PUT');
    TestBed.inject(OutboxService).send(conversationId, draft()!);
    type('');
    put.answer(item(1, 'Bonjour', id));
    await until(() => store().peek(kind, conversationId) !== undefined);
    await settle();
    expect(draft()).toBeUndefined();
  });
});

describe('what another device wrote', () => {
  it('is shown live, and gone with it', () => {
    store().merge([item(1, 'Bon')]);
    store().merge([item(2, 'Bonjour')]);
    expect(draft()).toMatchObject({ text: 'Bonjour', id: anId(2) });
    store().merge([item(3, null)]);
    expect(draft()).toBeUndefined();
  });

  it('outlives a reload here', async () => {
    store().merge([item(1, 'Bonjour')]);
    await endSession();
    await openPage();
    expect(draft()).toMatchObject({ text: 'Bonjour', id: anId(1) });
  });

  it('doesn’t take the place of what is being written, but is a click away', async () => {
    type('Mon texte');
    store().merge([item(2, 'Un autre')]);
    expect(draft()).toMatchObject({ text: 'Mon texte', other: { text: 'Un autre' } });
    await endSession();
    await openPage();
    expect(draft()).toMatchObject({ text: 'Mon texte', other: { text: 'Un autre' } });
    const line = TestBed.createComponent(OtherDraftComponent);
    line.componentRef.setInput('conversation', aConversation());
    line.detectChanges();
    const button = (name: string) =>
      [...(line.nativeElement as HTMLElement).querySelectorAll('button')].find(
        (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
      );
    button('Reprendre')?.click();
    expect(draft()).toMatchObject({ text: 'Un autre', other: { text: 'Mon texte' } });
    line.detectChanges();
    button('Ignorer l’autre brouillon')?.click();
    expect(draft()?.other).toBeUndefined();
  });

  it('is taken again once nobody types here', async () => {
    connect();
    type('Mon texte');
    const { id } = draft()!;
    (await asked('PUT')).answer(item(1, 'Mon texte', id));
    await until(() => written().length === 0);
    quiet();
    store().merge([item(2, 'Mon texte, et la suite')]);
    expect(draft()).toMatchObject({ text: 'Mon texte, et la suite', id: anId(2) });
    expect(draft()?.other).toBeUndefined();
  });

  it('is shown a moment later where somebody has just typed what it goes on from', async () => {
    connect();
    const typedAt = now;
    type('Mon texte');
    const { id } = draft()!;
    (await asked('PUT')).answer(item(1, 'Mon texte', id));
    await until(() => written().length === 0);
    now = typedAt + 1_000;
    const after = jest.spyOn(TestBed.inject(SessionTimers), 'after');
    store().merge([item(2, 'Mon texte, et la suite')]);
    expect(draft()).toEqual({ text: 'Mon texte', replyToId: null, id });
    expect(after.mock.calls.map(([ms]) => ms)).toEqual([4_000]);
    quiet();
    after.mock.calls[0]?.[1]();
    expect(draft()).toMatchObject({ text: 'Mon texte, et la suite', id: anId(2) });
  });

  it('is heard of before it is replaced', async () => {
    connect();
    type('Mon texte');
    (await asked('PUT')).fail(new ApiError('CONFLICT', 'changed'));
    (await asked('GET')).answer(item(5, 'Un autre'));
    expect((await asked('PUT')).body).toMatchObject({ value: { body: 'Mon texte' }, ifRevision: 5 });
    expect(draft()).toMatchObject({ text: 'Mon texte', other: { text: 'Un autre' } });
  });

  it('isn’t kept aside where the text here goes on from it', () => {
    type('Bonjour à tous');
    store().merge([item(2, 'Bonjour')]);
    expect(draft()?.other).toBeUndefined();
  });
});
