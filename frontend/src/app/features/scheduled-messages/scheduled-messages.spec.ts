import '../../../testing/indexed-db';
import { Component, Injector, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PersonalItem, ScheduledMessage } from '@litspark/shared-contracts';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { endSession, eraseSession } from '../../../testing/session-end';
import { aConversation, anId, ann, conversationId } from '../../../testing/shapes';
import { until } from '../../../testing/until';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { ConnectionService } from '../../core/connection.service';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { DraftsStore } from '../../stores/drafts.store';
import { ItemsStore } from '../../stores/items.store';
import { provideCommandKinds } from '../../sync/commands/command-kind';
import { CommandLog } from '../../sync/commands/command-log.service';
import { DraftKeeper } from '../../sync/draft-keeper';
import { TabLeader } from '../../sync/tabs/tab-leader';
import { MessagingService } from '../../sync/messaging.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { PageHeadComponent } from '../messaging/page-head.component';
import { RefusedCommands } from '../messaging/refused-commands';
import { SnackService } from '../messaging/snack.service';
import { ChooseTime } from '../messaging/time/choose-time.service';
import type { TimeAnswer } from '../messaging/time/time-question';
import { Viewport } from '../messaging/viewport.service';
import { ScheduledLineComponent } from './scheduled-line.component';
import { scheduledMessagesFeature } from './scheduled-messages.feature';
import { ScheduledPage } from './scheduled.page';
import { Scheduling } from './scheduling.service';
import { ScheduledMessages } from './sync/scheduled-messages.service';
import { ScheduledWrites } from './sync/scheduled-writes';

const kind = 'scheduled_message';
const id = anId(42);
const later = '2999-01-04T08:00:00.000Z';
const value: ScheduledMessage = {
  conversationId,
  body: 'Bonjour à tous',
  replyToId: null,
  fileIds: [],
  sendAt: later,
  state: 'waiting',
  error: null,
};
const item = (revision: number, more: Partial<ScheduledMessage> | null = {}, itsId = id): PersonalItem => ({
  kind,
  id: itsId,
  revision,
  value: more && { ...value, ...more },
});

@Component({ selector: 'ls-page-head', template: '<ng-content select="[heading]" />' })
class PlainHead {}

let api: FakeApi;
let answer: TimeAnswer | null;
let focused: number;
const cutOff = signal(false);

async function openPage(): Promise<void> {
  api = new FakeApi();
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter([]),
      provideCommandKinds(ScheduledWrites),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: new FakeSocket() },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }), isKept: () => true, isKeptFor: () => true },
      },
      { provide: ConnectionService, useValue: { cutOff, wasFresh: () => undefined } },
      { provide: MessagingService, useValue: { setTyping: () => undefined } },
      { provide: Viewport, useValue: { narrow: signal(false), touch: signal(false) } },
      { provide: ChooseTime, useValue: { ask: () => Promise.resolve(answer) } },
    ],
  });
  TestBed.overrideComponent(ScheduledPage, {
    remove: { imports: [PageHeadComponent] },
    add: { imports: [PlainHead] },
  });
  TestBed.inject(FeatureRegistry).use([scheduledMessagesFeature]);
  TestBed.inject(ConversationsStore).put([aConversation()]);
  TestBed.inject(RefusedCommands);
  TestBed.inject(Scheduling);
  await TestBed.inject(CommandLog).load();
  await TestBed.inject(DraftKeeper).load();
}
function connect(): void {
  TestBed.inject(TabLeader).stand();
  TestBed.inject(CommandLog).resume();
}
// jsdom scrolls nothing.
Element.prototype.scrollIntoView = () => undefined;

beforeEach(async () => {
  localStorage.clear();
  cutOff.set(false);
  [answer, focused] = [null, 0];
  await openPage();
});
afterEach(() => eraseSession());

const store = () => TestBed.inject(ItemsStore);
const drafts = () => TestBed.inject(DraftsStore);
const messages = () => TestBed.inject(ScheduledMessages);
const draft = () => drafts().all().get(conversationId);
const snack = () => TestBed.inject(SnackService).shown();
const bodies = () =>
  messages()
    .all()
    .map(({ body }) => body);
async function asked(method: string) {
  await until(() => api.calls.some((call) => call.method === method));
  return api.calls.splice(
    api.calls.findIndex((call) => call.method === method),
    1,
  )[0]!;
}
const ask = () =>
  TestBed.inject(Scheduling).ask({
    conversation: aConversation(),
    origin: document.body,
    injector: TestBed.inject(Injector),
    insert: () => undefined,
    focus: () => void (focused += 1),
  });
/** What the next page finds: nothing of this one runs any more, and the database has nothing of it. */
async function crash(): Promise<void> {
  const left = { ...localStorage } as Record<string, string>;
  await eraseSession();
  localStorage.clear();
  for (const [key, one] of Object.entries(left)) localStorage.setItem(key, one);
  await openPage();
}

describe('scheduling', () => {
  const takeNothingAtOnce = () =>
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
  afterEach(() => void jest.restoreAllMocks());

  it('takes text, reply and parts out of the composer, and can be undone', async () => {
    drafts().put(conversationId, { text: 'Bonjour', replyToId: anId(7), parts: { confirmation: {} } });
    answer = new Date(later);
    await ask();
    expect(draft()).toBeUndefined();
    expect(messages().all()).toMatchObject([
      { body: 'Bonjour', replyToId: anId(7), parts: { confirmation: {} }, sendAt: later, state: 'waiting' },
    ]);
    expect(focused).toBe(1);
    snack()?.action?.run();
    expect(messages().all()).toEqual([]);
    expect(draft()).toMatchObject({ text: 'Bonjour', replyToId: anId(7), parts: { confirmation: {} } });
  });

  it('leaves the composer as it is where no time is chosen', async () => {
    drafts().set(conversationId, 'Bonjour');
    await ask();
    expect([draft()?.text, messages().all()]).toEqual(['Bonjour', []]);
  });

  it('has the id of the draft, which other devices may have, and gives it back', () => {
    drafts().set(conversationId, 'Bonjour');
    const own = draft()?.id;
    expect(messages().schedule(conversationId, new Date(later))).toBe(own);
    messages().cancel(own!);
    expect(draft()).toMatchObject({ text: 'Bonjour', id: own });
  });

  it('sends the whole once there is a connection', async () => {
    drafts().set(conversationId, 'Bonjour');
    messages().schedule(conversationId, new Date(later));
    connect();
    const put = await asked('PUT');
    expect(put.path).toBe(`/me/items/${kind}/${messages().all()[0]!.id}`);
    expect(put.body).toEqual({ value: { ...value, body: 'Bonjour' } });
  });

  it('has the text in one of the two places whenever the page dies', async () => {
    drafts().set(conversationId, 'Bonjour');
    await crash();
    expect([draft()?.text, bodies()]).toEqual(['Bonjour', []]);
    messages().schedule(conversationId, new Date(later));
    await crash();
    expect([draft()?.text, bodies()]).toEqual([undefined, ['Bonjour']]);
    messages().cancel(messages().all()[0]!.id);
    await crash();
    expect([draft()?.text, bodies()]).toEqual(['Bonjour', []]);
  });

  it('keeps the text in the composer until the browser has the change', async () => {
    drafts().set(conversationId, 'Bonjour');
    takeNothingAtOnce();
    messages().schedule(conversationId, new Date(later));
    expect(draft()?.text).toBe('Bonjour');
    await until(() => draft() === undefined);
    expect(bodies()).toEqual(['Bonjour']);
  });

  it('leaves alone what was written meanwhile', async () => {
    drafts().set(conversationId, 'Bonjour');
    takeNothingAtOnce();
    messages().schedule(conversationId, new Date(later));
    drafts().set(conversationId, 'Bonjour Ben');
    const log = TestBed.inject(CommandLog);
    await until(() => log.of(TestBed.inject(ScheduledWrites)).every(({ order }) => order !== null));
    await settle();
    expect(draft()?.text).toBe('Bonjour Ben');
  });

  it('keeps a text that the server refuses, with the reason, until it is tried again or taken back', async () => {
    drafts().set(conversationId, 'Bonjour');
    const own = messages().schedule(conversationId, new Date(later))!;
    connect();
    (await asked('PUT')).fail(new ApiError('CONFLICT', 'too many'));
    await until(() => messages().all()[0]?.state === 'failed');
    expect(messages().unsaved(own)).toEqual({ isNew: true });
    expect(snack()?.text).toContain('Vous avez déjà 200 messages programmés');
    expect(snack()?.action?.label).toBe('Voir');
    await endSession();
    await openPage();
    expect(messages().all()).toMatchObject([{ id: own, body: 'Bonjour', state: 'failed' }]);
    messages().retry(own);
    connect();
    const put = await asked('PUT');
    expect(put.body).toMatchObject({ value: { body: 'Bonjour', sendAt: later, state: 'waiting' } });
    put.fail(new ApiError('CONFLICT', 'too many'));
    await until(() => messages().all()[0]?.state === 'failed');
    messages().cancel(own);
    expect([bodies(), draft()?.text]).toEqual([[], 'Bonjour']);
    await settle();
    expect(api.calls).toEqual([]);
  });

  it('takes the text out of the draft again where the server had the write all the same, and sent it', async () => {
    drafts().set(conversationId, 'Bonjour');
    messages().cancel(messages().schedule(conversationId, new Date(later))!);
    expect([bodies(), draft()?.text]).toEqual([[], 'Bonjour']);
    connect();
    (await asked('DELETE')).fail(new ApiError('CONFLICT', 'sent'));
    await until(() => draft() === undefined);
  });

  it('keeps it too where a later change of it is refused with it', async () => {
    drafts().set(conversationId, 'Bonjour');
    const own = messages().schedule(conversationId, new Date(later))!;
    connect();
    const first = await asked('PUT');
    messages().setTime(own, new Date('2999-02-01T08:00:00.000Z'));
    first.fail(new ApiError('CONFLICT', 'too many'));
    // As if another device had changed it: there is nothing of it.
    for (let tries = 0; tries < 5; tries += 1) {
      (await asked('PUT')).fail(new ApiError('CONFLICT', 'too many'));
      if (tries < 4) (await asked('GET')).fail(new ApiError('NOT_FOUND', 'never was'));
    }
    await until(() => messages().all()[0]?.state === 'failed');
    expect(bodies()).toEqual(['Bonjour']);
  });
});

describe('a change of one that the server has', () => {
  beforeEach(() => {
    store().merge([item(3)]);
    store().revision = 3;
    connect();
  });

  it('keeps what another device changed of it meanwhile', async () => {
    messages().setText(id, 'Bonsoir');
    const put = await asked('PUT');
    expect(put.body).toEqual({ value: { ...value, body: 'Bonsoir' }, ifRevision: 3 });
    put.fail(new ApiError('CONFLICT', 'changed'));
    (await asked('GET')).answer(item(4, { sendAt: '2999-03-01T08:00:00.000Z' }));
    expect((await asked('PUT')).body).toEqual({
      value: { ...value, body: 'Bonsoir', sendAt: '2999-03-01T08:00:00.000Z' },
      ifRevision: 4,
    });
  });

  it('keeps a new text of one that was sent meanwhile, but no other change', async () => {
    const goneMeanwhile = async () => {
      for (let tries = 0; tries < 5; tries += 1) {
        (await asked('PUT')).fail(new ApiError('CONFLICT', 'sent'));
        store().merge([item(4, null)]);
        if (tries < 4) (await asked('GET')).fail(new ApiError('NOT_FOUND', 'gone'));
      }
    };
    messages().sendNow(id);
    expect(messages().all()[0]?.sendAt).toBe('1970-01-01T00:00:00.000Z');
    await goneMeanwhile();
    await until(() => messages().all().length === 0);
    expect(snack()?.text).toContain('Ce message était déjà parti.');
    store().merge([item(5)]);
    messages().setText(id, 'Un tout autre texte');
    for (let tries = 0; tries < 5; tries += 1) {
      (await asked('PUT')).fail(new ApiError('CONFLICT', 'sent'));
      store().merge([item(6, null)]);
      if (tries < 4) (await asked('GET')).fail(new ApiError('NOT_FOUND', 'gone'));
    }
    await until(() => messages().all()[0]?.state === 'failed');
    expect(bodies()).toEqual(['Un tout autre texte']);
    expect(messages().unsaved(id)).toEqual({ isNew: false });
  });

  it('that cancels it puts the text in front of the draft, and its undoing gives both back', async () => {
    drafts().set(conversationId, 'déjà là');
    TestBed.inject(Scheduling).cancel(messages().all()[0]!);
    expect([bodies(), draft()?.text]).toEqual([[], 'Bonjour à tous\ndéjà là']);
    (await asked('DELETE')).answer(undefined);
    snack()?.action?.run();
    expect([bodies(), draft()?.text]).toEqual([['Bonjour à tous'], 'déjà là']);
    expect((await asked('PUT')).body).toEqual({ value });
  });

  it('that cancels what was sent already says so, and takes its text out of the draft again', async () => {
    drafts().set(conversationId, 'déjà là');
    messages().cancel(id);
    expect(draft()?.text).toBe('Bonjour à tous\ndéjà là');
    (await asked('DELETE')).fail(new ApiError('CONFLICT', 'sent'));
    await until(() => snack() !== null);
    expect(snack()?.text).toBe('L’envoi n’a pas été annulé. Ce message était déjà parti.');
    expect(draft()).toMatchObject({ text: 'déjà là', replyToId: null });
  });

  it('that cancels what was sent already leaves what was made of its text in the draft', async () => {
    messages().cancel(id);
    drafts().set(conversationId, 'Bonjour à tous, et à toutes');
    (await asked('DELETE')).fail(new ApiError('CONFLICT', 'sent'));
    await until(() => snack() !== null);
    expect(draft()?.text).toBe('Bonjour à tous, et à toutes');
  });

  it('takes the text out of the draft on the next page too, where that hears of it', async () => {
    messages().cancel(id);
    await crash();
    expect(draft()?.text).toBe('Bonjour à tous');
    connect();
    (await asked('DELETE')).fail(new ApiError('CONFLICT', 'sent'));
    await until(() => draft() === undefined);
  });
});

describe('the line above the composer', () => {
  const text = () => {
    const line = TestBed.createComponent(ScheduledLineComponent);
    line.componentRef.setInput('conversation', aConversation());
    line.detectChanges();
    return (line.nativeElement as HTMLElement).textContent.trim();
  };
  it('says how many there are, when the next one goes, and what failed', () => {
    store().merge([item(1)]);
    expect(text()).toMatch(/^1 message programmé pour .*2999 à .*Voir$/);
    store().merge([item(2, { sendAt: '2998-12-01T08:00:00.000Z' }, anId(43))]);
    expect(text()).toMatch(/^2 messages programmés, le prochain pour .*2998/);
    store().merge([item(3, { state: 'failed', error: { code: 'CONFLICT', message: 'archived' } }, anId(44))]);
    expect(text()).toMatch(/^1 message programmé n’est pas parti/);
  });
});

describe('the page', () => {
  let page: ComponentFixture<ScheduledPage>;
  const element = () => page.nativeElement as HTMLElement;
  const entries = () => [...element().querySelectorAll<HTMLElement>('[data-entry]')];
  const button = (name: string, within: Element = element()) =>
    [...within.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
    )!;
  const key = (on: HTMLElement, pressed: string) => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
    page.detectChanges();
  };
  function load(...items: PersonalItem[]): void {
    store().merge(items);
    store().revision = items.length;
    page = TestBed.createComponent(ScheduledPage);
    document.body.append(element());
    page.detectChanges();
  }
  afterEach(() => {
    page.destroy();
    element().remove();
  });

  it('lists what failed, with its reason, then what is to come, the next one first', () => {
    load(
      item(1, { body: 'plus tard', sendAt: '2999-05-01T08:00:00.000Z' }, anId(1)),
      item(2, { body: 'bientôt' }, anId(2)),
      item(
        3,
        {
          body: 'raté',
          sendAt: '2999-09-01T08:00:00.000Z',
          state: 'failed',
          error: { code: 'CONFLICT', message: '' },
        },
        anId(3),
      ),
    );
    expect(entries().map((entry) => entry.querySelector('.text')?.textContent.trim())).toEqual([
      'raté',
      'bientôt',
      'plus tard',
    ]);
    expect(entries()[0]?.textContent).toContain('La conversation est archivée.');
    expect(entries()[1]?.textContent).toContain('Launch');
    button('Réessayer', entries()[0]).click();
    expect(
      messages()
        .all()
        .map(({ state }) => state),
    ).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('changes text and time, sends now, and cancels, by the keyboard too', async () => {
    load(item(1), item(2, { body: 'un autre', sendAt: '2999-05-01T08:00:00.000Z' }, anId(2)));
    const [first] = entries();
    first?.focus();
    key(first!, 'Enter');
    const field = first!.querySelector('textarea')!;
    field.value = 'Bonjour Ben';
    field.dispatchEvent(new Event('input'));
    key(field, 'Enter');
    expect(bodies()[0]).toBe('Bonjour Ben');
    expect(document.activeElement).toBe(first);
    answer = new Date('2999-02-02T08:00:00.000Z');
    key(first!, 'r');
    await settle();
    page.detectChanges();
    expect(messages().all()[0]?.sendAt).toBe('2999-02-02T08:00:00.000Z');
    button('Envoyer maintenant', entries()[0]).click();
    page.detectChanges();
    expect(entries()[0]?.textContent).toContain('Envoi en cours…');
    entries()[0]!.focus();
    key(entries()[0]!, 'Delete');
    expect(bodies()).toEqual(['un autre']);
    expect(document.activeElement).toBe(entries()[0]);
    expect(draft()?.text).toBe('Bonjour Ben');
  });

  it('leaves a text as it was where a blank one is written', () => {
    load(item(1));
    key(entries()[0]!, 'Enter');
    const field = element().querySelector('textarea')!;
    field.value = '  ';
    field.dispatchEvent(new Event('input'));
    key(field, 'Enter');
    expect(bodies()).toEqual(['Bonjour à tous']);
  });

  it('keeps mentions in a text that is changed', () => {
    load(item(1, { body: `@[Ben Martin](user:${anId(2)}) regarde` }));
    key(entries()[0]!, 'Enter');
    const field = element().querySelector('textarea')!;
    expect(field.value).toBe('@Ben Martin regarde');
    field.value = '@Ben Martin, regarde';
    field.dispatchEvent(new Event('input'));
    key(field, 'Enter');
    expect(bodies()).toEqual([`@[Ben Martin](user:${anId(2)}), regarde`]);
  });

  it('offers the text of one whose conversation is no longer seen', () => {
    load(item(1, { conversationId: anId(9), state: 'failed', error: { code: 'NOT_FOUND', message: '' } }));
    expect(element().textContent).toContain('Conversation qui n’est plus visible');
    expect(button('Copier le texte')).toBeDefined();
    button('Annuler l’envoi').click();
    expect(snack()?.text).toBe('Message programmé supprimé');
    snack()?.action?.run();
    expect(bodies()).toEqual(['Bonjour à tous']);
  });

  it('says that there is nothing, that it loads, and that it can’t', () => {
    load();
    store().revision = null;
    page.detectChanges();
    expect(element().querySelector('ls-skeleton')).not.toBeNull();
    cutOff.set(true);
    page.detectChanges();
    expect(element().textContent).toContain('La liste n’est pas encore chargée');
    store().revision = 1;
    page.detectChanges();
    expect(element().textContent).toContain('Aucun message programmé');
  });
});
