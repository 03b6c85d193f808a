import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueries } from '../../../test/record-queries.js';
import { sendMessage } from '../../../test/send-message.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ReadReceiptsService } from './read-receipts.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, stranger: TestUser;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  [ann, ben, stranger] = await Promise.all([createUser(app), createUser(app), createUser(app)]);
});
beforeEach(async () => {
  id = (await createConversation(app, ann, [ben])).id;
  for (let count = 0; count < 5; count += 1) await sendMessage(app, ann, id);
});
afterEach(closeTestClients);
afterAll(() => app.close());

const markersOf = async ({ id: userId }: TestUser) => {
  const participants = await app.get(ConversationsService).firstParticipants(id, 10);
  const found = participants.find((one) => one.userId === userId);
  return { lastReadSeq: found?.lastReadSeq, lastDeliveredSeq: found?.lastDeliveredSeq };
};

describe('the delivered marker', () => {
  it('goes forward to what a device confirms, to the last message at most, and never back', async () => {
    const device = await connectTestClient(app, ben);
    const confirm = (seq: number) => device.done('mark_as_delivered', { conversationId: id, seq });
    expect(await confirm(3)).toEqual({ lastDeliveredSeq: 3 });
    expect(await confirm(2)).toEqual({ lastDeliveredSeq: 3 });
    expect(await confirm(0)).toEqual({ lastDeliveredSeq: 3 });
    expect(await markersOf(ben)).toEqual({ lastReadSeq: 0, lastDeliveredSeq: 3 });
    expect(await confirm(Number.MAX_SAFE_INTEGER)).toEqual({ lastDeliveredSeq: 5 });
    await sendMessage(app, ann, id);
    expect(await markersOf(ben)).toEqual({ lastReadSeq: 0, lastDeliveredSeq: 5 });
  });

  it('goes along with reading and with sending', async () => {
    await app.get(ReadReceiptsService).markAsRead(ben.actor, id, 2);
    expect(await markersOf(ben)).toEqual({ lastReadSeq: 2, lastDeliveredSeq: 2 });
    await sendMessage(app, ben, id);
    expect(await markersOf(ben)).toEqual({ lastReadSeq: 6, lastDeliveredSeq: 6 });
  });

  it('looks like absence to who does not participate', async () => {
    const device = await connectTestClient(app, stranger);
    for (const conversationId of [id, randomUUID()])
      expect(await device.request('mark_as_delivered', { conversationId, seq: 1 })).toMatchObject({
        ok: false,
        error: { code: 'NOT_FOUND' },
      });
  });

  it('costs one statement when it moves, and locks no conversation', async () => {
    const statements = await recordQueries(app, () =>
      app.get(ReadReceiptsService).markAsDelivered(ben.actor, id, 4),
    );
    const ours = statements.filter((statement) => /participants|conversations|messages/.test(statement));
    expect(ours).toHaveLength(1);
    expect(ours[0]).not.toMatch(/FOR (NO KEY )?UPDATE|UPDATE conversations/);
  });
});

describe('who hears of a delivery', () => {
  it('is the active sockets: at once, then at most once a second, with the last place', async () => {
    const watching = await connectTestClient(app, ann);
    await watching.done('join_conversation', { conversationId: id });
    const passive = await connectTestClient(app, ann);
    const device = await connectTestClient(app, ben);
    for (const seq of [1, 2, 3, 4]) await device.done('mark_as_delivered', { conversationId: id, seq });

    await expect(watching.next('messages_delivered')).resolves.toEqual({
      conversationId: id,
      userId: ben.id,
      lastDeliveredSeq: 1,
      deliveredAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const { lastDeliveredSeq } = await watching.next('messages_delivered');
    expect(lastDeliveredSeq).toBe(4);
    expect(watching.received('messages_delivered')).toHaveLength(2);
    expect(passive.received('messages_delivered')).toEqual([]);
  });

  it('is nobody anew when the marker did not move, or reading and sending moved it', async () => {
    const watching = await connectTestClient(app, ann);
    await watching.done('join_conversation', { conversationId: id });
    const device = await connectTestClient(app, ben);
    await device.done('mark_as_read', { conversationId: id, seq: 3 });
    await device.done('mark_as_delivered', { conversationId: id, seq: 3 });
    await sendMessage(app, ben, id);
    await device.done('mark_as_delivered', { conversationId: id, seq: 6 });
    await watching.next('new_message');
    // What comes last on the same socket: nothing else is on its way.
    await watching.done('leave_conversation', { conversationId: id });
    expect(watching.received('messages_read')).toHaveLength(1);
    expect(watching.received('messages_delivered')).toEqual([]);
  });

  it('is nobody in a conversation of more than 100 participants', async () => {
    const crowd = await Promise.all(Array.from({ length: 99 }, () => createUser(app)));
    id = (await createConversation(app, ann, [ben, ...crowd])).id;
    await sendMessage(app, ann, id);
    const watching = await connectTestClient(app, ann);
    await watching.done('join_conversation', { conversationId: id });
    const device = await connectTestClient(app, ben);
    await device.done('mark_as_delivered', { conversationId: id, seq: 1 });
    await watching.done('leave_conversation', { conversationId: id });
    expect(watching.received('messages_delivered')).toEqual([]);
  });
});
