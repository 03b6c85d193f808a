import '../../testing/indexed-db';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Dexie } from 'dexie';
import { firstValueFrom, Subject } from 'rxjs';
import { settle } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { endSession, eraseSession } from '../../testing/session-end';
import { anId, ann, ben, conversationId } from '../../testing/shapes';
import { until } from '../../testing/until';
import { TabChannel, type TabTopics } from '../core/tab-channel';
import { DraftsStore } from '../stores/drafts.store';
import { DraftKeeper } from './draft-keeper';
import { OutboxDatabase } from './outbox-database';
import { OutboxStorage } from './outbox-storage';

const others = new Subject<TabTopics['draft']>();
let sent: TabTopics['draft'][];
let keeper: DraftKeeper;
let drafts: DraftsStore;
let storage: OutboxStorage;

/** A page of this browser, with somebody signed in. */
async function aPage(userId: string): Promise<void> {
  sent = [];
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      provideSession(userId),
      {
        provide: TabChannel,
        useValue: { on: () => others, post: (_topic: string, data: TabTopics['draft']) => sent.push(data) },
      },
    ],
  });
  keeper = TestBed.inject(DraftKeeper);
  drafts = TestBed.inject(DraftsStore);
  storage = TestBed.inject(OutboxStorage);
  await keeper.load();
}

/** Another page of the same browser; the one before was killed, and what it had in the database is gone. */
async function anotherPage(left: Record<string, string>): Promise<void> {
  await eraseSession();
  for (const [key, value] of Object.entries(left)) localStorage.setItem(key, value);
  await aPage(ann);
}
const inTheBrowser = () => ({ ...localStorage }) as Record<string, string>;

beforeEach(() => aPage(ann));
afterEach(() => eraseSession(ben));

it('keeps a draft, and what it answers, over reloads for the one who wrote it', async () => {
  drafts.set(conversationId, 'half a thought');
  drafts.setReplyTo(conversationId, anId(7));
  await endSession();
  await aPage(ben);
  expect(drafts.get(conversationId)()).toBe('');
  await endSession();
  await aPage(ann);
  expect(drafts.get(conversationId)()).toBe('half a thought');
  expect(drafts.replyTo(conversationId)()).toBe(anId(7));
});

it('shows what another tab of the same person types', () => {
  others.next({ userId: ann, conversationId, text: 'there', replyToId: null, at: 5 });
  expect(drafts.get(conversationId)()).toBe('there');
  others.next({ userId: ben, conversationId, text: 'another’s', replyToId: null, at: 6 });
  expect(drafts.get(conversationId)()).toBe('there');
  others.next({ userId: ann, conversationId, text: '', replyToId: null, at: 7 });
  expect(drafts.get(conversationId)()).toBe('');
  // Written before, received after.
  others.next({ userId: ann, conversationId, text: 'there', replyToId: null, at: 6 });
  expect(drafts.get(conversationId)()).toBe('');
  TestBed.tick();
  expect(sent).toEqual([]);
});

it('doesn’t take away what is being typed here', () => {
  drafts.set(conversationId, 'here');
  others.next({ userId: ann, conversationId, text: 'there', replyToId: null, at: Date.now() + 1_000 });
  expect(drafts.get(conversationId)()).toBe('here');
});

it('sends the other tabs, once, what it came to', async () => {
  drafts.set(conversationId, 'h');
  drafts.set(conversationId, 'here');
  await endSession();
  expect(sent).toEqual([
    {
      userId: ann,
      conversationId,
      text: 'here',
      replyToId: null,
      id: expect.any(String),
      at: expect.any(Number),
    },
  ]);
});

it('keeps each change in the task that makes it, until the database has it', async () => {
  drafts.set(conversationId, 'half a thou');
  drafts.set(conversationId, 'half a thought');
  const left = inTheBrowser();
  await endSession();
  expect(localStorage).toHaveLength(0);
  await anotherPage(left);
  expect(drafts.get(conversationId)()).toBe('half a thought');
  await endSession();
  expect(localStorage).toHaveLength(0);
  await aPage(ann);
  expect(drafts.get(conversationId)()).toBe('half a thought');
});

it('knows of a draft that was emptied at the last moment', async () => {
  drafts.set(conversationId, 'sent');
  keeper.flush();
  await storage.drafts();
  drafts.set(conversationId, '');
  const left = inTheBrowser();
  expect(Object.keys(left)).toHaveLength(1);
  // Killed: the database still has it.
  await aPage(ann);
  expect(drafts.get(conversationId)()).toBe('');
  await endSession();
  await aPage(ann);
  const kept = await storage.drafts();
  expect(kept?.get(conversationId)).toMatchObject({ text: '', replyToId: null });
});

it('doesn’t bring back an older draft, of another tab, after it was emptied here', async () => {
  drafts.set(conversationId, 'half a thought');
  drafts.set(conversationId, '');
  keeper.flush();
  await storage.drafts();
  const emptiedAt = (await storage.drafts())?.get(conversationId)?.at ?? 0;
  // Typed before, and written after.
  const late = { text: 'half a thou', replyToId: null, at: emptiedAt - 1 };
  expect(await storage.keepDraft(conversationId, late)).toMatchObject({ text: '' });
  others.next({ userId: ann, conversationId, ...late });
  await settle();
  expect(drafts.get(conversationId)()).toBe('');
  await endSession();
  await aPage(ann);
  expect(drafts.get(conversationId)()).toBe('');
});

it('doesn’t bring back an older draft, of another tab, after it was sent here', async () => {
  await storage.keepDraft(conversationId, { text: 'hello', replyToId: null, at: 1_000 });
  await storage.keep({
    order: null,
    clientMessageId: anId(1),
    conversationId,
    body: 'hello',
    replyToId: null,
    createdAt: new Date(2_000).toISOString(),
    state: 'queued',
    attempts: 0,
    notBefore: 0,
    mayBeStored: false,
  });
  await storage.keepDraft(conversationId, { text: 'hello', replyToId: null, at: 1_500 });
  expect((await storage.drafts())?.get(conversationId)).toMatchObject({ text: '', at: 2_000 });
  await storage.keepDraft(conversationId, { text: 'hello again', replyToId: null, at: 2_500 });
  expect((await storage.drafts())?.get(conversationId)).toMatchObject({ text: 'hello again' });
});

it('takes the newer of what was written ahead and what the database has', async () => {
  const key = `litspark.ahead.${ann}.draft.${conversationId}`;
  await storage.keepDraft(conversationId, { text: 'kept', replyToId: null, at: 5 });
  localStorage.setItem(key, JSON.stringify({ text: 'older', replyToId: null, at: 4 }));
  await keeper.load();
  expect(drafts.get(conversationId)()).toBe('kept');
  localStorage.setItem(key, JSON.stringify({ text: 'newer', replyToId: null, at: 6 }));
  await keeper.load();
  expect(drafts.get(conversationId)()).toBe('newer');
});

it('shows soon what a tab left that was killed as it was typed', async () => {
  const key = `litspark.ahead.${ann}.draft.${conversationId}`;
  const newValue = JSON.stringify({ text: 'left', replyToId: null, at: 1 });
  localStorage.setItem(key, newValue);
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
  await until(() => drafts.get(conversationId)() === 'left');
});

it('leaves no older draft behind where the local storage is full', () => {
  drafts.set(conversationId, 'half');
  const writing = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  drafts.set(conversationId, 'half a thought');
  expect(localStorage).toHaveLength(0);
  writing.mockRestore();
});

it('leaves nothing older ahead of what the database has', async () => {
  const key = `litspark.ahead.${ann}.draft.${conversationId}`;
  drafts.set(conversationId, 'half a thought');
  localStorage.setItem(key, JSON.stringify({ text: 'half', replyToId: null, at: 1 }));
  keeper.flush();
  await storage.drafts();
  await settle();
  expect(localStorage).toHaveLength(0);
});

it('doesn’t write over what another tab kept later, and shows that', async () => {
  drafts.set(conversationId, 'here');
  const later = { text: 'there, later', replyToId: null, at: Date.now() + 1_000 };
  await storage.keepDraft(conversationId, later);
  keeper.flush();
  expect(await storage.drafts()).toEqual(new Map([[conversationId, later]]));
  await settle();
  expect(drafts.get(conversationId)()).toBe('there, later');
  expect(sent).toEqual([]);
  expect(localStorage).toHaveLength(0);
});

it('leaves what it found to the tab that goes on writing it', async () => {
  const key = `litspark.ahead.${ann}.draft.${conversationId}`;
  localStorage.setItem(key, JSON.stringify({ text: 'half', replyToId: null, at: 1 }));
  await keeper.load();
  localStorage.setItem(key, JSON.stringify({ text: 'half a', replyToId: null, at: 2 }));
  keeper.flush();
  expect(await storage.drafts()).toEqual(new Map());
  expect(sent).toEqual([]);
  expect(localStorage.getItem(key)).toContain('half a');
});

it('keeps what was typed while the browser didn’t answer, and then shows what it couldn’t read', async () => {
  await storage.keepDraft(anId(200), { text: 'kept', replyToId: null, at: 5 });
  await storage.keepDraft(conversationId, { text: 'older', replyToId: null, at: 5 });
  await endSession();
  // oxlint-disable-next-line typescript/unbound-method -- only called with the database it is asked of
  const open = OutboxDatabase.prototype.open;
  let answer: () => void = () => undefined;
  const answered = new Dexie.Promise<void>((resolve) => (answer = resolve));
  const opening = jest.spyOn(OutboxDatabase.prototype, 'open').mockImplementation(function (
    this: OutboxDatabase,
  ) {
    return answered.then(() => open.call(this));
  });
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'setImmediate', 'nextTick'] });
  const loading = aPage(ann);
  await jest.advanceTimersByTimeAsync(3_000);
  await loading;
  drafts.set(conversationId, 'typed here');
  await jest.advanceTimersByTimeAsync(300);
  // Nor does the other storage have it.
  localStorage.clear();
  const recovered = firstValueFrom(storage.recovered$);
  jest.useRealTimers();
  answer();
  await recovered;
  await storage.drafts();
  await settle();
  const kept = await storage.drafts();
  expect(kept?.get(conversationId)).toMatchObject({ text: 'typed here' });
  expect(drafts.get(conversationId)()).toBe('typed here');
  expect(drafts.get(anId(200))()).toBe('kept');
  opening.mockRestore();
});

it('writes nothing down once the session has ended', async () => {
  drafts.set(conversationId, 'mine');
  await endSession();
  expect(localStorage).toHaveLength(0);
  drafts.set(conversationId, 'nobody’s');
  expect(localStorage).toHaveLength(0);
});
