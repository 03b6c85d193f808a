import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { aConversation, aMessage, anId, ann } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import type { Feature } from '../feature/feature';
import { FeatureRegistry } from '../feature/feature-registry';
import { ConversationSections } from './conversation-sections.service';
import { UnreadStates } from './unread-states.service';

const first = signal<readonly string[]>([]);
const [direct, group, channel] = [anId(101), anId(102), anId(103)];

/** Puts some conversations first, and has one section that is there without any. */
const madeUp: Feature = {
  name: 'made-up',
  listSections: [
    {
      name: 'made-up',
      order: 100,
      all: () => [
        { id: 'first', title: 'First' },
        { id: 'empty', title: 'Empty', emptyText: 'Nothing' },
      ],
      of: ({ id }) => (first().includes(id) ? 'first' : null),
    },
  ],
  unreadRules: [
    {
      name: 'made-up',
      order: 100,
      apply: (state, { id }) => ({ ...state, tells: first().includes(id) ? 'nothing' : state.tells }),
    },
    {
      name: 'mentions-of-groups',
      order: 200,
      apply: (state, { kind }) =>
        kind === 'group' && state.tells === 'all' ? { ...state, tells: 'mentions' } : state,
    },
  ],
};

function open(): void {
  TestBed.resetTestingModule().configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
    ],
  });
  TestBed.inject(FeatureRegistry).use([madeUp]);
  TestBed.inject(ConversationsStore).put([
    aConversation({ id: direct, kind: 'direct', lastSeq: 3, lastMessage: aMessage({ seq: 3 }) }),
    aConversation({ id: group, lastSeq: 4, mentionCount: 1, lastMessage: aMessage({ seq: 4 }) }),
    aConversation({ id: channel, kind: 'channel', lastSeq: 2, lastMessage: aMessage({ seq: 2 }) }),
    aConversation({ id: anId(104), kind: 'channel', lastSeq: 5, lastMessage: aMessage({ seq: 5 }) }),
    aConversation({ id: anId(105), archived: true }),
  ]);
}
const sections = () => TestBed.inject(ConversationSections);
const unread = () => TestBed.inject(UnreadStates);
const shown = () =>
  sections()
    .sections()
    .map(({ section, conversations }) => [
      section.title,
      ...conversations.map(({ id }) => Number(id.slice(-3))),
    ]);

beforeEach(() => {
  localStorage.clear();
  first.set([]);
  open();
});

describe('the sections of the list', () => {
  it('are those of the kinds, the last active first in each, without those that are empty', () => {
    expect(shown()).toEqual([['Empty'], ['Messages directs', 101], ['Groupes', 102], ['Canaux', 104, 103]]);
    expect(
      sections()
        .archived()
        .map(({ id }) => id),
    ).toEqual([anId(105)]);
    TestBed.inject(ConversationsStore).remove(direct);
    expect(shown()).toEqual([['Empty'], ['Groupes', 102], ['Canaux', 104, 103]]);
  });

  it('of features come first, and take what they want', () => {
    first.set([channel, direct]);
    expect(shown()).toEqual([['First', 101, 103], ['Empty'], ['Groupes', 102], ['Canaux', 104]]);
    expect(
      sections()
        .ordered()
        .map(({ id }) => id),
    ).toEqual([direct, channel, group, anId(104)]);
  });

  it('stay collapsed in this browser, and hide what is in them', () => {
    const groups = sections()
      .sections()
      .find(({ section }) => section.id === 'group');
    sections().setCollapsed(groups!, true);
    open();
    expect(
      sections()
        .sections()
        .map(({ collapsed }) => collapsed),
    ).toEqual([false, false, true, false]);
    expect(
      sections()
        .visible()
        .map(({ id }) => id),
    ).toEqual([direct, anId(104), channel]);
    sections().setCollapsed(groups!, false);
    expect(sections().visible()).toHaveLength(4);
  });
});

describe('what is unread', () => {
  it('is counted over all conversations by what tells of itself', () => {
    expect(unread().total()).toBe(3 + 1 + 2 + 5);
    first.set([direct]);
    expect(unread().total()).toBe(1 + 2 + 5);
    expect(unread().isUnread(TestBed.inject(ConversationsStore).peek(direct)!)).toBe(false);
  });

  it('waits where it is in directs, and mentions one elsewhere', () => {
    expect(unread().waiting()).toBe(3 + 1);
    first.set([direct, group]);
    expect(unread().waiting()).toBe(0);
  });
});
