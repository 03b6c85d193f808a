import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ConversationSummary, Message, SyncAnswer } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { holds } from '../../../test/seeds.js';
import { sendMessage } from '../../../test/send-message.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ReactionsService } from '../messages/reactions.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { SyncService } from './sync.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** What a client holds: merged by revision alone, as the contract says a client may. */
class Holdings {
  readonly conversations = new Map<string, ConversationSummary>();
  readonly messages = new Map<string, Message>();
  /** Up to where each conversation was pulled. */
  private readonly pulled = new Map<string, number>();

  question() {
    return [...this.conversations.values()].map(({ id, lastReadSeq }) => ({
      id,
      revision: this.pulled.get(id) ?? 0,
      lastReadSeq,
    }));
  }

  apply({ changed, removed, markers }: SyncAnswer): boolean {
    let hasMore = false;
    for (const one of changed) {
      const { id, revision } = one.conversation;
      const isNew = !this.conversations.has(id);
      this.conversations.set(id, one.conversation);
      for (const message of one.messages) this.messages.set(message.id, message);
      // Not named: its messages are pulled by naming it.
      this.pulled.set(id, isNew ? 0 : one.hasMore ? one.messages.at(-1)!.revision : revision);
      hasMore ||= one.hasMore || isNew;
    }
    for (const id of removed) {
      this.conversations.delete(id);
      this.pulled.delete(id);
      for (const message of this.messages.values())
        if (message.conversationId === id) this.messages.delete(message.id);
    }
    for (const { conversationId, ...marker } of markers) {
      const known = this.conversations.get(conversationId)!;
      this.conversations.set(conversationId, { ...known, ...marker });
    }
    return hasMore;
  }
}

const conversation = fc.nat(3);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('send' as const), conversation, count: fc.nat(25) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), conversation, seq: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), conversation }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('come or go' as const), conversation }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reply' as const), conversation }) },
  ...(['edit', 'delete', 'react', 'take back'] as const).map((kind) => ({
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant(kind), conversation, seq: fc.nat(60) }),
  })),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const schedule = fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 6 });

let titles = 0;

async function take(one: Step, ids: readonly string[]): Promise<void> {
  const id = ids[one.conversation]!;
  const isIn = (await app.get(ConversationsService).presentOf(id, [ann.id])).length > 0;
  if (one.kind === 'send')
    for (let count = 0; count < one.count; count += 1)
      await sendMessage(app, ben, id, `@[Ann](user:${ann.id}) ${count}`);
  if (one.kind === 'rename')
    await app.get(ConversationsService).update(ben.actor, id, { title: `Titre ${(titles += 1)}` });
  if (one.kind === 'come or go')
    await (isIn
      ? app.get(ParticipantsService).remove(ben.actor, id, ann.id)
      : app.get(ParticipantsService).add(ben.actor, id, [ann.id]));
  if (one.kind === 'read' && isIn) await app.get(ReadReceiptsService).markAsRead(ann.actor, id, one.seq);
  if (one.kind === 'reply' && isIn) await sendMessage(app, ann, id);
  if (one.kind === 'edit' || one.kind === 'delete' || one.kind === 'react' || one.kind === 'take back')
    await change(one.kind, id, one.seq);
}

async function change(
  kind: 'edit' | 'delete' | 'react' | 'take back',
  conversationId: string,
  seq: number,
): Promise<void> {
  const { items } = await app
    .get(MessagesService)
    .list(ben.actor, conversationId, { afterSeq: seq, limit: 1 });
  const [found] = items;
  if (!found || found.deletedAt || found.senderId !== ben.id) return;
  const ref = { conversationId, messageId: found.id };
  const changes = app.get(MessageChangesService);
  if (kind === 'edit') await changes.edit(ben.actor, ref, { body: `n° ${found.revision}` });
  if (kind === 'delete') await changes.delete(ben.actor, ref);
  if (kind === 'react') await app.get(ReactionsService).add(ben.actor, ref, '👍');
  if (kind === 'take back') await app.get(ReactionsService).remove(ben.actor, ref, '👍');
}

async function catchUp(holdings: Holdings): Promise<void> {
  for (;;) {
    const answer = await app.get(SyncService).sync(ann.actor, { conversations: holdings.question() });
    if (!holdings.apply(answer) && !answer.more) return;
  }
}

async function freshLoad(): Promise<{ conversations: ConversationSummary[]; messages: Message[] }> {
  const { items } = await app.get(ConversationsService).list(ann.actor, { limit: 100 });
  const messages: Message[] = [];
  for (const { id } of items) {
    for (let afterSeq = 0, more = true; more;) {
      const page = await app.get(MessagesService).list(ann.actor, id, { afterSeq, limit: 200 });
      messages.push(...page.items);
      afterSeq = page.items.at(-1)?.seq ?? afterSeq;
      more = page.hasMoreAfter;
    }
  }
  return { conversations: items, messages };
}

/** Another's marker is a signal, no change: it comes by `messages_read`, not by revision. */
const withoutMarkers = (summary: ConversationSummary) => ({
  ...summary,
  participants: summary.participants.map(({ userId, role, joinedAt }) => ({ userId, role, joinedAt })),
});
const byId = <T extends { id: string }>(items: Iterable<T>) =>
  [...items].sort((one, other) => one.id.localeCompare(other.id));

it('leaves a client that applies the answers with what a fresh load gives', async () => {
  await holds(schedule, async (rounds) => {
    ann = await createUser(app);
    ben = await createUser(app);
    const created = await Promise.all([1, 2, 3, 4].map(() => createConversation(app, ben, [ann])));
    const ids = created.map(({ id }) => id);
    const holdings = new Holdings();
    for (const round of rounds) {
      // A pull may fall between any two changes.
      await Promise.all([
        (async () => {
          for (const one of round) await take(one, ids);
        })(),
        catchUp(holdings),
      ]);
      await catchUp(holdings);
      const fresh = await freshLoad();
      expect(byId(holdings.conversations.values()).map(withoutMarkers)).toEqual(
        byId(fresh.conversations).map(withoutMarkers),
      );
      expect(byId(holdings.messages.values())).toEqual(byId(fresh.messages));
    }
  });
});
