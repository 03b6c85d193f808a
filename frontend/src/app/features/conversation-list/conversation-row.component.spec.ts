import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { aConversation, ann, conversationId } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { SessionService } from '../../core/session.service';
import { ConversationMenu } from '../conversation-menu/public';
import type { UnreadState } from '../feature/unread-rule';
import { FeatureRegistry } from '../feature/feature-registry';
import { ConversationRowComponent } from './conversation-row.component';

const tells = signal<UnreadState['tells']>('all');
let opened: { id: string; row: HTMLElement }[];

beforeEach(() => {
  opened = [];
  tells.set('all');
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideRouter([]),
      provideWords(),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
      {
        provide: ConversationMenu,
        useValue: { open: ({ id }: { id: string }, row: HTMLElement) => opened.push({ id, row }) },
      },
    ],
  });
  TestBed.inject(FeatureRegistry).use([
    {
      name: 'made-up',
      unreadRules: [{ name: 'made-up', order: 1, apply: (state) => ({ ...state, tells: tells() }) }],
    },
  ]);
});

const row = (given: Parameters<typeof aConversation>[0]) => {
  const fixture = TestBed.createComponent(ConversationRowComponent);
  fixture.componentRef.setInput('conversation', aConversation(given));
  fixture.detectChanges();
  const host = fixture.nativeElement as HTMLElement;
  const link = host.querySelector('a');
  const badges = link?.querySelectorAll('.badge [aria-hidden]') ?? [];
  return {
    fixture,
    host,
    link,
    said: link?.textContent ?? '',
    badges: [...badges].map((badge) => badge.textContent.trim()),
  };
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

  it('is quiet where it tells nothing, and says so', () => {
    tells.set('nothing');
    const { link, said, badges } = row({ lastSeq: 5, mentionCount: 1 });
    expect([...(link?.classList ?? [])]).toEqual(expect.arrayContaining(['quiet']));
    expect(link?.classList).not.toContain('unread');
    expect(said).toContain('en sourdine');
    expect(badges).toEqual(['@ 1', '5']);
    tells.set('mentions');
    expect(row({ lastSeq: 5 }).link?.classList).toContain('unread');
  });

  it('has a button for its menu once the pointer or the focus comes to it', () => {
    const { fixture, host, link } = row({});
    expect(host.querySelector('button')).toBeNull();
    host.dispatchEvent(new Event('pointerenter'));
    fixture.detectChanges();
    const button = host.querySelector('button');
    expect(button?.getAttribute('aria-label')).toBe('Actions pour Launch');
    button?.click();
    expect(opened).toEqual([{ id: conversationId, row: link }]);
  });
});
