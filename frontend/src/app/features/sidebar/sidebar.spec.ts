import '../../../testing/indexed-db';
import { ApplicationRef, Injector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ConversationSummary, limits, type Sidebar as SidebarItem } from '@litspark/shared-contracts';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { readWhereRefused } from '../../../testing/refused-item';
import { aConversation, anId, ann, conversationId } from '../../../testing/shapes';
import { provideSession } from '../../../testing/session';
import { eraseSession } from '../../../testing/session-end';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ConnectionService } from '../../core/connection.service';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { BrowserStorage } from '../../core/storage';
import { ConversationsStore } from '../../stores/conversations.store';
import { ItemsStore } from '../../stores/items.store';
import { provideMessagingCommands } from '../../sync/commands/provide-commands';
import { Items } from '../../sync/items/items.service';
import { MessagingService } from '../../sync/messaging.service';
import { conversationPreferencesFeature } from '../conversation-preferences/conversation-preferences.feature';
import { isChoice } from '../feature/conversation-action';
import { FeatureRegistry } from '../feature/feature-registry';
import { ConversationSections } from '../messaging/conversation-sections.service';
import { Dialogs } from '../messaging/dialogs.service';
import { SnackService } from '../messaging/snack.service';
import { Sections } from './sections.service';
import { sidebarFeature } from './sidebar.feature';
import { Sidebar } from './sidebar.service';
import { UnreadFirst } from './unread-first.service';

const open = signal<string | null>(null);
const [a, b, c] = [anId(201), anId(202), anId(203)];
const other = anId(101);
let api: FakeApi;

const sidebar = () => TestBed.inject(Sidebar);
const sections = () => TestBed.inject(Sections);
const list = () => TestBed.inject(ConversationSections);
const store = () => TestBed.inject(ConversationsStore);
const item = () => TestBed.inject(Items).value('sidebar', 'sidebar')();
const titles = () =>
  sidebar()
    .sections()
    .map(({ title }) => title);
const conversation = (id = conversationId): ConversationSummary => store().peek(id)!;
const standing = () =>
  list()
    .sections()
    .map(({ section, conversations }) => [
      section.title,
      ...conversations.map(({ id }) => Number(id.slice(-3))),
    ]);

/** As another device left it. */
function has(value: SidebarItem): void {
  TestBed.inject(ItemsStore).merge([{ kind: 'sidebar', id: 'sidebar', revision: 1, value }]);
}
const three = (): SidebarItem => ({
  sections: [
    { id: a, title: 'A', collapsed: false },
    { id: b, title: 'B', collapsed: false },
    { id: c, title: 'C', collapsed: true },
  ],
});

function begin(): void {
  open.set(null);
  api = new FakeApi();
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideMessagingCommands(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: ConnectionService, useValue: { wasFresh: () => undefined } },
      { provide: MessagingService, useValue: { openConversationId: open } },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([conversationPreferencesFeature, sidebarFeature]);
  store().put([aConversation(), aConversation({ id: other, kind: 'channel' })]);
}

beforeEach(begin);
afterEach(() => eraseSession());

describe('one’s own sections', () => {
  it('stand between the favourites and the kinds, empty ones too', () => {
    has(three());
    list().put(conversation(), b);
    list().put(conversation(other), 'favourites');
    expect(standing()).toEqual([['Favoris', 101], ['A'], ['B', 100], ['C']]);
    expect(
      list()
        .sections()
        .map(({ collapsed }) => collapsed),
    ).toEqual([false, false, false, true]);
  });

  it('are collapsed for all devices', () => {
    has(three());
    const [first] = list().sections();
    list().setCollapsed(first!, true);
    expect(item()?.sections.map(({ collapsed }) => collapsed)).toEqual([true, false, true]);
  });

  it('take a conversation out of the favourites, and let it go to its kind', () => {
    has(three());
    list().put(conversation(), 'favourites');
    list().put(conversation(), b);
    expect(standing()).toEqual([['A'], ['B', 100], ['C'], ['Canaux', 101]]);
    list().put(conversation(), 'group');
    expect(standing()).toEqual([['A'], ['B'], ['C'], ['Groupes', 100], ['Canaux', 101]]);
  });

  it('accept what stands elsewhere; a kind its own alone', () => {
    has(three());
    list().put(conversation(), b);
    const accepting = (one: ConversationSummary) =>
      list()
        .every()
        .filter((shown) => list().accepts(shown, one))
        .map(({ section }) => section.title);
    expect(accepting(conversation())).toEqual(['Favoris', 'A', 'C', 'Groupes']);
    expect(accepting(conversation(other))).toEqual(['Favoris', 'A', 'B', 'C']);
  });

  it('are put before each other', () => {
    has(three());
    sidebar().move(c, a);
    expect(titles()).toEqual(['C', 'A', 'B']);
    sections().move(c, 1);
    expect(titles()).toEqual(['A', 'C', 'B']);
    sections().move(c, 1);
    expect(titles()).toEqual(['A', 'B', 'C']);
    sections().move(c, 1);
    expect(titles()).toEqual(['A', 'B', 'C']);
    expect([sidebar().canMove(a, -1), sidebar().canMove(a, 1)]).toEqual([false, true]);
  });

  it('are deleted, what stood in them stands with its kind, and both come back', () => {
    has(three());
    list().put(conversation(), b);
    sections().remove(b);
    expect(titles()).toEqual(['A', 'C']);
    expect(standing().at(-2)).toEqual(['Groupes', 100]);
    const snack = TestBed.inject(SnackService).shown();
    expect(snack?.text).toBe('Section «\u202fB\u202f» supprimée');
    TestBed.inject(SnackService).act();
    expect(titles()).toEqual(['A', 'B', 'C']);
    expect(standing()[1]).toEqual(['B', 100]);
  });
});

describe('what the server refuses', () => {
  it('is taken back, which is told', async () => {
    expect(await readWhereRefused(api, () => sidebar().add('Projet'))).toMatch(
      /^Le changement des sections de votre liste n’a pas été enregistré\. ./,
    );
    expect(titles()).toEqual([]);
  });
});

describe('the name of a section', () => {
  const field = () => document.querySelector<HTMLInputElement>('ls-section-dialog input')!;
  const submit = () => document.querySelector<HTMLButtonElement>('ls-section-dialog [type=submit]')!;
  const tick = async () => {
    await settle();
    TestBed.inject(ApplicationRef).tick();
  };
  const type = async (text: string) => {
    field().value = text;
    field().dispatchEvent(new Event('input'));
    await tick();
  };
  afterEach(() => TestBed.inject(Dialogs).closeAll());

  it('is asked for, and makes a section into which the conversation is put', async () => {
    const created = sections().create(conversation());
    await tick();
    expect(submit().disabled).toBe(true);
    await type(' Projet ');
    submit().click();
    await created;
    expect(standing()).toEqual([
      ['Projet', 100],
      ['Canaux', 101],
    ]);
  });

  it('is taken by Enter right after its last letter', async () => {
    const created = sections().create(conversation());
    await tick();
    field().value = 'Projet';
    field().dispatchEvent(new Event('input'));
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }));
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await created;
    expect(titles()).toContain('Projet');
  });

  it('changes, within its length', async () => {
    has(three());
    const renamed = sections().rename(a);
    await tick();
    expect(field().value).toBe('A');
    await type('x'.repeat(limits.sectionTitleCodePoints + 1));
    expect(submit().disabled).toBe(true);
    expect(document.querySelector('[role=alert]')?.textContent).toBe('60 caractères au plus');
    await type('Autre');
    submit().click();
    await renamed;
    expect(titles()).toEqual(['Autre', 'B', 'C']);
  });

  it('is not asked for where there are as many as there may be', async () => {
    const all = Array.from({ length: limits.sidebarSections }, (_, at) => ({
      id: anId(300 + at),
      title: String(at),
      collapsed: false,
    }));
    has({ sections: all });
    await sections().create();
    expect(TestBed.inject(SnackService).shown()?.text).toContain('50 sections');
  });
});

describe('the menu of a conversation', () => {
  it('puts it into a section, or out of all', () => {
    has(three());
    const action = sidebarFeature.conversationActions?.[0];
    const target = () => ({ conversation: conversation(), injector: TestBed.inject(Injector) });
    const choices = () => (action && isChoice(action) ? action.choices(target()) : []);
    const chosen = () => choices().find(({ isChosen }) => isChosen)?.label;
    expect(choices().map(({ label }) => label)).toEqual([
      'A',
      'B',
      'C',
      'Aucune section',
      'Nouvelle section…',
    ]);
    expect(chosen()).toBe('Aucune section');
    void choices()[1]?.run();
    expect(chosen()).toBe('B');
    void choices()[3]?.run();
    expect(chosen()).toBe('Aucune section');
  });
});

describe('what is unread', () => {
  it('stands first where one likes, and what is open stays where it is', () => {
    store().put([aConversation({ lastSeq: 4 })]);
    expect(standing()).toEqual([
      ['Groupes', 100],
      ['Canaux', 101],
    ]);
    TestBed.inject(UnreadFirst).toggle();
    expect(standing()).toEqual([
      ['Non lus', 100],
      ['Canaux', 101],
    ]);
    open.set(conversationId);
    expect(standing()[0]).toEqual(['Non lus', 100]);
    store().put([aConversation({ lastSeq: 4, lastReadSeq: 4 })]);
    expect(standing()[0]).toEqual(['Non lus', 100]);
    open.set(other);
    expect(standing()).toEqual([
      ['Groupes', 100],
      ['Canaux', 101],
    ]);
    store().put([aConversation({ id: other, kind: 'channel', lastSeq: 1, mentionCount: 1 })]);
    expect(standing()[1]).toEqual(['Canaux', 101]);
    open.set(null);
    expect(standing()[0]).toEqual(['Non lus', 101]);
  });

  it('stands there for next time too, and in other tabs, until it is switched off', () => {
    const [action] = sidebarFeature.listActions ?? [];
    const isOn = () => action?.isOn?.(TestBed.inject(Injector));
    expect(isOn()).toBe(false);
    void action?.run(TestBed.inject(Injector));
    expect(isOn()).toBe(true);
    begin();
    expect(isOn()).toBe(true);
    // Another tab switches it off.
    TestBed.inject(BrowserStorage).write('list.unreadFirst', false);
    window.dispatchEvent(new StorageEvent('storage', { key: 'litspark.list.unreadFirst' }));
    expect(isOn()).toBe(false);
    expect(item()).toBeNull();
  });
});
