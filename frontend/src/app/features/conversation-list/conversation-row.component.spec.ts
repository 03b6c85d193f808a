import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, ann } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { SessionService } from '../../core/session.service';
import { ConversationRowComponent } from './conversation-row.component';

beforeEach(() => {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      provideWords(),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
    ],
  });
});

const row = (given: Parameters<typeof aConversation>[0]) => {
  const fixture = TestBed.createComponent(ConversationRowComponent);
  fixture.componentRef.setInput('conversation', aConversation(given));
  fixture.detectChanges();
  const link = (fixture.nativeElement as HTMLElement).querySelector('a');
  const badges = link?.querySelectorAll('.badge [aria-hidden]') ?? [];
  return { said: link?.textContent ?? '', badges: [...badges].map((badge) => badge.textContent.trim()) };
};

describe('the row of a conversation', () => {
  it('says how many are unread beside how many of them mention one', () => {
    const { said, badges } = row({ lastSeq: 5, mentionCount: 1 });
    expect(badges).toEqual(['@ 1', '5']);
    expect(said).toContain('1 mention non lue');
    expect(said).toContain('5 messages non lus');
  });

  it('says the number alone where nothing mentions one, and none where all is read', () => {
    expect(row({ lastSeq: 120 }).badges).toEqual(['99+']);
    expect(row({ lastSeq: 5, lastReadSeq: 5 }).badges).toEqual([]);
  });
});
