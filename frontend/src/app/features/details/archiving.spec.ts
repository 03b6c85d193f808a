import { Dialog } from '@angular/cdk/dialog';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { DirectoryService } from '../../sync/directory.service';
import { MessagingService } from '../../sync/messaging.service';
import { ConfirmService, type Question } from '../messaging/confirm.service';
import { SnackService } from '../messaging/snack.service';
import { Viewport } from '../messaging/viewport.service';
import { NamesService } from '../names/names.service';
import { DetailsComponent } from './details.component';

describe('archiving a conversation', () => {
  let asked: Question[];
  let sure: boolean;
  let archived: boolean[];
  beforeEach(() => {
    asked = [];
    sure = true;
    archived = [];
  });

  function details(conversation: Partial<ConversationSummary>) {
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        {
          provide: WordsService,
          useValue: {
            t: (key: string, values?: { name?: string }) => [key, values?.name].join(' ').trim(),
            plural: (key: string, count: number, values: { name: string }) =>
              `${key} ${count} ${values.name}`,
            locale: () => 'fr',
          },
        },
        { provide: ErrorWords, useValue: {} },
        { provide: Dialog, useValue: {} },
        { provide: Router, useValue: {} },
        { provide: Viewport, useValue: { narrow: () => false, panelBeside: () => true } },
        { provide: DirectoryService, useValue: {} },
        { provide: MessagingService, useValue: { loadParticipants: () => Promise.resolve() } },
        { provide: ConversationsStore, useValue: { byId: () => signal(conversation) } },
        {
          provide: NamesService,
          useValue: { isMe: () => false, person: (id: string) => id, conversation: () => 'Lot 4' },
        },
        {
          provide: ConversationActionsService,
          useValue: {
            setArchived: (_id: string, now: boolean) => Promise.resolve(archived.push(now)),
          },
        },
        {
          provide: ConfirmService,
          useValue: { ask: (question: Question) => (asked.push(question), Promise.resolve(sure)) },
        },
      ],
    });
    TestBed.overrideComponent(DetailsComponent, { set: { template: '', imports: [] } });
    const fixture = TestBed.createComponent(DetailsComponent);
    fixture.componentRef.setInput('conversationId', 'c');
    fixture.detectChanges();
    return fixture.componentInstance as unknown as { archive(archived: boolean): Promise<void> };
  }

  it('says to how many it happens, and can be undone', async () => {
    const component = details({ kind: 'group', participantCount: 12 });
    sure = false;
    await component.archive(true);
    expect(asked.map(({ heading }) => heading)).toEqual(['details.archiveAsk 12 Lot 4']);
    expect(archived).toEqual([]);
    sure = true;
    await component.archive(true);
    TestBed.inject(SnackService).act();
    expect(archived).toEqual([true, false]);
  });

  it('says with whom in a direct', async () => {
    await details({ kind: 'direct', participantCount: 2 }).archive(true);
    expect(asked.map(({ heading }) => heading)).toEqual(['details.archiveDirectAsk Lot 4']);
  });

  it('asks nothing where nobody else is there, and none to take it back', async () => {
    await details({ kind: 'group', participantCount: 1 }).archive(true);
    TestBed.resetTestingModule();
    await details({ kind: 'group', participantCount: 12 }).archive(false);
    expect(asked).toEqual([]);
    expect(archived).toEqual([true, false]);
  });
});
