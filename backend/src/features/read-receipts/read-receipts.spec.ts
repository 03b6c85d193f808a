import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationSummary, Problem, ReadMarker } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openTransaction } from '../../../test/open-transaction.js';
import { recordQueries } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ReadMarkerAdvanced } from './read-receipts.events.js';
import { ReadReceiptsService } from './read-receipts.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, stranger: TestUser;
let id: string;
const published: ReadMarkerAdvanced[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  stranger = await createUser(app);
  app.get(EventBus).on(ReadMarkerAdvanced, (event) => published.push(event));
});
beforeEach(async () => {
  published.splice(0);
  id = (await createConversation(app, ann, [ben])).id;
  for (let count = 0; count < 5; count += 1)
    await sendMessage(app, ann, id, `@[Ben](user:${ben.id}) ${count}`);
});
afterAll(() => app.close());

const mark = <Body = ReadMarker>(as: TestUser, seq: unknown, conversationId = id) =>
  request<Body>(app, 'POST', `/api/conversations/${conversationId}/read`, { as, body: { seq } });
const own = async (as: TestUser) => {
  const { body } = await request<ConversationSummary>(app, 'GET', `/api/conversations/${id}`, { as });
  return { ...body, participant: body.participants.find(({ userId }) => userId === as.id) };
};

it('moves the read marker forward, and the delivered one and the counts with it', async () => {
  const { status, body } = await mark(ben, 3);
  expect(status).toBe(200);
  expect(body).toEqual({ lastReadSeq: 3, unreadCount: 2 });
  const after = await own(ben);
  expect(after).toMatchObject({ lastReadSeq: 3, unreadCount: 2, mentionCount: 2, revision: 6 });
  expect(after.participant).toMatchObject({ lastReadSeq: 3, lastDeliveredSeq: 3 });
  expect(published).toEqual([new ReadMarkerAdvanced(id, ben.id, 3, after.participant?.readAt ?? '', 2)]);
});

it('never goes back, and says nothing when it does not move', async () => {
  await mark(ben, 4);
  expect((await mark(ben, 2)).body).toEqual({ lastReadSeq: 4, unreadCount: 1 });
  expect((await mark(ben, 4)).body).toEqual({ lastReadSeq: 4, unreadCount: 1 });
  expect((await mark(ben, 0)).body).toEqual({ lastReadSeq: 4, unreadCount: 1 });
  expect(published).toHaveLength(1);
});

it('takes a seq beyond the last message for the last message', async () => {
  expect((await mark(ben, Number.MAX_SAFE_INTEGER)).body).toEqual({ lastReadSeq: 5, unreadCount: 0 });
  await sendMessage(app, ann, id);
  expect((await own(ben)).unreadCount).toBe(1);
});

it('ends at the highest of many marks at once', async () => {
  const answers = await Promise.all([2, 5, 1, 4, 3, 5, 2].map((seq) => mark(ben, seq)));
  expect((await own(ben)).lastReadSeq).toBe(5);
  for (const { body } of answers) expect(body.unreadCount).toBe(5 - body.lastReadSeq);
});

it('looks like absence to who does not participate', async () => {
  for (const conversationId of [id, randomUUID()])
    expect((await mark<Problem>(stranger, 1, conversationId)).body.code).toBe('NOT_FOUND');
});

it.each([-1, 1.5, '3', null, 2 ** 53])('refuses the seq %p', async (seq) => {
  expect((await mark<Problem>(ben, seq)).body.code).toBe('VALIDATION_FAILED');
});

describe('marks of many', () => {
  const markAll = (readers: readonly TestUser[], seq: number) =>
    Promise.all(readers.map(({ actor }) => app.get(ReadReceiptsService).markAsRead(actor, id, seq)));
  const crowdOf = async (count: number) => {
    const crowd = await Promise.all(Array.from({ length: count }, () => createUser(app)));
    id = (await createConversation(app, ann, crowd)).id;
    await Promise.all(Array.from({ length: 5 }, () => sendMessage(app, ann, id)));
    return crowd;
  };

  it('cost as many statements as the mark of one, and each is answered and announced', async () => {
    const crowd = await crowdOf(30);
    published.splice(0);
    const one = await recordQueries(app, () => markAll(crowd.slice(0, 1), 2));
    const thirty = await recordQueries(app, async () => {
      const answers = await markAll(crowd, 3);
      expect(answers).toEqual(crowd.map(() => ({ lastReadSeq: 3, unreadCount: 2 })));
    });
    expect(one.length).toBeLessThanOrEqual(4);
    expect(thirty).toHaveLength(one.length);
    expect(published).toHaveLength(31);
  });

  it('that come while others are being stored share the next transaction', async () => {
    const crowd = await crowdOf(20);
    const statements = await recordQueries(app, async () => {
      const first = markAll(crowd.slice(0, 1), 1);
      await new Promise(setImmediate);
      const others = [2, 5, 4].map((seq) => markAll(crowd, seq));
      await Promise.all([first, ...others]);
      for (const answers of others)
        expect(await answers).toEqual(crowd.map(() => ({ lastReadSeq: 5, unreadCount: 0 })));
    });
    expect(statements.filter((statement) => /UPDATE participants/.test(statement))).toHaveLength(2);
  });

  it('wait for nobody but who moves the same marker, and then never go back', async () => {
    const [one, other] = await crowdOf(2);
    const held = await openTransaction(app);
    await held.query(
      `UPDATE participants SET last_read_seq = 4 WHERE conversation_id = $1 AND user_id = $2`,
      [id, one?.id],
    );
    await held.query(`SELECT FROM conversations WHERE id = $1 FOR UPDATE`, [id]);
    const [own] = [one, other].map((reader) => markAll(reader ? [reader] : [], 3));
    expect((await mark(other!, 5)).body).toEqual({ lastReadSeq: 5, unreadCount: 0 });
    await held.commitTransaction();
    await held.release();
    expect(await own).toEqual([{ lastReadSeq: 4, unreadCount: 1 }]);
  });

  it('are refused to who does not participate, and to nobody else', async () => {
    const service = app.get(ReadReceiptsService);
    const [own, others] = await Promise.allSettled([
      service.markAsRead(ben.actor, id, 2),
      service.markAsRead(stranger.actor, id, 2),
    ]);
    expect(own).toMatchObject({ value: { lastReadSeq: 2, unreadCount: 3 } });
    expect(others).toMatchObject({ reason: { code: 'NOT_FOUND' } });
  });
});
