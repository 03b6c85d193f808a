import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ConversationSummary, User, UserPage } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { DirectoryService } from '../../sync/directory.service';
import { KeysAhead } from '../messaging/keys-ahead';
import { SnackService } from '../messaging/snack.service';
import { NamesService } from '../names/names.service';
import { QuickSwitcherComponent } from './quick-switcher.component';

const people = Array.from(
  { length: 45 },
  (_, n) =>
    ({ id: `u${n}`, displayName: `Lot Person ${n}`, email: `p${n}@x.example`, presence: 'offline' }) as User,
);
const titles = ['Pilotes', ...Array.from({ length: 10 }, (_, n) => `Plan ${n} lot`), 'Lot 4'];
const conversations = titles.map(
  (title, n) =>
    ({
      id: `c${n}`,
      title,
      kind: 'channel',
      participants: [],
      unreadCount: 0,
    }) as unknown as ConversationSummary,
);

describe('the quick switcher', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    const search = (_q: string, cursor: string | undefined, limit: number): Promise<UserPage> => {
      const from = Number(cursor ?? 0);
      const items = people.slice(from, from + limit);
      return Promise.resolve({
        items,
        nextCursor: from + limit < people.length ? String(from + limit) : null,
      });
    };
    const names = {
      conversation: ({ title }: ConversationSummary) => title ?? '',
      counterpart: () => null,
      sign: () => 'hash',
      current: (user: User) => user,
    };
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: WordsService, useValue: { t: (key: string) => key } },
        { provide: ErrorWords, useValue: {} },
        { provide: SessionService, useValue: { user: () => ({ id: 'me' }) } },
        { provide: DirectoryService, useValue: { search } },
        { provide: NamesService, useValue: names },
        { provide: ConversationsStore, useValue: { all: () => conversations } },
        { provide: ConversationActionsService, useValue: {} },
        { provide: DIALOG_DATA, useFactory: () => new KeysAhead() },
        { provide: DialogRef, useValue: { close: () => undefined } },
        { provide: SnackService, useValue: {} },
        { provide: Router, useValue: {} },
      ],
    });
  });
  afterEach(() => void jest.useRealTimers());

  async function open(query: string) {
    const fixture = TestBed.createComponent(QuickSwitcherComponent);
    const element = fixture.nativeElement as HTMLElement;
    const settle = async () => {
      fixture.detectChanges();
      await jest.advanceTimersByTimeAsync(300);
      fixture.detectChanges();
    };
    await settle();
    const field = element.querySelector('input');
    if (!field) throw new Error('There is no field.');
    field.value = query;
    field.dispatchEvent(new Event('input'));
    await settle();
    const shown = () =>
      [...element.querySelectorAll('[role=option] .name')].map((one) => one.textContent?.trim());
    const press = async (name: string) => {
      const option = [...element.querySelectorAll<HTMLElement>('[role=option]')].find((one) =>
        one.textContent?.includes(name),
      );
      option?.click();
      await settle();
    };
    return { shown, press };
  }

  it('names conversations that begin with the query first, then those last active', async () => {
    const { shown } = await open('lot');
    expect(shown().slice(0, 3)).toEqual(['Plan 0 lot', 'Plan 1 lot', 'Plan 2 lot']);
    const other = await open('pil');
    expect(other.shown()[0]).toBe('Pilotes');
    const within = await open('lo');
    expect(within.shown()).not.toContain('Pilotes');
  });

  it('comes to every conversation and every person by going on', async () => {
    const { shown, press } = await open('lot');
    expect(shown()).not.toContain('Lot 4');
    await press('switcher.moreConversations');
    expect(shown()).toContain('Lot 4');
    expect(shown()).not.toContain('Lot Person 5');
    for (let turn = 0; turn < 3; turn += 1) await press('switcher.morePeople');
    const persons = shown().filter((name) => name?.startsWith('Lot Person'));
    expect(persons).toEqual(people.map(({ displayName }) => displayName));
    expect(shown()).not.toContain('switcher.morePeople');
  });
});
