import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withRouterConfig } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../../testing/session';
import { aConversation, anId, ann } from '../../../../testing/shapes';
import { provideWords } from '../../../../testing/words';
import { ConnectionService } from '../../../core/connection.service';
import { PreferencesService } from '../../../core/preferences.service';
import { SessionService } from '../../../core/session.service';
import { ConversationsStore } from '../../../stores/conversations.store';
import type { Feature, FrameData, NavigationEntry } from '../../feature/feature';
import { FeatureRegistry } from '../../feature/feature-registry';
import { messagingFeature } from '../messaging.feature';
import { Viewport } from '../viewport.service';
import { BottomBarComponent } from './bottom-bar.component';
import { Frame } from './frame.service';
import { Navigation } from './navigation.service';

@Component({ template: '' })
class Page {}

const settings: FrameData = { list: { at: '/settings', load: () => Promise.resolve(Page) } };
const console: FrameData = { list: { at: '/admin', width: 240, load: () => Promise.resolve(Page) } };
const conversation: FrameData = { withoutBar: true };

const entry = (name: string, order: number): NavigationEntry => ({
  name,
  order,
  label: 'rail.search',
  icon: 'search',
  url: `/${name}`,
  places: ['rail', 'bar'],
});
const madeUp: Feature = {
  name: 'made-up',
  navigation: [
    entry('channels', 600),
    entry('files', 500),
    entry('later', 400),
    entry('found', 650),
    { ...entry('admin', 900), places: ['rail-foot'], isVisible: ({ role }) => role === 'admin' },
  ],
};

const narrow = signal(false);
const user = { id: ann, displayName: 'Ann', role: 'admin' };
/** What is seen of the screen, in pixels: less while a keyboard covers it. */
let seen: EventTarget & { width: number; height: number };

beforeEach(() => {
  narrow.set(false);
  seen = Object.assign(new EventTarget(), { width: 390, height: 844 });
  Object.defineProperty(window, 'visualViewport', { value: seen, configurable: true });
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter(
        [
          { path: '', pathMatch: 'full', component: Page },
          { path: 'c/:id', component: Page, data: conversation },
          { path: 'channels', component: Page },
          {
            path: 'settings',
            data: settings,
            children: [
              { path: '', component: Page },
              { path: 'security', component: Page },
            ],
          },
          { path: 'admin', data: console, children: [{ path: 'users', component: Page }] },
        ],
        withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      ),
      { provide: SessionService, useValue: { user: signal(user) } },
      { provide: ConnectionService, useValue: { cutOff: signal(false) } },
      { provide: Viewport, useValue: { narrow } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([messagingFeature, madeUp]);
});

const frame = () => TestBed.inject(Frame);
const navigationOf = () => TestBed.inject(Navigation);
const at = async (url: string) => {
  TestBed.inject(Frame);
  TestBed.inject(Navigation);
  await TestBed.inject(Router).navigateByUrl(url);
  TestBed.tick();
};
const shown = () => {
  const { showsRail, showsList, showsPage, showsBar } = frame();
  const columns = { rail: showsRail(), list: showsList(), page: showsPage(), bar: showsBar() };
  return Object.entries(columns)
    .filter(([, isShown]) => isShown)
    .map(([name]) => name);
};
const urlOf = (name: string) => {
  const one = [...navigationOf().rail(), ...navigationOf().railFoot()].find((each) => each.name === name);
  return navigationOf()
    .urlOf(one ?? { name, url: '/settings' })
    .toString();
};

describe('the columns', () => {
  it('stand side by side on a wide screen', async () => {
    for (const url of ['/', '/c/1', '/channels', '/settings', '/settings/security']) {
      await at(url);
      expect([url, ...shown()]).toEqual([url, 'rail', 'list', 'page']);
    }
  });

  it.each([
    ['/', ['list', 'bar']],
    ['/c/1', ['page']],
    ['/channels', ['page', 'bar']],
    ['/settings', ['list', 'bar']],
    ['/settings/security', ['page', 'bar']],
    ['/admin/users', ['page', 'bar']],
  ])('are one at a time on a narrow screen: %s', async (url, columns) => {
    narrow.set(true);
    await at(url);
    expect(shown()).toEqual(columns);
  });

  it('leave the whole height to what is written above a keyboard', async () => {
    narrow.set(true);
    await at('/channels');
    const field = document.body.appendChild(document.createElement('input'));
    const resize = (height: number) => {
      seen.height = height;
      seen.dispatchEvent(new Event('resize'));
    };
    field.focus();
    expect(shown()).toEqual(['page', 'bar']);
    resize(430);
    expect(shown()).toEqual(['page']);
    // The browser's own bars come and go with less.
    resize(780);
    expect(shown()).toEqual(['page', 'bar']);
    resize(430);
    field.blur();
    expect(shown()).toEqual(['page', 'bar']);
    field.remove();
  });

  it('are as wide as the person makes them, within bounds, or as the page wants', async () => {
    await at('/');
    expect(frame().listWidth()).toBe(300);
    frame().resizeList(1_000);
    expect([frame().listWidth(), TestBed.inject(PreferencesService).listWidth()]).toEqual([420, 420]);
    frame().resizeList(10);
    expect(frame().listWidth()).toBe(240);
    // As an earlier version let it be.
    TestBed.inject(PreferencesService).setListWidth(480);
    expect([frame().listWidth(), frame().resizable()]).toEqual([420, true]);
    await at('/admin/users');
    expect([frame().listWidth(), frame().resizable()]).toEqual([240, false]);
  });
});

describe('the navigation', () => {
  it('shows as current what has the longest address', async () => {
    const names: (string | null)[] = [];
    for (const url of ['/', '/c/1', '/channels', '/admin/users', '/settings/security']) {
      await at(url);
      names.push(navigationOf().current());
    }
    expect(names).toEqual(['messages', 'messages', 'channels', 'admin', 'own']);
  });

  it('has four and one’s own face in the bar, and the rest elsewhere', () => {
    const names = (entries: readonly NavigationEntry[]) => entries.map(({ name }) => name);
    expect(names(navigationOf().bar())).toEqual(['messages', 'later', 'files', 'channels']);
    expect(names(navigationOf().beyondBar())).toEqual(['found', 'admin']);
    const fixture = TestBed.createComponent(BottomBarComponent);
    fixture.detectChanges();
    const words = [...(fixture.nativeElement as HTMLElement).querySelectorAll('a')];
    expect(words).toHaveLength(5);
    expect(words.at(-1)?.textContent).toContain('Vous');
  });

  it('leads back to where a place was left, on a wide screen also in it', async () => {
    await at('/c/1');
    await at('/settings/security');
    expect([urlOf('messages'), urlOf('own')]).toEqual(['/c/1', '/settings/security']);
    await at('/channels');
    expect([urlOf('messages'), urlOf('channels')]).toEqual(['/c/1', '/channels']);
  });

  it('leads back with what the address asked for', async () => {
    await at('/c/1?seq=3');
    await at('/channels');
    const fixture = TestBed.createComponent(BottomBarComponent);
    fixture.detectChanges();
    const [messages] = (fixture.nativeElement as HTMLElement).querySelectorAll('a');
    expect(messages?.getAttribute('href')).toBe('/c/1?seq=3');
  });

  it('leads to the first page of a tab from within it, and to the list rather than a conversation', async () => {
    narrow.set(true);
    await at('/c/1');
    await at('/settings/security');
    expect([urlOf('messages'), urlOf('own')]).toEqual(['/', '/settings']);
    await at('/channels');
    expect(urlOf('own')).toBe('/settings/security');
    expect(navigationOf().atTab()).toBe(true);
  });

  it('counts mentions, and what is unread in directs', () => {
    const counts = { lastSeq: 4, mentionCount: 1 };
    TestBed.inject(ConversationsStore).put([
      aConversation({ id: anId(1), kind: 'direct', ...counts }),
      aConversation({ id: anId(2), kind: 'group', ...counts }),
      aConversation({ id: anId(3), kind: 'direct', archived: true, ...counts }),
    ]);
    const count = () =>
      navigationOf()
        .rail()
        .map((one) => navigationOf().countOf(one));
    expect(count()).toEqual([5, 0, 0, 0, 0]);
    const fixture = TestBed.createComponent(BottomBarComponent);
    fixture.detectChanges();
    expect((fixture.nativeElement as HTMLElement).querySelector('a')?.textContent).toContain(
      '5 messages vous attendent',
    );
  });
});
