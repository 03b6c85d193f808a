import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { leavePage, provideSession } from '../../../testing/session';
import { aConversation, aMessage, ann, anId } from '../../../testing/shapes';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagingService } from '../../sync/messaging.service';
import { LastConversation } from './last-conversation.service';
import { NothingOpenPage } from './nothing-open.page';
import { PageHeadComponent } from './page-head.component';
import { ShortcutsService } from './shortcuts.service';
import { Viewport } from './viewport.service';

@Component({ template: '' })
class Page {}
@Component({ selector: 'ls-page-head', template: '' })
class BareHead {}

const [older, newer, unread] = [anId(101), anId(102), anId(103)];
const open = signal<string | null>(null);
const cutOff = signal(false);

/** A page of this browser, opened at the application's address. */
async function anOpening({ narrow = false, from = '/' } = {}) {
  leavePage();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideRouter([
        { path: '', pathMatch: 'full', component: NothingOpenPage },
        { path: '**', component: Page },
      ]),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
      { provide: MessagingService, useValue: { openConversationId: open } },
      { provide: ConnectionService, useValue: { cutOff } },
      { provide: WordsService, useValue: { t: (key: string) => key } },
      { provide: ShortcutsService, useValue: { modifier: 'Ctrl' } },
      { provide: Viewport, useValue: { narrow: signal(narrow) } },
    ],
  });
  TestBed.overrideComponent(NothingOpenPage, {
    remove: { imports: [PageHeadComponent] },
    add: { imports: [BareHead] },
  });
  TestBed.inject(LastConversation);
  const harness = await RouterTestingHarness.create(from);
  const store = TestBed.inject(ConversationsStore);
  const settled = async () => {
    TestBed.tick();
    await harness.fixture.whenStable();
    return TestBed.inject(Router).url;
  };
  return {
    harness,
    store,
    settled,
    knows: () => {
      const lastMessage = (seq: number) => aMessage({ seq });
      store.put([
        aConversation({ id: older, lastSeq: 1, lastReadSeq: 1, lastMessage: lastMessage(1) }),
        aConversation({ id: newer, lastSeq: 2, lastReadSeq: 2, lastMessage: lastMessage(2) }),
      ]);
    },
  };
}

describe('opening the application', () => {
  beforeEach(() => {
    localStorage.clear();
    open.set(null);
    cutOff.set(false);
  });

  const leftOpen = async (id: string) => {
    const { settled } = await anOpening({ from: `/c/${id}` });
    open.set(id);
    await settled();
    leavePage();
    open.set(null);
  };

  it('leads to the conversation that was open last', async () => {
    await leftOpen(older);
    const { knows, settled } = await anOpening();
    expect(await settled()).toBe('/');
    knows();
    expect(await settled()).toBe(`/c/${older}`);
  });

  it('leads to the first unread one where that is gone', async () => {
    await leftOpen(anId(109));
    const { store, knows, settled } = await anOpening();
    knows();
    store.put([aConversation({ id: unread, lastSeq: 3 })]);
    expect(await settled()).toBe('/');
    store.setLoaded();
    expect(await settled()).toBe(`/c/${unread}`);
  });

  it('stays where there is neither, and says so', async () => {
    const { harness, store, knows, settled } = await anOpening();
    knows();
    expect(await settled()).toBe('/');
    expect(harness.routeNativeElement?.querySelector('h1')).toBeNull();
    store.setLoaded();
    expect(await settled()).toBe('/');
    expect(harness.routeNativeElement?.querySelector('h1')?.textContent).toBe('nothingOpen.heading');
  });

  it('does not lead away who looks around without a network', async () => {
    await leftOpen(older);
    cutOff.set(true);
    const { knows, settled } = await anOpening();
    await settled();
    cutOff.set(false);
    knows();
    expect(await settled()).toBe('/');
  });

  it('shows the list on a phone', async () => {
    await leftOpen(older);
    const { knows, settled } = await anOpening({ narrow: true });
    knows();
    expect(await settled()).toBe('/');
  });

  it('stays with nothing open for who goes there from within', async () => {
    await leftOpen(older);
    const { harness, knows, settled } = await anOpening({ from: '/settings' });
    knows();
    await harness.navigateByUrl('/');
    expect(await settled()).toBe('/');
  });

  it('is forgotten with the session', async () => {
    await leftOpen(older);
    await anOpening();
    expect(localStorage).toHaveLength(1);
    TestBed.resetTestingModule();
    expect(localStorage).toHaveLength(0);
  });

  it('leads on after signing in', async () => {
    await leftOpen(older);
    const { harness, knows, settled } = await anOpening({ from: '/sign-in' });
    knows();
    await harness.navigateByUrl('/');
    expect(await settled()).toBe(`/c/${older}`);
  });
});
