import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, type Routes, TitleStrategy, withRouterConfig } from '@angular/router';
import { describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { aConversation, conversationId } from '../../../testing/shapes';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { appRoutes } from '../../app.routes';
import { messagingRoutes } from '../../messaging.routes';
import { NamesService } from '../names/names.service';
import { ConversationTitles } from './conversation-titles.service';
import { TabTitle } from './tab-title';

@Component({ template: '' })
class Page {}

/** The application's routes and titles, without its pages and guards. */
const bare = (routes: Routes): Routes =>
  routes.map(({ path = '', pathMatch, title, children, loadChildren }) => ({
    path,
    component: Page,
    ...(pathMatch && { pathMatch }),
    ...(title && { title }),
    ...(children && { children: bare(children) }),
    ...(loadChildren && { children: bare(messagingRoutes) }),
  }));

describe('the title of the browser’s tab', () => {
  const titles = (signedIn = true) => {
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        provideRouter(bare(appRoutes), withRouterConfig({ paramsInheritanceStrategy: 'always' })),
        { provide: TitleStrategy, useExisting: TabTitle },
        { provide: WordsService, useValue: { t: (key: string) => key } },
        { provide: NamesService, useValue: { conversation: ({ title }: { title: string }) => title } },
      ],
    });
    const store = TestBed.inject(ConversationsStore);
    if (signedIn) TestBed.inject(ConversationTitles);
    const at = async (url: string) => {
      await TestBed.inject(Router).navigateByUrl(url);
      TestBed.tick();
      return document.title;
    };
    return { store, at };
  };

  it('names the page', async () => {
    const { at } = titles();
    expect(await at('/')).toBe('app.name');
    expect(await at('/settings')).toBe('settings.heading · app.name');
    expect(await at('/channels')).toBe('channels.heading · app.name');
    expect(await at('/new')).toBe('new.heading · app.name');
    expect(await at('/admin/users')).toBe('admin.heading · app.name');
    expect(await at('/')).toBe('app.name');
  });

  it('names the page of who isn’t signed in', async () => {
    const { at } = titles(false);
    expect(await at('/sign-in')).toBe('signIn.heading · app.name');
    expect(await at('/setup')).toBe('setup.heading · app.name');
    expect(await at('/nowhere')).toBe('notFound.heading · app.name');
  });

  it('names the open conversation as it is called now, and counts what is unread', async () => {
    const { store, at } = titles();
    expect(await at(`/c/${conversationId}`)).toBe('app.name');
    store.put([aConversation({ title: 'Launch', lastSeq: 3 })]);
    expect(await at(`/c/${conversationId}/details`)).toBe('(3) Launch · app.name');
    store.put([aConversation({ title: 'Landing', kind: 'channel' })]);
    TestBed.tick();
    expect(document.title).toBe('#Landing · app.name');
  });

  it('says that a conversation is not there', async () => {
    const { store, at } = titles();
    store.setLoaded();
    expect(await at(`/c/${conversationId}`)).toBe('conversation.missing · app.name');
  });
});
