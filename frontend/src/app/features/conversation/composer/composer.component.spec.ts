import '../../../../testing/indexed-db';
import { DIALOG_DATA, type DialogRef } from '@angular/cdk/dialog';
import { ApplicationRef, Component, inject, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { limits, type ConversationSummary } from '@litspark/shared-contracts';
import { firstValueFrom, Subject } from 'rxjs';
import { FakeApi } from '../../../../testing/fake-api';
import { FakeSocket, settle } from '../../../../testing/fake-socket';
import { provideSession } from '../../../../testing/session';
import { endSession, eraseSession } from '../../../../testing/session-end';
import { aConversation, aMessage, anId, conversationId } from '../../../../testing/shapes';
import { provideWords } from '../../../../testing/words';
import { until } from '../../../../testing/until';
import { ApiClient } from '../../../core/api-client';
import { ConnectionService } from '../../../core/connection.service';
import { SessionService } from '../../../core/session.service';
import { SocketClient } from '../../../core/socket-client';
import { DraftsStore } from '../../../stores/drafts.store';
import { PendingStore } from '../../../stores/pending.store';
import { ConversationRecords } from '../../../sync/conversation-records';
import type { OutboxEntry } from '../../../sync/outbox-rules';
import { OutboxService } from '../../../sync/outbox.service';
import { TabLeader } from '../../../sync/tabs/tab-leader';
import type { ComposerTarget } from '../../feature/composer-action';
import type { Feature } from '../../feature/feature';
import { FeatureRegistry } from '../../feature/feature-registry';
import { Dialogs } from '../../messaging/dialogs.service';
import { Viewport } from '../../messaging/viewport.service';
import { ComposerComponent } from './composer.component';
import { Composing } from './composing.service';

const used: string[] = [];
const polls: Feature = {
  name: 'polls',
  composerActions: [
    {
      name: 'poll',
      label: 'composer.more',
      icon: 'check',
      order: 100,
      place: 'menu',
      part: { name: 'poll', input: { options: 2 } },
      chip: 'composer.mention',
      isAvailable: ({ kind }) => kind === 'group',
    },
    {
      name: 'shrug',
      label: 'composer.near',
      icon: 'clock',
      order: 200,
      place: 'tool',
      run: ({ insert, conversation }: ComposerTarget) => {
        used.push(conversation.id);
        insert('shrug');
      },
    },
  ],
};
/** A part for which the writer is asked in a dialog. */
const dates: Feature = {
  name: 'dates',
  composerActions: [
    {
      name: 'date',
      label: 'composer.emoji',
      icon: 'clock',
      order: 50,
      place: 'menu',
      part: {
        name: 'date',
        ask: async ({ injector, origin }, before: string | undefined) => {
          asking = injector
            .get(Dialogs)
            .open<string, string, DateDialog>(DateDialog, { data: before, restoreFocus: origin });
          return await firstValueFrom(asking.closed);
        },
      },
      chip: (input: string) => `le ${input}`,
    },
  ],
};
@Component({ template: '<input [value]="before" />' })
class DateDialog {
  protected readonly before = inject<string | null>(DIALOG_DATA) ?? '';
}
let asking: DialogRef<string, DateDialog>;
const group = aConversation({ kind: 'group', title: 'Équipe', lastSeq: 1, revision: 2 });
const narrow = signal(false);
const touch = signal(false);
const cutOff = signal(false);

/** Somebody else in each test: what is kept in the browser is a person’s. */
let me = anId(500);
let people = 500;
let socket: FakeSocket;
let composer: ComponentFixture<ComposerComponent>;
let host: HTMLElement;

async function shown(conversation: ConversationSummary = group): Promise<void> {
  composer = TestBed.createComponent(ComposerComponent);
  composer.componentRef.setInput('conversation', conversation);
  host = composer.nativeElement as HTMLElement;
  document.body.append(host);
  await rendered();
}
async function rendered(): Promise<void> {
  composer.detectChanges();
  await settle();
  composer.detectChanges();
}

beforeEach(async () => {
  localStorage.clear();
  me = anId((people += 1));
  used.splice(0);
  narrow.set(false);
  touch.set(false);
  cutOff.set(false);
  await openPage();
  await shown();
});
afterEach(async () => {
  host.remove();
  await eraseSession(me);
});

/** A page of this browser, with the person signed in. */
async function openPage(): Promise<void> {
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(me),
      provideWords(),
      { provide: ApiClient, useValue: new FakeApi() },
      { provide: SocketClient, useValue: (socket = new FakeSocket()) },
      { provide: Viewport, useValue: { narrow, touch } },
      { provide: ConnectionService, useValue: { cutOff, setPending: () => undefined } },
      {
        provide: SessionService,
        useValue: {
          user: signal({ id: me, displayName: 'Ann' }),
          ended$: new Subject(),
          isKeptFor: () => false,
        },
      },
    ],
  });
  TestBed.inject(FeatureRegistry).use([polls]);
  TestBed.inject(ConversationRecords).mergeSummaries([group]);
  await TestBed.inject(OutboxService).load();
}

const field = () => host.querySelector('textarea') as HTMLTextAreaElement;
const send = () => host.querySelector('.send') as HTMLButtonElement;
const chips = () => [...host.querySelectorAll('.chip')].map((one) => one.textContent.trim());
const tools = () =>
  [...host.querySelectorAll('ls-composer-tools > button')].map((one) => one.getAttribute('aria-label'));
const menu = () => [...document.querySelectorAll<HTMLElement>('.cdk-overlay-container .menu-item')];
const kept = () => (pending() as readonly OutboxEntry[])[0]?.order !== null;
const pending = () => TestBed.inject(PendingStore).all();
async function write(text: string): Promise<void> {
  field().value = text;
  field().setSelectionRange(text.length, text.length);
  field().dispatchEvent(new Event('input'));
  await rendered();
}
async function press(key: string, modifiers: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  field().dispatchEvent(event);
  await rendered();
  return event;
}
async function click(button: HTMLElement | undefined): Promise<void> {
  button?.click();
  await rendered();
}
const openMenu = () => click(host.querySelector<HTMLElement>('ls-composer-tools > button') ?? undefined);

describe('the composer', () => {
  it('has nothing to send while it is empty or blank', async () => {
    expect(send().getAttribute('aria-disabled')).toBe('true');
    await write('  \n');
    expect(send().getAttribute('aria-disabled')).toBe('true');
    await press('Enter');
    expect(pending()).toEqual([]);
  });

  it('sends by Enter, is empty then, and begins a line by Shift Enter', async () => {
    await write('Bonjour');
    expect(send().getAttribute('aria-disabled')).toBe('false');
    expect((await press('Enter', { shiftKey: true })).defaultPrevented).toBe(false);
    expect(pending()).toEqual([]);
    await press('Enter');
    expect(pending()).toMatchObject([{ conversationId, body: 'Bonjour', replyToId: null }]);
    expect(pending()[0]).not.toHaveProperty('parts');
    expect(pending()[0]).not.toHaveProperty('fromDraft');
    expect(field().value).toBe('');
    expect(TestBed.inject(DraftsStore).all().size).toBe(0);
  });

  it('takes with a send the draft that a feature keeps elsewhere, known in the same task', async () => {
    let copy: string | null = null;
    TestBed.inject(FeatureRegistry).use([
      polls,
      { name: 'notebook', draftCopies: [{ idOf: (id) => (id === conversationId ? copy : null) }] },
    ]);
    await write('Bonjour');
    copy = anId(1);
    send().click();
    expect(pending()).toMatchObject([{ body: 'Bonjour', fromDraft: true }]);
  });

  it('begins a line by Enter on a phone, and sends by its button', async () => {
    touch.set(true);
    await write('Bonjour');
    expect((await press('Enter')).defaultPrevented).toBe(false);
    expect(pending()).toEqual([]);
    await click(send());
    expect(pending()).toMatchObject([{ body: 'Bonjour' }]);
  });

  it('sends nothing while an input method is at work', async () => {
    await write('にほん');
    await press('Enter', { isComposing: true });
    expect(pending()).toEqual([]);
  });

  it('takes no more than a message may hold, and says so', async () => {
    await write('x'.repeat(limits.bodyCodePoints));
    expect(host.querySelector('.count')?.textContent).toContain('0');
    await write('x'.repeat(limits.bodyCodePoints + 1));
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(host.querySelector('.note.over')).not.toBeNull();
    await press('Enter');
    expect(pending()).toEqual([]);
  });

  it('says that what is written without a network waits', async () => {
    expect(host.querySelector('.note')).toBeNull();
    cutOff.set(true);
    await rendered();
    expect(host.querySelector('.note')?.textContent).not.toBe('');
    await write('Hors ligne');
    await press('Enter');
    expect(pending()).toMatchObject([{ body: 'Hors ligne' }]);
  });

  it('answers a message, which Escape leaves', async () => {
    const asked = aMessage({ seq: 1 });
    TestBed.inject(Composing).reply(asked);
    await rendered();
    expect(field().getAttribute('aria-describedby')).toBe('composer-context');
    await press('Escape');
    expect(field().getAttribute('aria-describedby')).toBeNull();
    TestBed.inject(Composing).reply(asked);
    await write('Oui');
    await press('Enter');
    expect(pending()).toMatchObject([{ body: 'Oui', replyToId: asked.id }]);
  });

  it('edits a message and brings the draft back, and offers no parts meanwhile', async () => {
    await write('Un brouillon');
    await openMenu();
    await click(menu()[0]);
    TestBed.inject(Composing).edit(aMessage({ seq: 1, senderId: me, body: 'Helo' }));
    await rendered();
    expect([field().value, tools(), chips()]).toEqual(['Helo', [], []]);
    await press('Escape');
    expect([field().value, chips()]).toEqual(['Un brouillon', ['Mentionner quelqu’un']]);
  });
});

describe('what features add to the composer', () => {
  it('is a button below the text, or an entry of the menu; a narrow screen has all in the menu', async () => {
    expect(tools()).toEqual(['Ajouter', expect.any(String)]);
    await openMenu();
    expect(menu()).toHaveLength(1);
    await openMenu();
    narrow.set(true);
    await rendered();
    expect(tools()).toEqual(['Ajouter']);
    await openMenu();
    expect(menu()).toHaveLength(2);
  });

  it('puts text where the caret is', async () => {
    await write('Ah  oui');
    field().setSelectionRange(3, 3);
    await click(host.querySelectorAll<HTMLElement>('ls-composer-tools > button')[1]);
    expect([field().value, used]).toEqual(['Ah shrug oui', [conversationId]]);
  });

  it('is a part of the message that can be taken away again, and outlives the page with the draft', async () => {
    await write('Qui vient ?');
    await openMenu();
    await click(menu()[0]);
    expect(chips()).toEqual(['Mentionner quelqu’un']);
    await click(host.querySelector<HTMLElement>('.chip button') ?? undefined);
    expect(chips()).toEqual([]);
    await openMenu();
    await click(menu()[0]);
    host.remove();
    composer.destroy();
    await shown();
    expect([field().value, chips()]).toEqual(['Qui vient ?', ['Mentionner quelqu’un']]);
    await press('Enter');
    expect(pending()).toMatchObject([{ body: 'Qui vient ?', parts: { poll: { options: 2 } } }]);
    expect(chips()).toEqual([]);
  });

  describe('is a part for which the writer is asked', () => {
    beforeEach(() => TestBed.inject(FeatureRegistry).use([polls, dates]));
    const chip = () => host.querySelector<HTMLElement>('.chip .change') ?? undefined;
    const inDialog = () => document.querySelector<HTMLInputElement>('ng-component input')?.value;
    const drafted = () => TestBed.inject(DraftsStore).parts(conversationId)();
    /** Opened by the menu, or by the chip. */
    async function ask(by: 'menu' | 'chip'): Promise<void> {
      if (by === 'menu') await openMenu();
      await click(by === 'menu' ? menu()[0] : chip());
      TestBed.inject(ApplicationRef).tick();
    }
    async function answer(date?: string): Promise<void> {
      asking.close(date);
      await rendered();
    }

    it('with a chip that says the answer, and leads to another with what there is', async () => {
      await write('Qui vient ?');
      await openMenu();
      expect(menu()[0]?.getAttribute('role')).toBe('menuitem');
      await openMenu();
      await ask('menu');
      expect([inDialog(), chips()]).toEqual(['', []]);
      await answer('lundi');
      expect([chips(), document.activeElement]).toEqual([['le lundi'], field()]);
      expect(chip()?.getAttribute('aria-label')).toBe('Modifier : le lundi');
      await ask('chip');
      expect([inDialog(), document.activeElement === field()]).toEqual(['lundi', false]);
      await answer('mardi');
      expect([chips(), document.activeElement]).toEqual([['le mardi'], field()]);
      await ask('menu');
      expect(inDialog()).toBe('mardi');
      await answer('mercredi');
      await press('Enter');
      expect(pending()).toMatchObject([{ body: 'Qui vient ?', parts: { date: 'mercredi' } }]);
    });

    it('and who gives no answer changes nothing', async () => {
      await ask('menu');
      await answer();
      expect([drafted(), document.activeElement]).toEqual([{}, field()]);
      await ask('menu');
      await answer('lundi');
      await ask('chip');
      await answer();
      expect([drafted(), document.activeElement]).toEqual([{ date: 'lundi' }, field()]);
    });

    it('and its cross takes it away', async () => {
      await ask('menu');
      await answer('lundi');
      await click(host.querySelector<HTMLElement>('.chip .remove') ?? undefined);
      expect([drafted(), chips(), document.activeElement]).toEqual([{}, [], field()]);
    });

    it('in the conversation in which they were asked', async () => {
      await ask('menu');
      composer.componentRef.setInput('conversation', { ...group, id: anId(900) });
      await answer('lundi');
      expect([drafted(), chips()]).toEqual([{ date: 'lundi' }, []]);
    });
  });

  it('goes out with the message, also from what another page left', async () => {
    await write('Qui vient ?');
    await openMenu();
    await click(menu()[0]);
    await press('Enter');
    await until(() => kept());
    await endSession();
    await openPage();
    socket.arrive();
    TestBed.inject(TabLeader).stand();
    await until(() => socket.asked.length > 0);
    expect(socket.asked[0]).toMatchObject({
      event: 'send_message',
      payload: { body: 'Qui vient ?', parts: { poll: { options: 2 } } },
    });
  });

  it('is offered where the feature says so', async () => {
    host.remove();
    await shown({ ...group, kind: 'direct' });
    await openMenu();
    expect(tools()).toHaveLength(1);
  });
});
