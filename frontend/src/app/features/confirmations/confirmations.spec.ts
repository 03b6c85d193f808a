import '../../../testing/indexed-db';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Confirmation, confirmationUserIds, type Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { eraseSession } from '../../../testing/session-end';
import {
  aConversation,
  aMessage,
  anId,
  ann,
  aParticipant,
  ben,
  conversationId,
} from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ParticipantsStore } from '../../stores/participants.store';
import { CommandLog } from '../../sync/commands/command-log.service';
import { ConversationRecords } from '../../sync/conversation-records';
import { TabLeader } from '../../sync/tabs/tab-leader';
import { AvailableComposerActions } from '../conversation/composer/available-composer-actions.service';
import { AvailableActions } from '../conversation/message/available-actions.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { ConfirmService } from '../messaging/confirm.service';
import { Viewport } from '../messaging/viewport.service';
import { ConfirmationCardComponent } from './confirmation-card.component';
import { ConfirmationsComponent } from './confirmations.component';
import { confirmationsFeature } from './confirmations.feature';
import { Confirmations } from './sync/confirmations';

const noon = '2026-01-01T12:00:00.000Z';
const cleo = anId(3);
const asking = (given: Partial<Confirmation> = {}, more: Partial<Message> = {}): Message =>
  aMessage({
    seq: 1,
    revision: 2,
    parts: { confirmation: { expected: 10, count: 0, userIds: [], closedAt: null, ...given } },
    ...more,
  });
const path = `/conversations/${conversationId}/messages/${asking().id}`;
const full = Array.from({ length: confirmationUserIds }, (_, at) => anId(600 + at));

let api: FakeApi;
let socket: FakeSocket;

beforeEach(async () => {
  localStorage.clear();
  [api, socket] = [new FakeApi(), new FakeSocket()];
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter([]),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: socket },
      {
        provide: SessionService,
        useValue: { user: signal({ id: ann }), ended$: new Subject(), isKeptFor: () => false },
      },
      { provide: Viewport, useValue: { narrow: signal(false), panelBeside: signal(true) } },
      { provide: ConfirmService, useValue: { ask: () => Promise.resolve(true) } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([confirmationsFeature]);
  TestBed.inject(ConversationRecords).mergeSummaries([aConversation({ lastSeq: 1, revision: 2 })]);
  TestBed.inject(CommandLog).register(TestBed.inject(Confirmations));
  await TestBed.inject(CommandLog).load();
  TestBed.inject(TabLeader).stand();
});
afterEach(() => eraseSession());

const become = (role: 'owner' | 'member') =>
  TestBed.inject(ParticipantsStore).merge(conversationId, [aParticipant({ role })], false);
async function asked(method: string, where: string) {
  while (api.calls.length === 0) await new Promise((wake) => setTimeout(wake, 5));
  return api.take(method, where);
}

it('is asked for by participants of a group and owners of a channel, and nobody else', () => {
  const offered = (kind: 'direct' | 'group' | 'channel') =>
    TestBed.inject(AvailableComposerActions).of(aConversation({ kind })).length > 0;
  expect([offered('direct'), offered('group'), offered('channel')]).toEqual([false, true, false]);
  become('owner');
  expect([offered('direct'), offered('group'), offered('channel')]).toEqual([false, true, true]);
});

describe('the card of a message that asks for confirmations', () => {
  let card: ComponentFixture<ConfirmationCardComponent>;
  const show = (message: Message) => {
    card ??= TestBed.createComponent(ConfirmationCardComponent);
    card.componentRef.setInput('message', message);
    card.detectChanges();
  };
  const element = () => {
    card.detectChanges();
    return card.nativeElement as HTMLElement;
  };
  const text = () =>
    [...element().querySelectorAll('.heading, .count, .own, button')]
      .map((part) => part.textContent.replace(/\s+/g, ' ').trim())
      .filter(Boolean)
      .join(' ');
  const button = () => element().querySelector<HTMLButtonElement>('button');
  const panel = () => element().querySelector('a')?.getAttribute('href');
  afterEach(() => (card = undefined as never));

  it('says how many have confirmed, with a tick for each of up to ten people, and a bar beyond', () => {
    show(asking({ count: 7 }));
    expect(text()).toBe('Accusé de lecture demandé 7 sur 10 ont confirmé J’ai lu');
    const ticks = () => [...element().querySelectorAll('ls-confirmation-progress > i')];
    expect(ticks().map((tick) => tick.classList.contains('confirmed'))).toEqual(
      Array.from({ length: 10 }, (_, at) => at < 7),
    );
    show(asking({ expected: 11, count: 1 }));
    expect(ticks()).toHaveLength(1);
    expect(text()).toContain('1 sur 11 a confirmé');
    // Who joined later counts too.
    show(asking({ expected: 2, count: 3 }));
    expect(text()).toContain('3 personnes ont confirmé');
  });

  it('confirms at once, also without a network, and the server hears of it later', async () => {
    show(asking({ count: 7 }));
    button()?.click();
    await settle();
    expect(text()).toMatch(/8 sur 10 ont confirmé Vous avez confirmé à \d{1,2}\sh\s\d\d$/);
    expect([button(), api.calls]).toEqual([null, []]);
    expect(TestBed.inject(CommandLog).waitingCount()).toBe(1);
    TestBed.inject(CommandLog).resume();
    (await asked('POST', `${path}/confirmation`)).answer({ at: noon });
    await settle();
    // The message follows by itself; until then it is counted here.
    expect(text()).toContain('8 sur 10 ont confirmé');
    expect(text()).toMatch(/Vous avez confirmé le 1er janvier à \d{1,2}\sh\s\d\d$/);
    show(asking({ count: 9, userIds: [ann] }));
    expect(text()).toContain('9 sur 10 ont confirmé');
    expect(api.calls).toEqual([]);
  });

  it('is as it was where the server refuses it, and says so', async () => {
    const refused: (string | undefined)[] = [];
    TestBed.inject(CommandLog).refused$.subscribe(({ kind }) => refused.push(kind.refusal));
    show(asking());
    button()?.click();
    TestBed.inject(CommandLog).resume();
    (await asked('POST', `${path}/confirmation`)).fail(new ApiError('CONFLICT', 'closed'));
    await settle();
    expect(text()).toBe('Accusé de lecture demandé 0 sur 10 a confirmé J’ai lu');
    expect(refused).toEqual(['confirmations.failed']);
  });

  it('asks when one confirmed on another device, and whether where not everybody is named', async () => {
    show(asking({ count: 1, userIds: [ann] }));
    expect(text()).toMatch(/Vous avez confirmé$/);
    api.take('GET', `${path}/confirmation`).answer({ at: noon });
    await settle();
    expect(text()).toMatch(/Vous avez confirmé le 1er janvier/);
    const many = asking({ expected: 90, count: 60, userIds: full }, { id: anId(77) });
    const own = `/conversations/${conversationId}/messages/${many.id}/confirmation`;
    show(many);
    expect(button()).toBeNull();
    api.take('GET', own).fail(ApiError.noAnswer('cut'));
    await settle();
    // Confirming twice does no harm.
    expect(button()).not.toBeNull();
    socket.arrive();
    element();
    api.take('GET', own).answer({ at: noon });
    await settle();
    expect(text()).toMatch(/Vous avez confirmé le 1er janvier/);
  });

  it('takes no more once it is closed', () => {
    show(asking({ count: 4, closedAt: noon }));
    expect(text()).toMatch(
      /^Accusés de lecture clos 4 sur 10 ont confirmé Clos le 1er janvier à \d{1,2}\sh\s\d\d$/,
    );
    expect(button()).toBeNull();
  });

  it('leads its sender and owners to who has confirmed, and nobody else', () => {
    show(asking());
    expect(panel()).toBeUndefined();
    become('owner');
    expect(panel()).toBe(`/c/${conversationId}/confirmations/${asking().id}`);
    expect(button()).not.toBeNull();
    become('member');
    show(asking({}, { senderId: ann }));
    expect([panel(), button()]).toEqual([`/c/${conversationId}/confirmations/${asking().id}`, null]);
    const actions = (message: Message) =>
      TestBed.inject(AvailableActions)
        .of(message)
        .map(({ name }) => name);
    expect(actions(asking())).toEqual([]);
    expect(actions(asking({}, { senderId: ann }))).toEqual(['confirmations']);
    expect(actions(aMessage({ seq: 2, senderId: ann }))).toEqual([]);
  });
});

describe('the panel of who has confirmed', () => {
  const list = `${path}/confirmations`;
  const mine = (given: Partial<Confirmation> = {}, more: Partial<Message> = {}) =>
    asking({ expected: 2, ...given }, { senderId: ann, body: 'Coupure **vendredi**', ...more });
  let panel: ComponentFixture<ConfirmationsComponent>;
  beforeEach(() => {
    panel = TestBed.createComponent(ConfirmationsComponent);
    panel.componentRef.setInput('conversationId', conversationId);
    panel.componentRef.setInput('messageId', mine().id);
    panel.detectChanges();
  });

  const element = () => {
    panel.detectChanges();
    return panel.nativeElement as HTMLElement;
  };
  const whole = () => element().textContent.replace(/\s+/g, ' ');
  const click = (label: string) =>
    [...element().querySelectorAll('button')].find((one) => one.textContent.includes(label))?.click();
  const groups = () =>
    [...element().querySelectorAll('section')].map((group) => [
      group.querySelector('h3')?.textContent.trim().replace(/\s+/g, ' '),
      group.querySelectorAll('li').length,
    ]);
  const answered = async (message: Message, items: unknown[], nextCursor: string | null = null) => {
    api.take('GET', path).answer(message);
    await settle();
    api.take('GET', list).answer({ items, nextCursor });
    await settle();
  };
  const [benDid, cleoDidNot] = [
    { userId: ben, at: noon },
    { userId: cleo, at: null },
  ];

  it('names who has and who has not, page by page, and follows who confirms', async () => {
    await answered(mine({ count: 1, userIds: [ben] }), [benDid], 'next');
    expect(whole()).toContain('Coupure vendredi');
    expect(whole()).toContain('1 sur 2 a confirmé');
    expect(groups()).toEqual([['Lecture confirmée 1', 1]]);
    click('Afficher la suite');
    api.take('GET', list).answer({ items: [cleoDidNot], nextCursor: null });
    await settle();
    expect(groups()).toEqual([
      ['Lecture confirmée 1', 1],
      ['En attente 1', 1],
    ]);
    const both = mine({ count: 2, userIds: [ben, cleo] }, { revision: 3 });
    socket.push('message_updated', { message: both });
    await answered(both, [benDid, { userId: cleo, at: noon }]);
    expect(groups()).toEqual([['Lecture confirmée 2', 2]]);
    expect(whole()).not.toContain('Relancer');
  });

  it('reminds, and says when that can be done again', async () => {
    await answered(mine(), [cleoDidNot]);
    click('Relancer');
    api.take('POST', `${path}/confirmation/remind`).answer(undefined);
    await settle();
    expect(whole()).toMatch(/Relance envoyée. La prochaine sera possible à \d{1,2}\sh\s\d\d\./);
    click('Relancer');
    const limited = new ApiError('RATE_LIMITED', 'too soon', { retryAfterMs: 600_000 });
    api.take('POST', `${path}/confirmation/remind`).fail(limited);
    await settle();
    expect(whole()).toMatch(
      /Une relance a déjà été envoyée. La prochaine sera possible à \d{1,2}\sh\s\d\d\./,
    );
    click('Relancer');
    api.take('POST', `${path}/confirmation/remind`).fail(ApiError.noAnswer('cut'));
    await settle();
    expect(whole()).toContain('La relance n’a pas été envoyée. Pas de réponse du serveur.');
  });

  it('is closed after a question, and then offers neither', async () => {
    await answered(mine(), [cleoDidNot]);
    click('Clore');
    await settle();
    api.take('POST', `${path}/confirmation/close`).answer(undefined);
    await settle();
    socket.push('message_updated', { message: mine({ closedAt: noon }, { revision: 3 }) });
    expect(whole()).toContain('Clos le 1er janvier');
    expect([...element().querySelectorAll('ls-confirmation-actions button')]).toHaveLength(1);
  });

  it('exports under the server’s name, also once the message is deleted, and says where it failed', async () => {
    await answered(mine(), [cleoDidNot]);
    const gone = { ...mine(), revision: 4, body: '', parts: {}, deletedAt: noon };
    socket.push('message_updated', { message: gone });
    api.take('GET', path).answer(gone);
    await settle();
    expect(whole()).toContain('Message supprimé');
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:list';
    URL.revokeObjectURL = () => undefined;
    const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    click('Exporter');
    api.take('GET', `${list}/export`).answer({ content: new Blob(['a']), name: 'list.csv' });
    await settle();
    expect(saved).toEqual(['list.csv']);
    clicked.mockRestore();
    click('Exporter');
    api.take('GET', `${list}/export`).fail(new ApiError('INTERNAL', 'broken'));
    await settle();
    expect(whole()).toContain('L’export n’a pas abouti.');
  });

  it('says what went wrong and tries again, and where there is nobody to expect', async () => {
    api.take('GET', path).fail(ApiError.noAnswer('cut'));
    await settle();
    expect(whole()).toContain('Impossible de charger les accusés de lecture');
    click('Réessayer');
    await answered(mine({ expected: 0 }), []);
    expect(whole()).toContain('Personne n’est attendu');
    panel.componentRef.setInput('messageId', anId(88));
    element();
    api.take('GET', /88$/).answer(aMessage({ seq: 3, id: anId(88) }));
    await settle();
    expect(whole()).toContain('Ce message ne demande pas d’accusé de lecture');
  });
});
