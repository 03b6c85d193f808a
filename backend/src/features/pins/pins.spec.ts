import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pinsMax, type Message, type PinnedMessages, type Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueries } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { MessageChanged } from '../messages/messages.events.js';
import { MessagesService } from '../messages/messages.service.js';
import { SyncService } from '../sync/sync.service.js';
import { PinsService } from './pins.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;
let conversationId: string;
let message: Message;
const published: MessageChanged[] = [];

beforeAll(async () => {
  app = await createTestApp();
  [ann, ben] = [await createUser(app), await createUser(app)];
  app.get(EventBus).on(MessageChanged, (event) => published.push(event));
});
beforeEach(async () => {
  ({ id: conversationId } = await createConversation(app, ann, [ben]));
  message = await sendMessage(app, ann, conversationId, 'Le code du portail : 4711');
  published.splice(0);
});
afterAll(async () => {
  closeTestClients();
  await app.close();
});

const path = (messageId: string) => `/api/conversations/${conversationId}/messages/${messageId}/pin`;
const pin = <Body = Message>(as: TestUser, messageId = message.id) =>
  request<Body>(app, 'PUT', path(messageId), { as });
const unpin = <Body = Message>(as: TestUser, messageId = message.id) =>
  request<Body>(app, 'DELETE', path(messageId), { as });
const pinned = <Body = PinnedMessages>(as: TestUser) =>
  request<Body>(app, 'GET', `/api/conversations/${conversationId}/pins`, { as });
const revision = async () => (await app.get(ConversationsService).get(ann.actor, conversationId)).revision;
/** So many messages of Ann's. */
const several = (count: number) =>
  Promise.all(Array.from({ length: count }, () => sendMessage(app, ann, conversationId)));

describe('a pin', () => {
  it('is part of the message, at the next revision, and is announced', async () => {
    const client = await connectTestClient(app, ben);
    await client.done('join_conversation', { conversationId });
    const { status, body } = await pin(ben);
    expect(status).toBe(200);
    expect(body).toEqual({
      ...message,
      revision: 3,
      parts: { pin: { userId: ben.id, at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) } },
    });
    expect(published).toEqual([new MessageChanged(body, [], 1)]);
    expect(await client.next('message_updated')).toEqual({ message: body });
    client.close();
  });

  it('is there wherever the message is shown', async () => {
    const { body } = await pin(ben);
    const messages = app.get(MessagesService);
    expect((await messages.list(ann.actor, conversationId, { limit: 50 })).items).toEqual([body]);
    const joined = await messages.joinSnapshot(ann.actor, conversationId);
    expect([joined.messages, joined.conversation.lastMessage]).toEqual([[body], body]);
    const known = { conversations: [{ id: conversationId, revision: 2 }], only: true };
    const synced = await app.get(SyncService).sync(ann.actor, known);
    expect(synced.changed[0]?.messages).toEqual([body]);
    const { clientMessageId } = message;
    const command = { conversationId, clientMessageId, body: 'encore' };
    expect(await messages.send(ann.actor, command)).toEqual({ message: body, repeated: true });
    expect((await pinned(ann)).body).toEqual({ items: [body] });
  });

  it('goes again, whoever takes it away', async () => {
    await pin(ben);
    const { status, body } = await unpin(ann);
    expect([status, body]).toEqual([200, { ...message, revision: 4 }]);
    expect((await pinned(ann)).body).toEqual({ items: [] });
  });

  it('stays what it was when it is repeated, by somebody else too', async () => {
    const [first, second] = await Promise.all([pin(ann), pin(ben)]);
    expect(second.body).toEqual(first.body);
    expect((await pin(ben)).body).toEqual(first.body);
    expect([await revision(), published.length]).toEqual([3, 1]);
    await unpin(ben);
    expect((await unpin(ann)).body).toEqual({ ...message, revision: 4 });
    expect([await revision(), published.length]).toEqual([4, 2]);
  });

  it('outlasts an edit and goes with a deletion', async () => {
    const { body: before } = await pin(ben);
    const ref = { conversationId, messageId: message.id };
    const edited = await app.get(MessageChangesService).edit(ann.actor, ref, { body: '4712' });
    expect(edited).toMatchObject({ body: '4712', parts: before.parts });
    const tombstone = await app.get(MessageChangesService).delete(ann.actor, ref);
    expect(tombstone.parts).toEqual({});
    expect((await pinned(ben)).body).toEqual({ items: [] });
    for (const answer of [await pin<Problem>(ann), await unpin<Problem>(ann)])
      expect(answer.body).toMatchObject({ status: 409, code: 'CONFLICT' });
    const rows = await app
      .get(DataSource)
      .query<object[]>('SELECT FROM pins WHERE message_id = $1', [message.id]);
    expect(rows).toEqual([]);
    expect(await revision()).toBe(5);
  });

  it('is possible in an archived conversation, on no message that is not there, and by nobody from outside', async () => {
    await app.get(ConversationsService).update(ann.actor, conversationId, { archived: true });
    expect((await pin(ben)).status).toBe(200);
    const elsewhere = await sendMessage(app, ann, (await createConversation(app, ann)).id);
    for (const messageId of [elsewhere.id, randomUUID()])
      expect((await pin<Problem>(ann, messageId)).body.code).toBe('NOT_FOUND');
    const stranger = await createUser(app);
    expect((await pin<Problem>(stranger)).body.code).toBe('NOT_FOUND');
    expect((await pinned<Problem>(stranger)).body.code).toBe('NOT_FOUND');
  });

  it('is an owner’s in a channel, also on a tombstone', async () => {
    ({ id: conversationId } = await createConversation(app, ann, [ben], { kind: 'channel' }));
    message = await sendMessage(app, ben, conversationId);
    expect((await pin<Problem>(ben)).body.code).toBe('FORBIDDEN');
    expect((await pin(ann)).status).toBe(200);
    expect((await unpin<Problem>(ben)).body.code).toBe('FORBIDDEN');
    await app.get(MessageChangesService).delete(ben.actor, { conversationId, messageId: message.id });
    expect((await pin<Problem>(ben)).body.code).toBe('FORBIDDEN');
  });
});

describe('the pinned messages', () => {
  it('are listed by when they were pinned, the newest first', async () => {
    const [first, second, third] = await several(3);
    for (const one of [second, third, first]) await pin(ann, one!.id);
    expect((await pinned(ben)).body.items.map(({ id }) => id)).toEqual([first!.id, third!.id, second!.id]);
    await unpin(ann, third!.id);
    await pin(ben, third!.id);
    expect((await pinned(ben)).body.items.map(({ id }) => id)).toEqual([third!.id, first!.id, second!.id]);
  });

  it(`are ${pinsMax} at most, of two nodes and people that pin at once, in one order`, async () => {
    const other = await createTestApp({ databaseUrl: app.configuration.databaseUrl });
    try {
      const messages = await several(pinsMax + 20);
      const outcomes = await Promise.allSettled(
        messages.map(({ id: messageId }, at) =>
          (at % 2 ? app : other)
            .get(PinsService)
            .pin((at % 3 ? ann : ben).actor, { conversationId, messageId }),
        ),
      );
      const stored = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const refused = outcomes.flatMap((one) =>
        one.status === 'rejected' ? [one.reason as { code: string }] : [],
      );
      expect(refused.map(({ code }) => code)).toEqual(Array(20).fill('CONFLICT'));
      const newestFirst = stored.sort((one, another) => another.revision - one.revision);
      expect((await pinned(ann)).body.items).toEqual(newestFirst);
      await unpin(ann, newestFirst[50]!.id);
      expect((await pin(ann)).status).toBe(200);
      expect((await pin<Problem>(ann, newestFirst[50]!.id)).body.code).toBe('CONFLICT');
    } finally {
      await other.close();
    }
  });

  it('cost as many statements as one', async () => {
    const list = () => app.get(PinsService).list(ann.actor, conversationId);
    await pin(ann);
    const one = await recordQueries(app, list);
    for (const { id } of await several(10)) await pin(ann, id);
    expect(await recordQueries(app, list)).toHaveLength(one.length);
  });
});
