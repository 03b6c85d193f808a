import { Dialog } from '@angular/cdk/dialog';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { User } from '@litspark/shared-contracts';
import { FakeApi } from '../../../testing/fake-api';
import { provideSession } from '../../../testing/session';
import { aConversation, ann, anId, aParticipant, conversationId } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ParticipantsStore } from '../../stores/participants.store';
import { UsersStore } from '../../stores/users.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { MessagingService } from '../../sync/messaging.service';
import { ConfirmService } from '../messaging/confirm.service';
import { Viewport } from '../messaging/viewport.service';
import { DetailsComponent } from './details.component';

const person = (number: number, displayName: string): User => ({
  id: anId(number),
  email: `p${number}@litspark.example`,
  displayName,
  avatarUrl: null,
  role: 'member',
  disabled: false,
  presence: 'offline',
  lastSeenAt: null,
});

describe('the search among the participants', () => {
  let api: FakeApi;
  let element: HTMLElement;
  let settle: () => Promise<void>;

  beforeEach(async () => {
    jest.useFakeTimers();
    api = new FakeApi();
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        provideRouter([]),
        provideWords(),
        { provide: ApiClient, useValue: api },
        { provide: SessionService, useValue: { user: signal({ id: ann }) } },
        { provide: MessagingService, useValue: { loadParticipants: () => Promise.resolve() } },
        { provide: ConversationActionsService, useValue: {} },
        { provide: ConfirmService, useValue: {} },
        { provide: Dialog, useValue: {} },
        { provide: Viewport, useValue: { narrow: () => false, panelBeside: () => true } },
      ],
    });
    const known = [aParticipant({ userId: ann }), aParticipant({ userId: anId(31), role: 'owner' })];
    TestBed.inject(ParticipantsStore).merge(conversationId, known, false);
    TestBed.inject(UsersStore).put([person(31, 'Léa Faure')]);
    TestBed.inject(ConversationsStore).put([
      aConversation({ id: conversationId, kind: 'channel', participantCount: 250, participants: known }),
    ]);
    const fixture = TestBed.createComponent(DetailsComponent);
    fixture.componentRef.setInput('conversationId', conversationId);
    element = fixture.nativeElement as HTMLElement;
    settle = async () => {
      fixture.detectChanges();
      await jest.advanceTimersByTimeAsync(300);
      fixture.detectChanges();
    };
    await settle();
  });
  afterEach(() => void jest.useRealTimers());

  async function type(query: string): Promise<void> {
    const field = element.querySelector<HTMLInputElement>('input[type=search]');
    if (!field) throw new Error('There is no field.');
    field.value = query;
    field.dispatchEvent(new Event('input'));
    await settle();
  }
  const names = () => [...element.querySelectorAll('li .person bdi')].map((one) => one.textContent);
  const press = async (name: string) => {
    [...element.querySelectorAll('button')].find((one) => one.textContent.includes(name))?.click();
    await settle();
  };

  it('finds those whom this browser never saw, best first, page by page', async () => {
    await type('lé');
    // Until the answer is there, those known here.
    expect(names()).toEqual(['Léa Faure']);
    const call = api.take('GET', '/users');
    call.answer({ items: [person(40, 'Léo Petit'), person(31, 'Léa Faure')], nextCursor: 'more' });
    await settle();
    expect(names()).toEqual(['Léo Petit', 'Léa Faure']);
    expect(element.querySelectorAll('li .role')).toHaveLength(1);
    await press('Afficher la suite');
    api.take('GET', '/users').answer({ items: [person(41, 'Léon Roy')], nextCursor: null });
    await settle();
    expect(names()).toEqual(['Léo Petit', 'Léa Faure', 'Léon Roy']);
    await type('');
    expect(names()).toHaveLength(2);
    expect(api.calls).toEqual([]);
  });

  it('says that nobody matches, or that it could not be asked', async () => {
    await type('zz');
    api.take('GET', '/users').answer({ items: [], nextCursor: null });
    await settle();
    expect(element.querySelector('[role=status]')?.textContent).toContain('Personne ne correspond');
    await type('zzz');
    api.take('GET', '/users').fail(new ApiError('INTERNAL', 'broken'));
    await settle();
    expect(element.querySelector('[role=alert]')).not.toBeNull();
    await press('Réessayer');
    api.take('GET', '/users').answer({ items: [person(42, 'Zzz')], nextCursor: null });
    await settle();
    expect(names()).toEqual(['Zzz']);
  });
});
