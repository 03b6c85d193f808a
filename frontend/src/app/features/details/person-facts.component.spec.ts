import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { expect, it } from '@jest/globals';
import type { User } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { aConversation, aParticipant, anId, ann, ben } from '../../../testing/shapes';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { UsersStore } from '../../stores/users.store';
import { PersonFactsComponent } from './person-facts.component';

const benMartin: User = {
  id: ben,
  email: 'ben@litspark.example',
  displayName: 'Ben Martin',
  avatarUrl: null,
  role: 'admin',
  disabled: false,
  presence: 'away',
  lastSeenAt: null,
};

it('says of the other one more than an address: presence, role, and where one meets', () => {
  const say = (key: string, values?: object) => (values ? `${key} ${Object.values(values).join(' ')}` : key);
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideRouter([]),
      {
        provide: WordsService,
        useValue: {
          t: say,
          plural: (key: string, count: number) => `${count} ${key}`,
          list: (items: string[]) => items.join(', '),
          locale: signal('fr'),
        },
      },
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
    ],
  });
  const both = [aParticipant({ userId: ann }), aParticipant({ userId: ben })];
  const direct = aConversation({ id: anId(101), kind: 'direct', participants: both, lastSeq: 7 });
  TestBed.inject(UsersStore).put([benMartin]);
  TestBed.inject(ConversationsStore).put([
    direct,
    aConversation({ id: anId(102), kind: 'group', title: 'Lot 4', participants: both }),
    aConversation({ id: anId(103), kind: 'group', title: 'Sans Ben', participants: both.slice(0, 1) }),
  ]);
  const fixture = TestBed.createComponent(PersonFactsComponent);
  fixture.componentRef.setInput('userId', ben);
  fixture.componentRef.setInput('conversation', direct);
  fixture.detectChanges();
  const { textContent: text } = fixture.nativeElement as HTMLElement;
  for (const fact of [
    'presence.full.away',
    benMartin.email,
    'admin.admin',
    '7 person.messagesSince',
    'Lot 4',
  ]) {
    expect(text).toContain(fact);
  }
  expect(text).not.toContain('Sans Ben');
});
