import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ConversationSummary, Participant, User, UserPage } from '@litspark/shared-contracts';
import { provideSession } from '../../../../testing/session';
import { ConnectionService } from '../../../core/connection.service';
import { ConversationsStore } from '../../../stores/conversations.store';
import { ParticipantsStore } from '../../../stores/participants.store';
import { UsersStore } from '../../../stores/users.store';
import { DirectoryService } from '../../../sync/directory.service';
import { NamesService } from '../../names/names.service';
import { MentionSuggestions } from './mention-suggestions';

const person = (id: string, displayName: string) =>
  ({ id, displayName, email: `${id}@x.example`, disabled: false }) as User;

describe('the people that an @ may mean', () => {
  const text = signal('');
  const caret = signal(0);
  const cutOff = signal(false);
  let asked: { q: string; answer: (people: User[]) => Promise<void> }[];
  let suggestions: MentionSuggestions;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    text.set('');
    cutOff.set(false);
    const participants = (_id: string, q: string) =>
      new Promise<UserPage>((resolve) => {
        const answer = async (people: User[]) => {
          TestBed.inject(UsersStore).put(people);
          resolve({ items: people, nextCursor: null });
          await Promise.resolve();
          await Promise.resolve();
          TestBed.tick();
        };
        asked.push({ q, answer });
      });
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: ConnectionService, useValue: { cutOff } },
        { provide: DirectoryService, useValue: { participants } },
        {
          provide: NamesService,
          useFactory: () => {
            const users = TestBed.inject(UsersStore);
            return { isMe: (id: string) => id === 'me', user: (id: string) => users.get(id)() };
          },
        },
      ],
    });
  });
  afterEach(() => void jest.useRealTimers());

  function open(known: User[], participantCount: number): void {
    TestBed.inject(UsersStore).put(known);
    TestBed.inject(ParticipantsStore).merge(
      'c',
      known.map(({ id: userId }) => ({ userId }) as Participant),
      false,
    );
    TestBed.inject(ConversationsStore).put([
      { id: 'c', revision: 1, participantCount, participants: [] } as unknown as ConversationSummary,
    ]);
    TestBed.runInInjectionContext(() => {
      suggestions = new MentionSuggestions(signal('c'), text, caret);
    });
    TestBed.tick();
  }
  function type(typed: string): void {
    text.set(typed);
    caret.set(typed.length);
    TestBed.tick();
  }
  const shown = () => suggestions.users().map(({ displayName }) => displayName);

  it('are those known here at once, and then those of the server by its ranking', async () => {
    open([person('1', 'Zoé Martin'), person('2', 'Lamar Odin'), person('me', 'Mara')], 5_000);
    type('@mar');
    expect(shown()).toEqual(['Zoé Martin', 'Lamar Odin']);
    jest.advanceTimersByTime(200);
    expect(asked.map(({ q }) => q)).toEqual(['mar']);
    await asked[0]?.answer([person('3', 'Marc Petit'), person('1', 'Zoé Martin'), person('4', 'Omar Sy')]);
    expect(shown()).toEqual(['Zoé Martin', 'Marc Petit', 'Omar Sy', 'Lamar Odin']);
    type('@marc');
    expect(shown()).toEqual(['Marc Petit']);
    type('@mar');
    expect(shown()).toEqual(['Marc Petit', 'Zoé Martin', 'Omar Sy', 'Lamar Odin']);
    jest.advanceTimersByTime(200);
    expect(asked).toHaveLength(1);
  });

  it('stay where they are down to the chosen one when others join', async () => {
    open([person('1', 'Martin'), person('2', 'Mary'), person('3', 'Omar')], 5_000);
    type('@mar');
    suggestions.step(1);
    jest.advanceTimersByTime(200);
    await asked[0]?.answer([person('4', 'Marc'), person('1', 'Martin')]);
    expect(shown()).toEqual(['Martin', 'Mary', 'Marc', 'Omar']);
    expect(suggestions.users()[suggestions.chosen()]?.displayName).toBe('Mary');
  });

  it('are asked for once somebody stops typing, and late answers count for nothing', async () => {
    open([person('1', 'Martin')], 5_000);
    type('@m');
    type('@ma');
    type('@mar');
    jest.advanceTimersByTime(200);
    expect(asked.map(({ q }) => q)).toEqual(['mar']);
    type('@marc');
    await asked[0]?.answer([person('5', 'Omar')]);
    expect(shown()).toEqual([]);
  });

  it('are those known here without a connection, and where everybody is known', () => {
    open([person('1', 'Martin')], 5_000);
    cutOff.set(true);
    type('@mar');
    jest.advanceTimersByTime(200);
    expect(shown()).toEqual(['Martin']);
    TestBed.inject(ConversationsStore).change('c', (one) => ({ ...one, participantCount: 1 }));
    cutOff.set(false);
    TestBed.tick();
    jest.advanceTimersByTime(200);
    expect(asked).toEqual([]);
  });

  it('are shown again where a list was closed before', () => {
    open([person('1', 'Martin')], 1);
    type('@mar');
    suggestions.dismiss();
    TestBed.tick();
    expect(shown()).toEqual([]);
    type('');
    type('@mar');
    expect(shown()).toEqual(['Martin']);
  });
});
