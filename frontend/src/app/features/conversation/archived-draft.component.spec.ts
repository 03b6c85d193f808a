import { TestBed } from '@angular/core/testing';
import { expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { ben, conversationId } from '../../../testing/shapes';
import { WordsService } from '../../core/i18n/words.service';
import { DraftsStore } from '../../stores/drafts.store';
import { NamesService } from '../names/names.service';
import { ArchivedDraftComponent } from './archived-draft.component';
import { MessageActions } from './message/message-actions.service';

it('shows what was written before the conversation was archived, to be read and copied', async () => {
  const copied: string[] = [];
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      { provide: WordsService, useValue: { t: (key: string) => key } },
      { provide: NamesService, useValue: { mentioned: () => 'Ben' } },
      { provide: MessageActions, useValue: { copy: (text: string) => copied.push(text) } },
    ],
  });
  const drafts = TestBed.inject(DraftsStore);
  const fixture = TestBed.createComponent(ArchivedDraftComponent);
  fixture.componentRef.setInput('conversationId', conversationId);
  const element = fixture.nativeElement as HTMLElement;
  await fixture.whenStable();
  expect(element.textContent?.trim()).toBe('');
  drafts.set(conversationId, `Dear @[Benjamin](user:${ben}),\nhalf a thought`);
  await fixture.whenStable();
  expect(element.querySelector('.text')?.textContent).toBe('Dear @Ben,\nhalf a thought');
  element.querySelector('button')?.click();
  expect(copied).toEqual(['Dear @Ben,\nhalf a thought']);
});
