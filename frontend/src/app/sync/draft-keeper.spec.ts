import '../../testing/indexed-db';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { anId, ann, ben, conversationId } from '../../testing/shapes';
import { TabChannel, type TabTopics } from '../core/tab-channel';
import { DraftsStore } from '../stores/drafts.store';
import { DraftKeeper } from './draft-keeper';
import { OutboxStorage } from './outbox-storage';

const others = new Subject<TabTopics['draft']>();
let told: TabTopics['draft'][];
let keeper: DraftKeeper;
let drafts: DraftsStore;
let storage: OutboxStorage;

/** A page of this browser, with somebody signed in. */
async function aPage(userId: string): Promise<void> {
  told = [];
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      {
        provide: TabChannel,
        useValue: { on: () => others, tell: (_topic: string, data: TabTopics['draft']) => told.push(data) },
      },
    ],
  });
  keeper = TestBed.inject(DraftKeeper);
  drafts = TestBed.inject(DraftsStore);
  storage = TestBed.inject(OutboxStorage);
  storage.open(userId);
  await keeper.load(userId);
}

/** The person leaves the page, which ends all that is under way. */
async function leave(erase = false): Promise<void> {
  keeper.clear();
  await storage.close(erase);
}

beforeEach(() => aPage(ann));
afterEach(() => leave(true));

it('keeps a draft, and what it answers, over reloads for the one who wrote it', async () => {
  drafts.set(conversationId, 'half a thought');
  drafts.setReplyTo(conversationId, anId(7));
  await leave();
  expect(drafts.get(conversationId)()).toBe('');
  await aPage(ben);
  expect(drafts.get(conversationId)()).toBe('');
  await leave(true);
  await aPage(ann);
  expect(drafts.get(conversationId)()).toBe('half a thought');
  expect(drafts.replyTo(conversationId)()).toBe(anId(7));
});

it('shows what another tab of the same person types', () => {
  others.next({ userId: ann, conversationId, text: 'there', replyToId: null });
  expect(drafts.get(conversationId)()).toBe('there');
  others.next({ userId: ben, conversationId, text: 'another’s', replyToId: null });
  expect(drafts.get(conversationId)()).toBe('there');
  others.next({ userId: ann, conversationId, text: '', replyToId: null });
  expect(drafts.get(conversationId)()).toBe('');
  TestBed.tick();
  expect(told).toEqual([]);
});

it('doesn’t take away what is being typed here', () => {
  drafts.set(conversationId, 'here');
  others.next({ userId: ann, conversationId, text: 'there', replyToId: null });
  expect(drafts.get(conversationId)()).toBe('here');
});

it('tells the other tabs, once, what it came to', async () => {
  drafts.set(conversationId, 'h');
  drafts.set(conversationId, 'here');
  await leave();
  expect(told).toEqual([{ userId: ann, conversationId, text: 'here', replyToId: null }]);
});
