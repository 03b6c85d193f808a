import '../../../testing/indexed-db';
import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Message, PersonalItem, SavedMessage } from '@litspark/shared-contracts';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { eraseSession } from '../../../testing/session-end';
import { aConversation, aMessage, anId, ann, conversationId } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { until } from '../../../testing/until';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { ConnectionService } from '../../core/connection.service';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ItemsStore } from '../../stores/items.store';
import { CommandLog } from '../../sync/commands/command-log.service';
import { provideMessagingCommands } from '../../sync/commands/provide-commands';
import { ConversationRecords } from '../../sync/conversation-records';
import { TabLeader } from '../../sync/tabs/tab-leader';
import { AvailableActions } from '../conversation/message/available-actions.service';
import { MessageViews } from '../conversation/message/message-views.service';
import { RowKeys } from '../conversation/timeline/row-keys.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { Navigation } from '../messaging/frame/navigation.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { RefusedCommands } from '../messaging/refused-commands';
import { SnackService } from '../messaging/snack.service';
import { ChooseTime } from '../messaging/time/choose-time.service';
import type { TimeAnswer } from '../messaging/time/time-question';
import { Dialogs } from '../messaging/dialogs.service';
import { Viewport } from '../messaging/viewport.service';
import { savedMessagesFeature } from './saved-messages.feature';
import { SavedPage } from './saved.page';

const message = aMessage({ seq: 4, body: 'Le **code** du portail' });
const pathOf = (id: string) => `/me/items/saved_message/${id}`;
const messagePath = (id: string) => `/conversations/${conversationId}/messages/${id}`;
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const saved = (seq: number, more: Partial<SavedMessage> = {}): PersonalItem => ({
  kind: 'saved_message',
  id: aMessage({ seq }).id,
  revision: seq,
  value: { conversationId, seq, note: null, remindAt: null, doneAt: null, savedAt: at(seq), ...more },
});

@Component({ selector: 'ls-page-head', template: '<ng-content select="[heading]" />' })
class PlainHead {}

// jsdom scrolls nothing.
Element.prototype.scrollIntoView = () => undefined;

let api: FakeApi;
let socket: FakeSocket;
let answer: TimeAnswer | null;
const cutOff = signal(false);

beforeEach(async () => {
  localStorage.clear();
  cutOff.set(false);
  answer = null;
  [api, socket] = [new FakeApi(), new FakeSocket()];
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter([]),
      provideMessagingCommands(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }) },
      },
      { provide: ConnectionService, useValue: { cutOff, wasFresh: () => undefined } },
      {
        provide: Viewport,
        useValue: { narrow: signal(false), panelBeside: signal(true), touch: signal(false) },
      },
      { provide: Dialogs, useValue: { closeAll: () => undefined } },
      { provide: ChooseTime, useValue: { ask: () => Promise.resolve(answer) } },
    ],
  });
  TestBed.overrideComponent(SavedPage, {
    remove: { imports: [PageHeadComponent] },
    add: { imports: [PlainHead] },
  });
  TestBed.inject(FeatureRegistry).use([savedMessagesFeature]);
  TestBed.inject(ConversationRecords).mergeSummaries([aConversation({ lastSeq: 4, revision: 4 })]);
  TestBed.inject(RefusedCommands);
  await TestBed.inject(CommandLog).load();
  TestBed.inject(TabLeader).stand();
  TestBed.inject(CommandLog).resume();
});
afterEach(() => eraseSession());

const store = () => TestBed.inject(ItemsStore);
function load(...items: PersonalItem[]): void {
  store().merge(items);
  store().revision = items.length;
}
const snack = () => TestBed.inject(SnackService).shown();
const action = () => TestBed.inject(AvailableActions).of(message)[0];
const press = (key: string) =>
  TestBed.inject(RowKeys).press(
    new KeyboardEvent('keydown', { key }),
    message,
    document.createElement('div'),
  );
const isMarked = () => TestBed.inject(MessageViews).of(message, 'sign').length === 1;
async function asked(method: string, path: string) {
  await until(() => api.calls.some((call) => call.method === method && call.path === path));
  const index = api.calls.findIndex((call) => call.method === method && call.path === path);
  return api.calls.splice(index, 1)[0]!;
}

describe('a message', () => {
  it('is kept by a key, marked, counted, and kept no longer by the same', async () => {
    expect(action()?.label).toBe('saved.save');
    press('s');
    await until(isMarked);
    expect(action()?.label).toBe('saved.unsave');
    const [entry] = TestBed.inject(Navigation).rail();
    expect(TestBed.inject(Navigation).countOf(entry!)).toBe(1);
    const put = await asked('PUT', pathOf(message.id));
    expect(put.body).toMatchObject({
      value: { conversationId, seq: 4, note: null, remindAt: null, doneAt: null },
    });
    put.answer(saved(4));
    await until(() => store().peek('saved_message', message.id)?.revision === 4);
    press('S');
    await until(() => !isMarked());
    (await asked('DELETE', pathOf(message.id))).answer(undefined);
    snack()?.action?.run();
    expect(isMarked()).toBe(true);
    expect((await asked('PUT', pathOf(message.id))).body).toEqual({ value: saved(4).value });
  });

  it('that was just kept can be given a reminder at once', async () => {
    answer = new Date(at(90));
    press('s');
    await until(isMarked);
    snack()?.action?.run();
    await until(() => store().shown('saved_message').get(message.id)?.['remindAt'] === at(90));
  });

  it('that is deleted has neither mark nor action', () => {
    load(saved(4));
    const deleted: Message = { ...message, deletedAt: at(9) };
    expect(TestBed.inject(MessageViews).of(deleted, 'sign')).toEqual([]);
    expect(
      TestBed.inject(RowKeys).press(new KeyboardEvent('keydown', { key: 's' }), deleted, document.body),
    ).toBe(false);
  });

  it('is not kept where the server refuses, which says so', async () => {
    press('s');
    (await asked('PUT', pathOf(message.id))).fail(new ApiError('CONFLICT', 'too many'));
    await until(() => !isMarked());
    expect(snack()?.text).toContain(
      'Le changement dans «\u202fÀ\u00a0traiter\u202f» n’a pas été enregistré.',
    );
  });
});

describe('the page', () => {
  let page: ComponentFixture<SavedPage>;
  const element = () => page.nativeElement as HTMLElement;
  const entries = () => [...element().querySelectorAll<HTMLElement>('[data-entry]')];
  const texts = () => entries().map((entry) => entry.querySelector('.text, .absent')?.textContent.trim());
  const button = (name: string, within: Element = element()) =>
    [...within.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
    );
  const key = (on: HTMLElement, pressed: string) => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
    page.detectChanges();
  };

  function open(show?: string): void {
    page = TestBed.createComponent(SavedPage);
    document.body.append(element());
    page.componentRef.setInput('show', show);
    page.detectChanges();
  }
  async function answerAll(of: (id: string) => Message): Promise<void> {
    await settle();
    for (const call of api.calls.splice(0)) call.answer(of(call.path.split('/').at(-1) ?? ''));
    await settle();
    page.detectChanges();
  }
  const bySeq = (id: string): Message => {
    const seq = Number(id.slice(-12)) - 1_000;
    return aMessage({ seq, body: `message ${seq}` });
  };
  afterEach(() => {
    page.destroy();
    element().remove();
  });

  it('lists those to come back to, saved last first, each with its conversation, note and reminder', async () => {
    load(
      saved(1, { note: 'Demander à Inès', remindAt: at(5) }),
      saved(2),
      saved(3, { doneAt: at(7) }),
      saved(4, { remindAt: '2999-01-01T08:00:00.000Z' }),
    );
    open();
    await answerAll(bySeq);
    expect(texts()).toEqual(['message 4', 'message 2', 'message 1']);
    const [coming, , past] = entries();
    expect(coming?.textContent).toContain('Launch');
    expect(coming?.querySelector('.due')).toBeNull();
    expect(coming?.querySelector('.reminder')?.textContent).toContain('2999');
    expect(past?.querySelector('.note')?.textContent).toContain('Demander à Inès');
    expect(past?.querySelector('.due')?.textContent).toContain('Rappel passé');
    page.componentRef.setInput('show', 'done');
    page.detectChanges();
    await answerAll(bySeq);
    expect(texts()).toEqual(['message 3']);
  });

  it('takes away what is done, or removed, gives the focus to the next one, and takes it back', async () => {
    load(saved(1), saved(2), saved(3));
    open();
    await answerAll(bySeq);
    entries()[0]?.focus();
    key(entries()[0]!, ' ');
    expect(texts()).toEqual(['message 2', 'message 1']);
    expect(document.activeElement).toBe(entries()[0]);
    snack()?.action?.run();
    page.detectChanges();
    expect(texts()).toEqual(['message 3', 'message 2', 'message 1']);
    key(entries()[1]!, 'Delete');
    expect(texts()).toEqual(['message 3', 'message 1']);
    snack()?.action?.run();
    page.detectChanges();
    expect(texts()).toHaveLength(3);
  });

  it('is walked through by the arrows, Tab coming to one entry only', async () => {
    load(saved(1), saved(2), saved(3));
    open();
    await answerAll(bySeq);
    const [first, second, third] = entries();
    first?.focus();
    key(first!, 'ArrowDown');
    expect(document.activeElement).toBe(second);
    key(second!, 'End');
    expect(document.activeElement).toBe(third);
    page.detectChanges();
    const reachable = [...element().querySelectorAll('ul [tabindex="0"], ul button:not([tabindex="-1"])')];
    expect(reachable.every((one) => third?.contains(one))).toBe(true);
    button('Marquer comme fait', third)?.focus();
    key(document.activeElement as HTMLElement, 'Escape');
    expect(document.activeElement).toBe(third);
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    key(third!, 'Enter');
    expect(String(navigate.mock.calls[0]?.[0])).toBe(`/c/${conversationId}?seq=1`);
  });

  it('keeps a note on Enter, and when it is left, but not by Escape', async () => {
    load(saved(1, { note: 'avant' }));
    open();
    await answerAll(bySeq);
    const note = () => store().shown('saved_message').get(anId(1_001))?.['note'];
    const write = (text: string) => {
      const entry = entries()[0]!;
      key(entry, 'n');
      const field = entry.querySelector('textarea')!;
      field.value = text;
      field.dispatchEvent(new Event('input'));
      page.detectChanges();
      return field;
    };
    key(write('Appeler Thomas'), 'Enter');
    expect(note()).toBe('Appeler Thomas');
    expect(document.activeElement).toBe(entries()[0]);
    key(write('autre chose'), 'Escape');
    expect(note()).toBe('Appeler Thomas');
    snack()?.action?.run();
    expect(note()).toBe('autre chose');
    write('Appeler Yanis').dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    expect(note()).toBe('Appeler Yanis');
    page.detectChanges();
    const tooLong = write('é'.repeat(501));
    key(tooLong, 'Enter');
    expect(element().textContent).toContain('1 caractère de trop');
    expect(note()).toBe('Appeler Yanis');
    // The page goes: nothing may be lost.
    window.dispatchEvent(new Event('pagehide'));
    expect(note()).toHaveLength(500);
  });

  it('sets a reminder, and takes it away', async () => {
    load(saved(1));
    open();
    await answerAll(bySeq);
    const remindAt = () => store().shown('saved_message').get(anId(1_001))?.['remindAt'];
    answer = new Date('2999-01-04T08:00:00.000Z');
    key(entries()[0]!, 'r');
    await settle();
    expect(remindAt()).toBe('2999-01-04T08:00:00.000Z');
    answer = 'without';
    page.detectChanges();
    element().querySelector<HTMLElement>('.reminder')?.click();
    await settle();
    expect(remindAt()).toBeNull();
  });

  it('says what was deleted, is no longer to be seen, or could not be had', async () => {
    load(saved(1), saved(2), saved(3), saved(4));
    open();
    await settle();
    const call = (seq: number) => {
      const at = api.calls.findIndex(({ path }) => path === messagePath(aMessage({ seq }).id));
      return api.calls.splice(at, 1)[0]!;
    };
    call(4).answer({ ...aMessage({ seq: 4 }), deletedAt: at(9), body: '' });
    call(3).fail(new ApiError('NOT_FOUND', 'gone'));
    call(2).fail(new ApiError('INTERNAL', 'broken'));
    call(1).fail(ApiError.noAnswer('cut'));
    await settle();
    page.detectChanges();
    const [deleted, missing, failed, offline] = entries();
    expect(deleted?.textContent).toContain('Message supprimé');
    expect(missing?.textContent).toContain('Ce message n’est plus visible.');
    expect(failed?.textContent).toContain('n’a pas pu être chargé');
    expect(offline?.textContent).toContain('au retour de la connexion');
    button('Réessayer', failed)?.click();
    page.detectChanges();
    await settle();
    call(2).answer(aMessage({ seq: 2 }));
    // What changed is asked for anew with the connection.
    socket.arrive();
    page.detectChanges();
    await settle();
    call(1).answer(aMessage({ seq: 1 }));
    await settle();
    page.detectChanges();
    expect(failed?.querySelector('.text')?.textContent).toBe('message 2');
    expect(offline?.querySelector('.text')?.textContent).toBe('message 1');
  });

  it('shows a thousand a page at a time', async () => {
    load(...Array.from({ length: 1_000 }, (_, index) => saved(index + 1)));
    open();
    await answerAll(bySeq);
    expect(entries()).toHaveLength(30);
    expect(element().querySelector('.tabs')?.textContent).toContain('1\u202f000');
    button('Afficher la suite')?.click();
    page.detectChanges();
    expect(entries()).toHaveLength(60);
    expect(document.activeElement).toBe(entries()[30]);
  });

  it('says that there is nothing, that it loads, and that it can’t', () => {
    open();
    expect(element().querySelector('ls-skeleton')).not.toBeNull();
    cutOff.set(true);
    page.detectChanges();
    expect(element().textContent).toContain('La liste n’est pas encore chargée');
    load();
    page.detectChanges();
    expect(element().textContent).toContain('Rien à traiter');
    load(saved(1));
    page.detectChanges();
    expect(element().textContent).toContain('vos changements seront enregistrés au retour de la connexion');
  });
});
