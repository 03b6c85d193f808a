import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, Injectable, signal, type Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ActivatedRouteSnapshot, provideRouter, type RouterStateSnapshot } from '@angular/router';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { servicesProvidedIn } from '../../../testing/services';
import { aConversation, aMessage, ann } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { CommandLog } from '../../sync/commands/command-log.service';
import { MessageMenuComponent } from '../conversation/message/message-menu.component';
import { RowActionsComponent } from '../conversation/message/row-actions.component';
import { RowKeys } from '../conversation/timeline/row-keys.service';
import * as listed from '../features';
import { ShortcutListComponent } from '../messaging/shortcut-list.component';
import { ShortcutsService } from '../messaging/shortcuts.service';
import { Dialogs } from '../messaging/dialogs.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { Viewport } from '../messaging/viewport.service';
import { Reactions } from '../reactions/sync/reactions';
import { SettingsListComponent } from '../settings/settings-list.component';
import { SettingsPage } from '../settings/settings.page';
import { checkFeatures } from './check-features';
import type { Feature } from './feature';
import { FeatureRegistry } from './feature-registry';
import { featuresReady } from './features-ready.guard';
import { FeatureStart } from './feature-start.service';

const features = Object.values(listed);

const message = aMessage({ seq: 1 });
const origin = document.createElement('div');
const user = { id: ann, displayName: 'Ann', email: 'ann@example.org', role: 'member' };
let ran: (Message | string)[];

@Component({ changeDetection: ChangeDetectionStrategy.OnPush, template: 'a choice of the made-up feature' })
class MadeUpSection {}

@Component({ selector: 'ls-page-head', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
class NoHead {}

const madeUp: Feature = {
  name: 'made-up',
  messageActions: [
    {
      name: 'made-up',
      label: 'quote.labelOf',
      icon: 'bell',
      order: 150,
      hoverBar: 'always',
      key: { press: 'x', cap: 'X', label: 'quote.loading', order: 1 },
      isAvailable: ({ seq }, conversation) => seq === 1 && conversation?.archived === false,
      run: (target) => void ran.push(target.message),
    },
  ],
  shortcuts: [
    {
      name: 'made-up',
      label: 'quote.jump',
      order: 2,
      caps: ({ modifier }) => [modifier, '⇧', 'Y'],
      global: {
        presses: [{ key: 'y', with: ['command', 'shift'] }],
        run: () => void ran.push('shortcut'),
      },
    },
  ],
  settings: [
    {
      name: 'made-up',
      label: 'quote.missing',
      text: 'quote.jump',
      icon: 'bell',
      order: 50,
      load: () => Promise.resolve(MadeUpSection),
    },
  ],
};

beforeEach(() => {
  ran = [];
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter([]),
      { provide: ApiClient, useValue: new FakeApi() },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal(user), ended$: new Subject() } },
      { provide: Viewport, useValue: { narrow: signal(false), touch: signal(false) } },
      { provide: Dialogs, useValue: { openDialogs: [] } },
      { provide: DialogRef, useValue: { close: () => undefined } },
      { provide: DIALOG_DATA, useValue: { message, origin } },
    ],
  });
  TestBed.overrideComponent(SettingsPage, {
    remove: { imports: [PageHeadComponent] },
    add: { imports: [NoHead] },
  });
  TestBed.inject(ConversationsStore).put([aConversation()]);
});

const install = (list: readonly Feature[]) => TestBed.inject(FeatureRegistry).use(list);
function show<T>(component: Type<T>, inputs: Record<string, unknown> = {}): ComponentFixture<T> {
  const fixture = TestBed.createComponent(component);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  fixture.detectChanges();
  return fixture;
}
const element = (fixture: ComponentFixture<unknown>) => fixture.nativeElement as HTMLElement;
const labels = (fixture: ComponentFixture<unknown>) =>
  [...element(fixture).querySelectorAll('button')].map(
    (button) => button.getAttribute('aria-label') ?? button.querySelector('.what')?.textContent ?? '',
  );
const pressOn = (row: Message, key: string) =>
  TestBed.inject(RowKeys).press(new KeyboardEvent('keydown', { key }), row, origin);

/** Where a person meets the made-up feature. */
async function seen() {
  const keys = new KeyboardEvent('keydown', { key: 'Y', ctrlKey: true, shiftKey: true, cancelable: true });
  TestBed.inject(ShortcutsService).handle(keys);
  const settings = show(SettingsPage, { section: 'made-up' });
  await settle();
  settings.detectChanges();
  const pages = show(SettingsListComponent);
  const menu = show(MessageMenuComponent);
  const item = [...element(menu).querySelectorAll('button')].find((one) =>
    one.textContent.includes('En réponse à'),
  );
  item?.click();
  await settle();
  return {
    menu: labels(menu).includes('En réponse à'),
    menuKey: element(menu).textContent.includes('X'),
    bar: labels(show(RowActionsComponent, { message })).includes('En réponse à'),
    key: pressOn(message, 'x'),
    list: ['Chargement…', 'Aller à ce message'].map((text) =>
      element(show(ShortcutListComponent)).textContent.includes(text),
    ),
    settings: element(settings).textContent.includes('a choice of the made-up feature'),
    firstPage: element(pages).querySelector('nav a')?.textContent.trim(),
    ran: [...ran],
  };
}

describe('a feature', () => {
  it('puts what it declares where people look for it', async () => {
    install([...features, madeUp]);
    expect(await seen()).toEqual({
      menu: true,
      menuKey: true,
      bar: true,
      key: true,
      list: [true, true],
      settings: true,
      firstPage: 'Message introuvable',
      ran: ['shortcut', message, message],
    });
  });

  it('is gone when it is taken off the list', async () => {
    install([...features, madeUp]);
    install(features);
    expect(await seen()).toEqual({
      menu: false,
      menuKey: false,
      bar: false,
      key: false,
      list: [false, false],
      settings: false,
      firstPage: 'Profil',
      ran: [],
    });
  });

  it('decides on which messages its action is offered', () => {
    install([madeUp]);
    const other = aMessage({ seq: 2 });
    expect(labels(show(RowActionsComponent, { message: other }))).toHaveLength(1);
    expect(pressOn(other, 'x')).toBe(false);
    TestBed.inject(ConversationsStore).put([aConversation({ revision: 2, archived: true })]);
    expect(pressOn(message, 'x')).toBe(false);
  });

  it('stands where its order says, between the others', () => {
    install([madeUp, ...features]);
    const names = TestBed.inject(FeatureRegistry).messageActions();
    expect(names.map(({ name }) => name).slice(0, 3)).toEqual(['react', 'made-up', 'reply']);
  });
});

describe('the texts of a feature', () => {
  const texts = (text: string) => () => Promise.resolve({ default: { 'madeUp.greeting': text } });
  const greeting = 'madeUp.greeting' as WordKey;

  it('are there before its pages, in the language that is chosen', async () => {
    const ready = featuresReady([{ ...madeUp, texts: { fr: texts('Bonjour'), en: texts('Hello') } }]);
    const [route, state] = [{} as ActivatedRouteSnapshot, {} as RouterStateSnapshot];
    const words = TestBed.inject(WordsService);
    await words.use('fr');
    const shown = computed(() => words.t(greeting));
    expect(shown()).toBe(greeting);
    expect(await TestBed.runInInjectionContext(() => ready(route, state))).toBe(true);
    expect(shown()).toBe('Bonjour');
    await words.use('en');
    expect([shown(), words.t('action.retry')]).toEqual(['Hello', 'Try again']);
  });
});

describe('what a feature does without being asked', () => {
  it('is loaded once it is on the list, and once only', async () => {
    const log = TestBed.inject(CommandLog);
    const begun: string[] = [];
    @Injectable({ providedIn: 'root' })
    class Listening {
      readonly begins = begun.push('service');
    }
    const loads: string[] = [];
    const load = <T>(name: string, type: Type<T>) => {
      loads.push(name);
      return Promise.resolve(type);
    };
    const listening: Feature = {
      ...madeUp,
      commands: [() => load('command', Reactions)],
      services: [() => load('service', Listening)],
    };
    TestBed.inject(FeatureStart);
    TestBed.tick();
    expect(loads).toEqual([]);
    for (const list of [[listening], [madeUp], [listening]]) {
      install(list);
      TestBed.tick();
      await settle();
    }
    expect(loads).toEqual(['command', 'service']);
    expect(begun).toEqual(['service']);
    const namesake = Object.assign(Object.create(Reactions.prototype) as Reactions, { name: 'reaction' });
    expect(() => log.register(namesake)).toThrow('Two kinds of commands are named “reaction”.');
  });
});

describe('the list of features', () => {
  it('has no name twice', () => {
    expect(() => checkFeatures(features)).not.toThrow();
  });

  it('brings services and kinds of commands of the session alone', async () => {
    const loads = features.flatMap(({ services = [], commands = [] }) => [...services, ...commands]);
    const brought = await Promise.all(loads.map((load) => load()));
    expect(brought.length).toBeGreaterThan(0);
    const inSession = await servicesProvidedIn('SessionScope');
    expect(brought.filter((one) => !inSession.includes(one as Type<object>))).toEqual([]);
  });

  it('refuses a name that two use, in the section that it names', () => {
    const of = (rest: Partial<Feature>): Feature => ({ name: 'other', ...rest });
    const [action] = madeUp.messageActions ?? [];
    const refused = (other: Feature) => () => install([madeUp, other]);
    expect(refused(madeUp)).toThrow('The features made-up and made-up both declare the feature “made-up”.');
    expect(refused(of({ messageActions: madeUp.messageActions! }))).toThrow('the message action “made-up”');
    expect(refused(of({ messageActions: [{ ...action!, name: 'another' }] }))).toThrow(
      'the key on a message “x”',
    );
    const [shortcut] = madeUp.shortcuts ?? [];
    expect(refused(of({ shortcuts: [{ ...shortcut!, name: 'another' }] }))).toThrow(
      'the key “command+shift+y”',
    );
    expect(refused(of({ settings: madeUp.settings! }))).toThrow('the settings section “made-up”');
    // What was there before stays.
    install([madeUp]);
    expect(refused(of({ settings: madeUp.settings! }))).toThrow();
    expect(TestBed.inject(FeatureRegistry).settings()).toHaveLength(1);
  });
});
