import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ConversationPage, Integrity, Message, MessagePage } from '@litspark/shared-contracts';
import { Client } from 'pg';
import { createTestApp, type TestApp } from '../../test/create-test-app.js';
import { signIn, type TestUser } from '../../test/create-user.js';
import { request } from '../../test/request.js';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.js';
import { definitionsOf } from './constraints.js';
import { fill, type Filled } from './fill.js';

let database: TestDatabase, app: TestApp, client: Client, filled: Filled;
let before: object[];
let reader: Pick<TestUser, 'accessToken'>, absent: Pick<TestUser, 'accessToken'>;
const steps: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  before = await definitionsOf(client, ['messages', 'mentions']);
  filled = await fill(database.url, 10_000, (done, total) => steps.push(done / total));
  app = await createTestApp({ databaseUrl: database.url });
  reader = await signIn(app, filled.reader.userId);
  absent = await signIn(app, filled.absent.userId);
});
afterAll(async () => {
  await app.close();
  await client.end();
  await database.drop();
});

/** Violations, as the database finds them: none is right. */
const violations = async (query: string) => (await client.query<object>(query)).rows;

it('makes as many messages as it was asked for, and tells how far it is', async () => {
  expect(await violations('SELECT count(*)::int AS messages FROM messages')).toEqual([{ messages: 10_000 }]);
  expect(filled.messages).toBe(10_000);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps.at(-1)).toBe(1);
});

it('brings back every key and index that it took away', async () => {
  expect(await definitionsOf(client, ['messages', 'mentions'])).toEqual(before);
  expect(before.length).toBeGreaterThan(8);
});

it('numbers messages and revisions without gaps, in the order of time', async () => {
  expect(
    await violations(`
      SELECT c.id FROM conversations c LEFT JOIN messages m ON m.conversation_id = c.id GROUP BY c.id
      HAVING count(m.id) <> c.last_seq OR min(m.seq) <> 1 OR max(m.seq) <> c.last_seq
          OR c.revision <> c.last_seq + 1 OR max(m.revision) <> c.revision OR min(m.revision) <> 2
          OR max(m.created_at) <> c.last_active_at OR min(m.created_at) < c.created_at`),
  ).toEqual([]);
  expect(
    await violations(`
      SELECT id FROM (
        SELECT id, created_at, lag(created_at) OVER (PARTITION BY conversation_id ORDER BY seq) AS earlier FROM messages
      ) m WHERE created_at < earlier`),
  ).toEqual([]);
});

it('lets participants write alone, answers lead to the message before, and mentions to who is mentioned', async () => {
  expect(
    await violations(`
      SELECT m.id FROM messages m LEFT JOIN messages r ON r.id = m.reply_to_id
      LEFT JOIN participants p ON p.conversation_id = m.conversation_id AND p.user_id = m.sender_id
      WHERE p.user_id IS NULL
         OR (m.reply_to_id IS NOT NULL AND (r.conversation_id, r.seq) IS DISTINCT FROM (m.conversation_id, m.seq - 1))
         OR (m.body LIKE '%(user:%') <> EXISTS (SELECT FROM mentions n WHERE n.message_id = m.id AND n.seq = m.seq
                                                  AND m.body LIKE '%(user:' || n.user_id || ')%')`),
  ).toEqual([]);
});

it('moves markers no further than the messages, and keeps when', async () => {
  expect(
    await violations(`
      SELECT p.user_id FROM participants p JOIN conversations c ON c.id = p.conversation_id
      LEFT JOIN marker_advance_blocks b ON b.conversation_id = p.conversation_id AND b.user_id = p.user_id AND b.kind = 'read'
      WHERE p.last_read_seq > c.last_seq OR p.last_delivered_seq < p.last_read_seq
         OR (p.last_read_seq > 0) <> (p.read_at IS NOT NULL)
         OR coalesce(b.seqs[cardinality(b.seqs)], 0) <> p.last_read_seq`),
  ).toEqual([]);
  expect(
    await violations(`
      SELECT id FROM conversations WHERE participant_count <>
        (SELECT count(*) FROM participants WHERE conversation_id = conversations.id)`),
  ).toEqual([]);
});

it('holds what the service proves by its digests, and what clients are told', async () => {
  const [deepest, another] = filled.conversations;
  for (const { id = '', messages = 0 } of [deepest ?? {}, another ?? {}]) {
    const held: Message[] = [];
    while (held.length < messages) {
      const path = `/api/conversations/${id}/messages?limit=200&afterSeq=${held.length}`;
      held.push(...(await request<MessagePage>(app, 'GET', path, { as: reader })).body.items);
    }
    const { body } = await request<Integrity>(app, 'GET', `/api/conversations/${id}/integrity`, {
      as: reader,
    });
    const lines = held.map((message) => `${message.seq}:${message.id}:${message.revision}\n`);
    expect(body).toMatchObject({ lastSeq: messages, messageCount: messages, revision: messages + 1 });
    expect(body.digest).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
  }
  const path = '/api/conversations?limit=100';
  const { items } = (await request<ConversationPage>(app, 'GET', path, { as: absent })).body;
  expect(items.map(({ id }) => id).toSorted()).toEqual(filled.conversations.map(({ id }) => id).toSorted());
  expect(items.find(({ id }) => id === deepest?.id)).toMatchObject({ unreadCount: 1_000, mentionCount: 20 });
});

it('leaves a conversation that goes on', async () => {
  const [deepest] = filled.conversations;
  const path = `/api/conversations/${deepest?.id}/messages`;
  const body = { clientMessageId: crypto.randomUUID(), body: 'Encore' };
  const { status, body: sent } = await request<Message>(app, 'POST', path, { as: reader, body });
  expect({ status, seq: sent.seq, revision: sent.revision }).toEqual({
    status: 201,
    seq: 1_001,
    revision: 1_002,
  });
});

it('fills no database in which somebody is', async () => {
  await expect(fill(database.url, 10_000)).rejects.toThrow('only an empty one is filled');
});
