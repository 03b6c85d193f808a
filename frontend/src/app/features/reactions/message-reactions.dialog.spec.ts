import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../testing/fake-api';
import { FakeSocket, settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { aMessage, ann, anId, ben } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { SessionService } from '../../core/session.service';
import { SocketClient } from '../../core/socket-client';
import { MessagesStore } from '../../stores/messages.store';
import { UsersStore } from '../../stores/users.store';
import { MessageReactionsDialog } from './message-reactions.dialog';

const message = aMessage({
  seq: 1,
  reactions: [
    { emoji: '👍', count: 120, userIds: [ben] },
    { emoji: '🎉', count: 1, userIds: [ben] },
  ],
});
const below = (emoji: string) => new RegExp(`/reactions/${encodeURIComponent(emoji)}$`);
const at = '2026-01-01T12:00:00.000Z';
let api: FakeApi;
let dialog: ComponentFixture<MessageReactionsDialog>;

beforeEach(() => {
  api = new FakeApi();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      { provide: ApiClient, useValue: api },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal({ id: ann }), ended$: new Subject() } },
      { provide: UsersStore, useValue: { get: () => signal(undefined) } },
      { provide: DIALOG_DATA, useValue: { message } },
      { provide: DialogRef, useValue: {} },
    ],
  });
  dialog = TestBed.createComponent(MessageReactionsDialog);
  dialog.detectChanges();
});

const element = () => dialog.nativeElement as HTMLElement;
const names = () => [...element().querySelectorAll('li .name')].map((one) => one.textContent.trim());
const button = (text: string) =>
  [...element().querySelectorAll('button')].find((one) => one.textContent.includes(text));
const shownAgain = async () => {
  await settle();
  dialog.detectChanges();
};

describe('the list of who reacted', () => {
  it('goes on page by page, in the order they came', async () => {
    api.take('GET', below('👍')).answer({ items: [{ userId: ann, at }], mine: true, nextCursor: 'more' });
    await shownAgain();
    expect(names()).toEqual(['Vous']);
    expect(element().querySelector('time')?.dateTime).toBe(at);
    button('Afficher la suite')?.click();
    api
      .take('GET', below('👍'))
      .answer({ items: [{ userId: anId(9), at: null }], mine: true, nextCursor: null });
    await shownAgain();
    expect(names()).toEqual(['Vous', 'Personne inconnue']);
    expect(button('Afficher la suite')).toBeUndefined();
  });

  it('shows another emoji when it is chosen, not what comes late of the first', async () => {
    const late = api.take('GET', below('👍'));
    button('🎉')?.click();
    dialog.detectChanges();
    const wanted = api.take('GET', below('🎉'));
    late.answer({ items: [{ userId: ann, at }], mine: true, nextCursor: 'more' });
    await shownAgain();
    expect(names()).toEqual([]);
    wanted.answer({ items: [{ userId: anId(9), at }], mine: false, nextCursor: null });
    await shownAgain();
    expect(names()).toEqual(['Personne inconnue']);
  });

  it('says that it failed, and tries again', async () => {
    api.take('GET', below('👍')).fail(new ApiError('INTERNAL', 'broken'));
    await shownAgain();
    expect(element().textContent).toContain('Impossible de charger les réactions');
    button('Réessayer')?.click();
    api.take('GET', below('👍')).answer({ items: [{ userId: ann, at }], mine: true, nextCursor: null });
    await shownAgain();
    expect(names()).toEqual(['Vous']);
  });

  it('follows who reacts and who takes it back while it is open', async () => {
    const now = (revision: number, reactions: Message['reactions']) => {
      const messages = [{ ...message, revision, reactions }];
      TestBed.inject(MessagesStore).setWindow(message.conversationId, {
        messages,
        revision,
        lastSeq: 1,
        ahead: [],
      });
      dialog.detectChanges();
    };
    const answer = async (emoji: string, ...userIds: string[]) => {
      const items = userIds.map((userId) => ({ userId, at }));
      api.take('GET', below(emoji)).answer({ items, mine: false, nextCursor: null });
      await shownAgain();
    };
    await answer('👍', ann);
    now(8, [{ emoji: '👍', count: 2, userIds: [ann, ben] }]);
    // The list stays until the new one is there, and one question is enough for what comes meanwhile.
    expect(names()).toEqual(['Vous']);
    expect(button('👍')?.textContent).toContain('2');
    now(9, [{ emoji: '👍', count: 3, userIds: [ann, ben, anId(9)] }]);
    await answer('👍', ann, ben);
    await answer('👍', ann, ben, anId(9));
    expect(names()).toHaveLength(3);
    expect(api.calls).toEqual([]);
    now(10, [{ emoji: '🎉', count: 1, userIds: [ben] }]);
    await answer('🎉', ben);
    expect(button('👍')).toBeUndefined();
    expect(button('🎉')?.getAttribute('aria-pressed')).toBe('true');
    expect(names()).toHaveLength(1);
    now(11, []);
    await shownAgain();
    expect(element().textContent).toContain('Plus personne n’a cette réaction');
    expect(api.calls).toEqual([]);
  });
});
