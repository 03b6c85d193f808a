import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationSummary, Message, MessagePage, Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { MessageSent } from './messages.events.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, stranger: TestUser;
const published: MessageSent[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  stranger = await createUser(app);
  app.get(EventBus).on(MessageSent, (event) => published.push(event));
});
beforeEach(() => void published.splice(0));
afterAll(() => app.close());

const send = <Body = Message>(as: TestUser, conversationId: string, body: unknown) =>
  request<Body>(app, 'POST', `/api/conversations/${conversationId}/messages`, { as, body });
const list = <Body = MessagePage>(as: TestUser, conversationId: string, query = '') =>
  request<Body>(app, 'GET', `/api/conversations/${conversationId}/messages${query}`, { as });

describe('sending a message', () => {
  it('stores it as it came, at the next seq and revision', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const clientMessageId = randomUUID();
    const body = ' <b>Bonjour</b> & "co" \\ {a,b} NULL \u{1F44D}\u{1F3FD}\r\n\té ';
    const { status, body: message } = await send(ann, id, {
      clientMessageId: clientMessageId.toUpperCase(),
      body,
      surprise: 1,
    });
    expect(status).toBe(201);
    expect(message).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      conversationId: id,
      seq: 1,
      revision: 2,
      senderId: ann.id,
      clientMessageId,
      body,
      replyToId: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      editedAt: null,
      deletedAt: null,
      reactions: [],
      attachments: [],
      parts: {},
    });
    expect((await list(ben, id)).body.items).toEqual([message]);
    expect(published).toEqual([new MessageSent(message, [], 1)]);
  });

  it('gives the same message to a repeat, whatever it says now, and announces it once', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const clientMessageId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(ann, id, { clientMessageId, body: 'Une fois' })),
    );
    const later = await send(ann, id, { clientMessageId, body: 'Autre chose' });
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(7).fill(200), 201]);
    for (const { body } of [...answers, later]) expect(body).toEqual(answers[0]?.body);
    expect(later.status).toBe(200);
    expect(published).toHaveLength(1);
    const other = await send(ben, id, { clientMessageId, body: 'Un autre auteur' });
    expect([other.status, other.body.seq]).toEqual([201, 2]);
  });

  it('refuses an id that was used in another conversation', async () => {
    const [here, there] = [await createConversation(app, ann), await createConversation(app, ann)];
    const clientMessageId = randomUUID();
    const answers = await Promise.all(
      [here, there].map(({ id }) => send<Problem>(ann, id, { clientMessageId, body: 'Où ?' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('CONFLICT');
  });

  it('takes replies to messages of the same conversation only', async () => {
    const [here, there] = [await createConversation(app, ann), await createConversation(app, ann)];
    const [question, elsewhere] = [
      await sendMessage(app, ann, here.id),
      await sendMessage(app, ann, there.id),
    ];
    const reply = (replyToId: string | null) =>
      send(ann, here.id, { clientMessageId: randomUUID(), body: 'Oui', replyToId });
    expect((await reply(question.id)).body.replyToId).toBe(question.id);
    expect((await reply(null)).body.replyToId).toBeNull();
    for (const id of [elsewhere.id, randomUUID()])
      expect((await reply(id)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('looks like absence to who does not participate', async () => {
    const { id } = await createConversation(app, ann);
    for (const conversationId of [id, randomUUID()]) {
      const answer = await send<Problem>(stranger, conversationId, {
        clientMessageId: randomUUID(),
        body: 'Hé',
      });
      expect(answer.body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['8,001 code points', 'x'.repeat(8_001)],
    ['a NUL', 'a\0b'],
    ['half a pair', 'a\ud83d'],
    ['a number', 7],
  ])('refuses a body of %s', async (_what, body) => {
    const { id } = await createConversation(app, ann);
    const answer = await send<Problem>(ann, id, { clientMessageId: randomUUID(), body });
    expect(answer.body).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: expect.arrayContaining([expect.objectContaining({ path: 'body' })]),
    });
  });

  it('takes 8,000 code points, however many units they have', async () => {
    const { id } = await createConversation(app, ann);
    const body = '\u{1F600}'.repeat(8_000);
    expect((await send(ann, id, { clientMessageId: randomUUID(), body })).body.body).toBe(body);
  });

  it('moves the sender’s own marker to the message, and the conversation to the top', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    await createConversation(app, ann);
    const message = await sendMessage(app, ann, id);
    const { body } = await request<{ items: ConversationSummary[] }>(
      app,
      'GET',
      '/api/conversations?limit=1',
      {
        as: ann,
      },
    );
    expect(body.items[0]).toMatchObject({ id, lastReadSeq: 1, unreadCount: 0, updatedAt: message.createdAt });
    expect(body.items[0]?.participants[0]).toMatchObject({
      userId: ann.id,
      lastReadSeq: 1,
      lastDeliveredSeq: 1,
      readAt: message.createdAt,
    });
  });

  it('says whom of the participants it mentions, each once', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const mention = (userId: string) => `@[Quelqu'un](user:${userId})`;
    await sendMessage(app, ann, id, [ben.id, stranger.id, ben.id, randomUUID()].map(mention).join(' '));
    expect(published[0]?.mentionedUserIds).toEqual([ben.id]);
  });

  it('stops counting mentions at 100', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    await Promise.all(
      Array.from({ length: 102 }, () => sendMessage(app, ann, id, `@[Ben](user:${ben.id}) !`)),
    );
    const { body } = await request<ConversationSummary>(app, 'GET', `/api/conversations/${id}`, { as: ben });
    expect(body).toMatchObject({ unreadCount: 102, mentionCount: 100 });
  });
});

it('finds the replies to one of 20,000 messages by an index', async () => {
  const { id } = await createConversation(app, ann);
  const first = await sendMessage(app, ann, id);
  const dataSource = app.get(DataSource);
  await dataSource.query(
    `INSERT INTO messages (id, conversation_id, seq, revision, sender_id, client_message_id, body, reply_to_id)
     SELECT gen_random_uuid(), $1, n + 1, n + 2, $2, gen_random_uuid(), 'Oui',
            CASE WHEN n % 100 = 0 THEN $3::uuid END
     FROM generate_series(1, 20000) n`,
    [id, ann.id, first.id],
  );
  await dataSource.query(`ANALYZE messages`);
  // What PostgreSQL asks itself before a message may go, with a plan for any message.
  const plan = await dataSource.transaction(async (manager) => {
    await manager.query(`SET LOCAL plan_cache_mode = force_generic_plan`);
    await manager.query(
      `PREPARE replies (uuid) AS SELECT 1 FROM messages x WHERE reply_to_id = $1 FOR KEY SHARE OF x`,
    );
    const lines = await manager.query<{ 'QUERY PLAN': string }[]>(
      `EXPLAIN EXECUTE replies ('${randomUUID()}')`,
    );
    await manager.query(`DEALLOCATE replies`);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('messages_replies');
  expect(plan).not.toContain('Seq Scan');
});
