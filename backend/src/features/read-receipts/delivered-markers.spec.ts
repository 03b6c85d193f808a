import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openTransaction } from '../../../test/open-transaction.js';
import { recordQueries } from '../../../test/record-queries.js';
import { sendMessage } from '../../../test/send-message.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { DeliveredMarkersService } from './delivered-markers.service.js';
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
  const { items } = await app.get(ConversationsService).participantsOf(ann.actor, id, null, 10);
  const found = items.find((one) => one.userId === userId);
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

  it('of everybody at once costs a few statements, and of several devices one row', async () => {
    const crowd = await Promise.all(Array.from({ length: 12 }, () => createUser(app)));
    id = (await createConversation(app, ann, [ben, ...crowd])).id;
    for (let count = 0; count < 4; count += 1) await sendMessage(app, ann, id);
    const service = app.get(DeliveredMarkersService);
    const statements = await recordQueries(app, async () => {
      const marks = crowd.flatMap(({ actor }) =>
        [4, 2, 4].map((seq) => service.markAsDelivered(actor, id, seq)),
      );
      expect(new Set((await Promise.all(marks)).map((answer) => answer.lastDeliveredSeq))).toEqual(
        new Set([4]),
      );
    });
    expect(statements.filter((statement) => /UPDATE participants/.test(statement))).toHaveLength(1);
    const rows = await app
      .get(DataSource)
      .query<unknown[]>(
        `SELECT FROM marker_advance_blocks WHERE conversation_id = $1 AND kind = 'delivered'`,
        [id],
      );
    expect(rows).toHaveLength(crowd.length);
  });

  it('does not wait behind another that somebody holds', async () => {
    const other = (await createConversation(app, ann, [ben])).id;
    await sendMessage(app, ann, other);
    const [long, short] = await Promise.all(
      [id, other].map(async (conversationId) => {
        const holder = await openTransaction(app);
        await holder.query(
          'SELECT FROM participants WHERE conversation_id = $1 AND user_id = $2 FOR NO KEY UPDATE',
          [conversationId, ben.id],
        );
        return holder;
      }),
    );
    const releaseLocks = async (holder: typeof long) => {
      await holder?.commitTransaction();
      await holder?.release();
    };
    const mark = (conversationId: string, seq: number, { actor } = ben) =>
      app.get(DeliveredMarkersService).markAsDelivered(actor, conversationId, seq);
    let isHeld = true;
    const held = mark(id, 5).finally(() => (isHeld = false));
    const free = mark(other, 1);
    // It shares the transaction, which passes over the two.
    await mark(id, 5, ann);
    await releaseLocks(short);
    expect(await free).toEqual({ lastDeliveredSeq: 1 });
    expect(isHeld).toBe(true);
    await releaseLocks(long);
    expect(await held).toEqual({ lastDeliveredSeq: 5 });
  });

  it('waits for nobody but who moves the same marker, and then never goes back', async () => {
    const held = await openTransaction(app);
    await held.query(
      `UPDATE participants SET last_delivered_seq = 4 WHERE conversation_id = $1 AND user_id = $2`,
      [id, ben.id],
    );
    await held.query(`SELECT FROM conversations WHERE id = $1 FOR UPDATE`, [id]);
    const service = app.get(DeliveredMarkersService);
    const own = service.markAsDelivered(ben.actor, id, 3);
    const { id: elsewhere } = await createConversation(app, ben);
    await sendMessage(app, ben, elsewhere);
    expect(await service.markAsDelivered(ann.actor, id, 5)).toEqual({ lastDeliveredSeq: 5 });
    await held.commitTransaction();
    await held.release();
    expect(await own).toEqual({ lastDeliveredSeq: 4 });
  });
});

describe('who hears of a delivery', () => {
  it('is the active sockets: at once, then at most once a second, with the last seq', async () => {
    const watching = await connectTestClient(app, ann);
    await watching.done('join_conversation', { conversationId: id });
    const passive = await connectTestClient(app, ann);
    const device = await connectTestClient(app, ben);
    const began = performance.now();
    for (const seq of [1, 2, 3, 4, 5]) await device.done('mark_as_delivered', { conversationId: id, seq });

    await expect(watching.next('messages_delivered')).resolves.toEqual({
      conversationId: id,
      userId: ben.id,
      lastDeliveredSeq: 1,
      deliveredAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    await watching.next('messages_delivered', ({ lastDeliveredSeq }) => lastDeliveredSeq === 5);
    const seconds = (performance.now() - began) / 1_000;
    expect(watching.received('messages_delivered').length).toBeLessThanOrEqual(1 + seconds);
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
    await app.get(DataSource).query(`UPDATE conversations SET participant_count = 101 WHERE id = $1`, [id]);
    const watching = await connectTestClient(app, ann);
    await watching.done('join_conversation', { conversationId: id });
    const device = await connectTestClient(app, ben);
    await device.done('mark_as_delivered', { conversationId: id, seq: 1 });
    await watching.done('leave_conversation', { conversationId: id });
    expect(watching.received('messages_delivered')).toEqual([]);
  });
});
