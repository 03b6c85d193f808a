import '../../../testing/indexed-db';
import { Injector, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ConversationPreferences,
  type ConversationSummary,
  defaultSettings,
  noPreferences,
  untilFurtherNotice,
} from '@litspark/shared-contracts';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket } from '../../../testing/fake-socket';
import { readWhereRefused } from '../../../testing/refused-item';
import { provideSession } from '../../../testing/session';
import { eraseSession } from '../../../testing/session-end';
import { aConversation, ann, conversationId } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { Clock } from '../../core/clock';
import { ConnectionService } from '../../core/connection.service';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { ConversationsStore } from '../../stores/conversations.store';
import { ItemsStore } from '../../stores/items.store';
import { provideMessagingCommands } from '../../sync/commands/provide-commands';
import { isChoice } from '../feature/conversation-action';
import { FeatureRegistry } from '../feature/feature-registry';
import { ConversationSections } from '../messaging/conversation-sections.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { conversationPreferencesFeature } from './conversation-preferences.feature';
import { PreferencesOfConversations } from './conversation-preferences.service';
import { muteEnds } from './mute-ends';
import { PreferenceWords } from './preference-words.service';
import { PreferencesComponent } from './preferences.component';

const now = signal(new Date(2026, 2, 27, 16, 20));
let revision = 0;
let api: FakeApi;

const conversation = (): ConversationSummary => TestBed.inject(ConversationsStore).peek(conversationId)!;
const preferences = () => TestBed.inject(PreferencesOfConversations).of(conversationId);
/** Another device sets something. */
function set(kind: string, id: string, value: Record<string, unknown>): void {
  TestBed.inject(ItemsStore).merge([{ kind, id, revision: (revision += 1), value }]);
}
const prefer = (part: Partial<ConversationPreferences>) =>
  set('conversation_preferences', conversationId, { ...noPreferences, ...part });
const tells = () => TestBed.inject(UnreadStates).of(conversation()).tells;

function begin(kind: ConversationSummary['kind'] = 'group'): void {
  api = new FakeApi();
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideMessagingCommands(),
      { provide: Clock, useValue: { now } },
      { provide: ApiClient, useValue: api },
      { provide: ConnectionService, useValue: { wasFresh: () => undefined } },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal({ id: ann }), state: signal('signed-in') } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([conversationPreferencesFeature]);
  TestBed.inject(ConversationsStore).put([aConversation({ kind, lastSeq: 2 })]);
}

beforeEach(() => {
  now.set(new Date(2026, 2, 27, 16, 20));
  begin();
});
afterEach(() => eraseSession());

describe('what a conversation tells of itself', () => {
  it('is everything, and mentions alone in channels, as long as nothing was set', () => {
    expect(tells()).toBe('all');
    begin('channel');
    expect(tells()).toBe('mentions');
    set('settings', 'settings', { ...defaultSettings, channelLevel: 'all' });
    expect(tells()).toBe('all');
    prefer({ level: 'nothing' });
    expect(tells()).toBe('nothing');
  });

  it('is nothing while it is muted', () => {
    prefer({ mutedUntil: new Date(2026, 2, 27, 17, 0).toISOString() });
    expect(tells()).toBe('nothing');
    now.set(new Date(2026, 2, 27, 17, 0));
    expect(tells()).toBe('all');
  });
});

describe('the menu of a conversation', () => {
  const action = (name: string) => {
    const target = { conversation: conversation(), injector: TestBed.inject(Injector) };
    const found = conversationPreferencesFeature.conversationActions?.find((one) => one.name === name);
    if (!found || found.isAvailable?.(target) === false) return null;
    return {
      run: () => (isChoice(found) ? undefined : found.run(target)),
      choices: () => (isChoice(found) ? found.choices(target) : []),
    };
  };

  it('makes it a favourite, which stands in the first section, and no more', () => {
    const titles = () =>
      TestBed.inject(ConversationSections)
        .sections()
        .map(({ section }) => section.title);
    expect(action('unfavourite')).toBeNull();
    void action('favourite')?.run();
    expect(titles()).toEqual(['Favoris']);
    expect(action('favourite')).toBeNull();
    void action('unfavourite')?.run();
    expect(titles()).toEqual(['Groupes']);
  });

  it('mutes it, and lets it speak again', () => {
    const ends = action('mute')?.choices() ?? [];
    expect(ends.map(({ label }) => label)).toEqual([
      'Pendant 1 heure',
      'Jusqu’à demain, 8\u202fh',
      'Pendant une semaine',
      'Jusqu’à nouvel ordre',
    ]);
    void ends[3]?.run();
    expect(preferences().mutedUntil).toBe(untilFurtherNotice);
    expect(action('mute')).toBeNull();
    void action('unmute')?.run();
    expect(preferences().mutedUntil).toBeNull();
  });

  it('sets what it tells of, the default among it', () => {
    const chosen = () =>
      action('level')
        ?.choices()
        .map(({ label, isChosen }) => [label, isChosen]);
    expect(chosen()).toEqual([
      ['Par défaut\u202f: tous les messages', true],
      ['Tous les messages', false],
      ['Mentions et réponses', false],
      ['Rien', false],
    ]);
    void action('level')?.choices()[2]?.run();
    expect(preferences()).toEqual({ ...noPreferences, level: 'mentions' });
    void action('level')?.choices()[0]?.run();
    expect(preferences().level).toBeNull();
  });
});

describe('the end of a mute', () => {
  it('is an hour from now, tomorrow morning, or in a week, by the clock on the wall', () => {
    // The night before summer time.
    const at = new Date(2026, 2, 28, 16, 20);
    const [hour, tomorrow, week] = muteEnds(at).map(({ until }) => new Date(until));
    expect(hour).toEqual(new Date(2026, 2, 28, 17, 20));
    expect(tomorrow).toEqual(new Date(2026, 2, 29, 8));
    expect(week).toEqual(new Date(2026, 3, 4, 16, 20));
  });

  it('is told as people say it', () => {
    const said = (...date: [number, number, number, number]) =>
      TestBed.inject(PreferenceWords).mutedUntil(new Date(2026, ...date).toISOString());
    expect(said(2, 27, 17, 20)).toBe('En sourdine jusqu’à 17\u00a0h\u00a020');
    expect(said(2, 28, 8, 0)).toBe('En sourdine jusqu’à demain, 8\u00a0h');
    expect(said(3, 4, 16, 20)).toBe('En sourdine jusqu’au 4 avril, 16\u00a0h\u00a020');
    expect(TestBed.inject(PreferenceWords).mutedUntil(untilFurtherNotice)).toBe(
      'En sourdine jusqu’à nouvel ordre',
    );
  });
});

describe('the preferences among the details', () => {
  let fixture: ComponentFixture<PreferencesComponent>;
  const root = () => fixture.nativeElement as HTMLElement;
  const button = (label: string) =>
    [...root().querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label);

  beforeEach(() => {
    fixture = TestBed.createComponent(PreferencesComponent);
    fixture.componentRef.setInput('conversationId', conversationId);
    fixture.detectChanges();
  });

  it('show and change what was set', () => {
    const select = root().querySelector('select')!;
    expect(select.selectedOptions[0]?.textContent.trim()).toBe('Par défaut\u202f: tous les messages');
    select.value = 'nothing';
    select.dispatchEvent(new Event('change'));
    expect(preferences().level).toBe('nothing');
    button('Ajouter aux favoris')?.click();
    fixture.detectChanges();
    expect(button('Dans vos favoris')?.getAttribute('aria-pressed')).toBe('true');
    expect(preferences()).toEqual({ ...noPreferences, level: 'nothing', favourite: true });
  });

  it('follow another device', () => {
    prefer({ mutedUntil: untilFurtherNotice, level: 'mentions' });
    fixture.detectChanges();
    expect(root().textContent).toContain('En sourdine jusqu’à nouvel ordre');
    expect(root().querySelector('select')!.value).toBe('mentions');
    button('Réactiver les notifications')?.click();
    expect(preferences().mutedUntil).toBeNull();
  });
});

describe('a preference that the server refuses', () => {
  it('is taken back, which is told', async () => {
    const change = () =>
      TestBed.inject(PreferencesOfConversations).change(conversationId, { favourite: true });
    expect(await readWhereRefused(api, change)).toMatch(
      /^Le changement de vos préférences pour cette conversation n’a pas été enregistré\. ./,
    );
    expect(preferences().favourite).toBe(false);
  });
});
