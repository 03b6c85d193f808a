import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ConversationSummary, Problem, ReadMarker } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ReadMarkerAdvanced } from './read-receipts.events.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, stranger: TestUser;
let id: string;
const heard: ReadMarkerAdvanced[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  stranger = await createUser(app);
  app.get(EventBus).on(ReadMarkerAdvanced, (event) => heard.push(event));
});
beforeEach(async () => {
  heard.splice(0);
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
  expect(heard).toEqual([new ReadMarkerAdvanced(id, ben.id, 3, after.participant?.readAt ?? '', 2)]);
});

it('never goes back, and says nothing when it does not move', async () => {
  await mark(ben, 4);
  expect((await mark(ben, 2)).body).toEqual({ lastReadSeq: 4, unreadCount: 1 });
  expect((await mark(ben, 4)).body).toEqual({ lastReadSeq: 4, unreadCount: 1 });
  expect((await mark(ben, 0)).body).toEqual({ lastReadSeq: 4, unreadCount: 1 });
  expect(heard).toHaveLength(1);
});

it('takes a place beyond the last message for the last message', async () => {
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

it.each([-1, 1.5, '3', null, 2 ** 53])('refuses the place %p', async (seq) => {
  expect((await mark<Problem>(ben, seq)).body.code).toBe('VALIDATION_FAILED');
});
