import { Dialog } from '@angular/cdk/dialog';
import { ApplicationRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { aConversation, ann, conversationId } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import type { Feature } from '../feature/feature';
import { FeatureRegistry } from '../feature/feature-registry';
import { Viewport } from '../messaging/viewport.service';
import { ConversationMenu } from './conversation-menu.service';

const narrow = signal(false);
let ran: string[];
let origin: HTMLElement;

const madeUp: Feature = {
  name: 'made-up',
  conversationActions: [
    {
      name: 'rename',
      label: 'details.name',
      icon: 'pencil',
      order: 200,
      run: ({ conversation }) => void ran.push(`rename ${conversation.title}`),
    },
    {
      name: 'colour',
      label: 'settings.theme',
      icon: 'palette',
      order: 100,
      choices: () => [
        { label: 'Red', isChosen: true, run: () => void ran.push('red') },
        { label: 'Other…', run: () => void ran.push('other') },
      ],
    },
    {
      name: 'never',
      label: 'details.leave',
      icon: 'x',
      order: 1,
      isAvailable: () => false,
      run: () => undefined,
    },
  ],
};

const items = () =>
  [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')].map((one) => one.textContent.trim());
const item = (text: string) =>
  [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')].find(
    (one) => one.textContent.trim() === text,
  )!;
const tick = async () => {
  await settle();
  TestBed.inject(ApplicationRef).tick();
  await settle();
};
const escape = async () => {
  const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  // What the CDK reads.
  Object.defineProperty(event, 'keyCode', { value: 27 });
  document.activeElement?.dispatchEvent(event);
  await tick();
};

async function open(): Promise<void> {
  origin.focus();
  await TestBed.inject(ConversationMenu).open(aConversation({ title: 'Launch' }), origin);
  await tick();
}

beforeEach(() => {
  ran = [];
  narrow.set(false);
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
      { provide: Viewport, useValue: { narrow } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([madeUp]);
  TestBed.inject(ConversationsStore).put([aConversation({ title: 'Launch' })]);
  origin = document.createElement('button');
  origin.dataset['conversation'] = conversationId;
  document.body.append(origin);
});
afterEach(async () => {
  TestBed.inject(Dialog).closeAll();
  await tick();
  origin.remove();
});

describe('the menu of a conversation', () => {
  it('has what features let one do, in their order, and gives the focus back', async () => {
    await open();
    expect(items()).toEqual(['Thème', 'Nom']);
    item('Nom').click();
    await tick();
    expect(ran).toEqual(['rename Launch']);
    expect(items()).toEqual([]);
    expect(document.activeElement).toBe(origin);
  });

  it('opens choices beside it, the present one ticked, and Escape closes one menu at a time', async () => {
    await open();
    item('Thème').click();
    await tick();
    expect(items()).toEqual(['Thème', 'Nom', 'Red', 'Other…']);
    expect(item('Red').getAttribute('aria-checked')).toBe('true');
    item('Other…').focus();
    await escape();
    expect(items()).toEqual(['Thème', 'Nom']);
    await escape();
    expect(items()).toEqual([]);
    await open();
    item('Thème').click();
    await tick();
    item('Other…').click();
    await tick();
    expect(ran).toEqual(['other']);
    expect(items()).toEqual([]);
  });

  it('shows choices in its place where the screen is narrow, with a way back', async () => {
    narrow.set(true);
    await open();
    item('Thème').click();
    await tick();
    expect(items()).toEqual(['Red', 'Other…']);
    expect(document.activeElement).toBe(item('Red'));
    await escape();
    expect(items()).toEqual(['Thème', 'Nom']);
    expect(document.activeElement).toBe(item('Thème'));
  });

  it('gives the focus to the row where that is by now', async () => {
    await open();
    const moved = origin.cloneNode() as HTMLElement;
    origin.replaceWith(moved);
    item('Nom').click();
    await tick();
    expect(document.activeElement).toBe(moved);
    moved.remove();
  });

  it('is there once, however often it is asked for', async () => {
    await Promise.all([open(), open()]);
    expect(items()).toEqual(['Thème', 'Nom']);
  });
});
