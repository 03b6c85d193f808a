import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationKind, Participant } from '@litspark/shared-contracts';
import french from '../../../../public/i18n/fr.json';
import { settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { aConversation, ann, aParticipant, conversationId } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { ApiError } from '../../core/api-error';
import { SessionService } from '../../core/session.service';
import { ParticipantsStore } from '../../stores/participants.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { MessagingService } from '../../sync/messaging.service';
import { SnackService } from '../messaging/snack.service';
import { ArchivedBannerComponent } from './archived-banner.component';

let calls: string[];
let failing: boolean;

beforeEach(() => {
  calls = [];
  failing = false;
  const setArchived = (id: string, archived: boolean) => {
    calls.push(`${id} ${archived}`);
    return failing ? Promise.reject(new ApiError('FORBIDDEN', 'no')) : Promise.resolve();
  };
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
      { provide: ConversationActionsService, useValue: { setArchived } },
      { provide: SnackService, useValue: { show: (text: string) => calls.push(text) } },
      {
        provide: MessagingService,
        useValue: { loadParticipants: (id: string) => Promise.resolve(calls.push(`load ${id}`)) },
      },
    ],
  });
});

function banner(kind: ConversationKind, known: Participant[]) {
  TestBed.inject(ParticipantsStore).merge(conversationId, known, false);
  const fixture = TestBed.createComponent(ArchivedBannerComponent);
  fixture.componentRef.setInput('conversation', aConversation({ kind, archived: true }));
  fixture.detectChanges();
  const element = fixture.nativeElement as HTMLElement;
  return { said: element.textContent, button: element.querySelector('button') };
}

describe('the banner of an archived conversation', () => {
  it('says in a channel that its owners may take it back, and offers it to them alone', () => {
    const member = banner('channel', [aParticipant({ role: 'member' })]);
    expect(member.said).toContain('Ses propriétaires peuvent la désarchiver.');
    expect(member.button).toBeNull();
    const owner = banner('channel', [aParticipant({ role: 'owner' })]);
    owner.button?.click();
    expect(calls).toEqual([`${conversationId} false`]);
  });

  it('asks who one is in a channel where that is not known', () => {
    expect(banner('channel', []).button).toBeNull();
    expect(calls).toEqual([`load ${conversationId}`]);
  });

  it.each([
    ['group', 'Tous les participants'],
    ['direct', 'Chacun de vous deux'],
  ] as const)('offers it to everybody in a %s', (kind, who) => {
    const { said, button } = banner(kind, [aParticipant()]);
    expect(said).toContain(who);
    expect(button).not.toBeNull();
  });

  it('says why where it is refused, and can be asked again', async () => {
    failing = true;
    const { button } = banner('group', [aParticipant()]);
    button?.click();
    button?.click();
    await settle();
    expect(calls).toEqual([`${conversationId} false`, french['error.forbidden']]);
    button?.click();
    expect(calls).toHaveLength(3);
  });
});
