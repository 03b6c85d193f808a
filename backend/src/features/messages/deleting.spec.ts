import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mentionSource, type Message, type MessageVersions, type Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueriesOfAll } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessageChanged } from './messages.events.js';
import { ReactionsService } from './reactions.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;
let conversationId: string;
let message: Message;
const published: MessageChanged[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  app.get(EventBus).on(MessageChanged, (event) => published.push(event));
});
beforeEach(async () => {
  ({ id: conversationId } = await createConversation(app, ann, [ben]));
  message = await sendMessage(app, ben, conversationId, 'Oublions ça');
  published.splice(0);
});
afterAll(() => app.close());

const path = (messageId: string) => `/api/conversations/${conversationId}/messages/${messageId}`;
const remove = <Body = Message>(as: TestUser, messageId = message.id) =>
  request<Body>(app, 'DELETE', path(messageId), { as });
const summary = (as: TestUser) => app.get(ConversationsService).get(as.actor, conversationId);

/** Tables in which a row holds this text. */
async function tablesWith(text: string): Promise<string[]> {
  const dataSource = app.get(DataSource);
  const tables = await dataSource.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const sql = `SELECT 1 FROM "${name}" t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%' LIMIT 1`;
    if ((await dataSource.query<object[]>(sql, [text])).length > 0) found.push(name);
  }
  return found;
}

describe('deleting a message', () => {
  it('leaves a tombstone at its seq, at the next revision', async () => {
    const { status, body: tombstone } = await remove(ben);
    expect(status).toBe(200);
    expect(tombstone).toEqual({ ...message, body: '', revision: 3, deletedAt: expect.any(String) });
    expect(await summary(ann)).toMatchObject({
      revision: 3,
      lastSeq: 1,
      unreadCount: 1,
      lastMessage: tombstone,
    });
    expect(published).toEqual([new MessageChanged(tombstone, [], 1)]);
  });

  it('answers the same when it is done again, and changes nothing', async () => {
    const [first, second] = await Promise.all([remove(ben), remove(ann)]);
    expect(second.body).toEqual(first.body);
    expect((await remove(ben)).body).toEqual(first.body);
    expect((await summary(ann)).revision).toBe(3);
    expect(published).toHaveLength(1);
  });

  it('leaves nothing of what was said, anywhere', async () => {
    const [first, last, emoji] = [`secret-${randomUUID()}`, `secret-${randomUUID()}`, '🦭'];
    const ref = {
      conversationId,
      messageId: (await sendMessage(app, ben, conversationId, `${first} ${mentionSource('Ann', ann.id)}`)).id,
    };
    await app.get(MessageChangesService).edit(ben.actor, ref, { body: `${last} ${emoji}` });
    await app.get(MessageChangesService).edit(ben.actor, ref, {
      body: `${last} ${mentionSource('Ann', ann.id)}`,
    });
    await app.get(ReactionsService).add(ann.actor, ref, emoji);
    expect(await tablesWith(first)).toEqual(['message_versions']);
    expect((await tablesWith(last)).sort()).toEqual(['message_versions', 'messages']);
    expect((await tablesWith(emoji)).sort()).toEqual(['message_versions', 'messages', 'reactions']);
    const counting = await recordQueriesOfAll(app, async () => {
      expect((await summary(ann)).mentionCount).toBe(1);
    });
    // A deletion takes the mentions away, so that counting them asks for no messages.
    expect(counting.filter((statement) => /FROM mentions/.test(statement))).toEqual([
      expect.not.stringMatching(/messages/),
    ]);

    const { body: tombstone } = await remove(ben, ref.messageId);
    expect(tombstone).toMatchObject({ body: '', reactions: [], attachments: [], parts: {} });
    for (const text of [first, last, emoji]) expect(await tablesWith(text)).toEqual([]);
    expect(JSON.stringify(app.log)).not.toContain('secret-');
    expect(await summary(ann)).toMatchObject({ mentionCount: 0, unreadCount: 2 });
    const versions = await request<MessageVersions>(app, 'GET', `${path(ref.messageId)}/versions`, {
      as: ann,
    });
    expect(versions.body).toEqual({ items: [], nextCursor: null });
  });

  it('is the author’s and the owners’, but nobody owns a direct', async () => {
    const byAnn = await sendMessage(app, ann, conversationId);
    expect((await remove<Problem>(ben, byAnn.id)).body.code).toBe('FORBIDDEN');
    expect((await remove(ann)).status).toBe(200);
    ({ id: conversationId } = await createConversation(app, ann, [ben], { kind: 'direct' }));
    const theirs = await sendMessage(app, ben, conversationId);
    expect((await remove<Problem>(ann, theirs.id)).body.code).toBe('FORBIDDEN');
    expect((await remove(ben, theirs.id)).status).toBe(200);
  });

  it('finds no message that is not there, or is another conversation’s', async () => {
    const elsewhere = await createConversation(app, ann);
    const { id } = await sendMessage(app, ann, elsewhere.id);
    for (const messageId of [id, randomUUID()])
      expect((await remove<Problem>(ann, messageId)).body.code).toBe('NOT_FOUND');
  });

  it('is final: a tombstone takes no edit and no reaction', async () => {
    await remove(ben);
    const answers = [
      await request<Problem>(app, 'PATCH', path(message.id), { as: ben, body: { body: 'Si !' } }),
      await request<Problem>(app, 'PUT', `${path(message.id)}/reactions/👍`, { as: ann }),
      await request<Problem>(app, 'DELETE', `${path(message.id)}/reactions/👍`, { as: ann }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
    expect((await summary(ann)).revision).toBe(3);
  });

  it('gives a repeat of the send the tombstone, and lets replies to it stand', async () => {
    const send = (body: object) =>
      request<Message>(app, 'POST', `/api/conversations/${conversationId}/messages`, { as: ben, body });
    const reply = await send({ clientMessageId: randomUUID(), body: 'Et toi ?', replyToId: message.id });
    const { body: tombstone } = await remove(ben);
    const repeat = await send({ clientMessageId: message.clientMessageId, body: 'Oublions ça' });
    expect([repeat.status, repeat.body]).toEqual([200, tombstone]);
    const { body } = await request<{ items: Message[] }>(
      app,
      'GET',
      `/api/conversations/${conversationId}/messages`,
      { as: ann },
    );
    expect(body.items).toEqual([tombstone, reply.body]);
  });
});
