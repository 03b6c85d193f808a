import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message, Problem, ReceiptPage } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MarkerCleanUpService } from './marker-clean-up.service.js';
import { DeliveredMarkersService } from './delivered-markers.service.js';
import { ReadReceiptsService } from './read-receipts.service.js';

const keptDays = 3;
let app: TestApp;
let ann: TestUser, ben: TestUser, eve: TestUser, stranger: TestUser;
let id: string;
/** Five of Ann's, by their seq less one. */
let messages: Message[];

beforeAll(async () => {
  app = await createTestApp({ receiptDays: keptDays });
  [ann, ben, eve, stranger] = await Promise.all([
    createUser(app),
    createUser(app),
    createUser(app),
    createUser(app),
  ]);
});
beforeEach(async () => {
  id = (await createConversation(app, ann, [ben, eve])).id;
  messages = [];
  for (let count = 0; count < 5; count += 1) messages.push(await sendMessage(app, ann, id));
});
afterAll(() => app.close());

const read = (person: TestUser, seq: number) =>
  app.get(ReadReceiptsService).markAsRead(person.actor, id, seq);
const confirm = (person: TestUser, seq: number) =>
  app.get(DeliveredMarkersService).markAsDelivered(person.actor, id, seq);
const ask = <Body = ReceiptPage>(seq: number, query = '', as = ann) =>
  request<Body>(app, 'GET', `/api/conversations/${id}/messages/${messages[seq - 1]?.id}/receipts${query}`, {
    as,
  });
const receiptOf = async (person: TestUser, seq: number) =>
  (await ask(seq)).body.items.find(({ userId }) => userId === person.id);
/** An instant between what was done and what is done next, rounded as stored times are. */
const now = async () => {
  const [row] = await app
    .get(DataSource)
    .query<{ at: Date }[]>(`SELECT clock_timestamp()::timestamptz(3) AS at`);
  await app.get(DataSource).query(`SELECT pg_sleep(0.002)`);
  return row?.at.getTime() ?? 0;
};
const at = (time: string | null | undefined) => Date.parse(time ?? '');
/** As if everything had happened so many days ago. */
const age = async (days: number) => {
  const own = `WHERE conversation_id = $1`;
  await app
    .get(DataSource)
    .query(`UPDATE marker_advance_blocks SET day = day - $2::integer ${own}`, [id, days]);
  await app
    .get(DataSource)
    .query(`UPDATE messages SET created_at = created_at - make_interval(days => $2) ${own}`, [id, days]);
};
const advances = async () => {
  const [row] = await app
    .get(DataSource)
    .query<{ count: number }[]>(
      `SELECT coalesce(sum(cardinality(seqs)), 0)::int AS count FROM marker_advance_blocks WHERE conversation_id = $1`,
      [id],
    );
  return row?.count;
};

describe('the receipts of a message', () => {
  it('list everybody but the sender, in the order they came, whether and when', async () => {
    const before = await now();
    await confirm(ben, 3);
    const between = await now();
    await read(ben, 2);
    const after = await now();
    const { status, body } = await ask(2);
    expect(status).toBe(200);
    const [first] = body.items;
    expect(body).toEqual({
      items: [
        {
          userId: ben.id,
          delivered: true,
          deliveredAt: expect.any(String),
          read: true,
          readAt: expect.any(String),
        },
        { userId: eve.id, delivered: false, deliveredAt: null, read: false, readAt: null },
      ],
      nextCursor: null,
    });
    expect(at(first?.deliveredAt)).toBeGreaterThanOrEqual(before);
    expect(at(first?.deliveredAt)).toBeLessThanOrEqual(between);
    expect(at(first?.readAt)).toBeGreaterThanOrEqual(between);
    expect(at(first?.readAt)).toBeLessThanOrEqual(after);
    expect(await receiptOf(ben, 3)).toMatchObject({ delivered: true, read: false, readAt: null });
    expect(await receiptOf(ben, 4)).toMatchObject({ delivered: false, deliveredAt: null, read: false });
  });

  it('give the time of that very message, not of a later one', async () => {
    await read(ben, 2);
    const { readAt } = (await receiptOf(ben, 2)) ?? {};
    await now();
    await read(ben, 4);
    expect(await receiptOf(ben, 1)).toMatchObject({ readAt, deliveredAt: readAt });
    expect(await receiptOf(ben, 2)).toMatchObject({ readAt, deliveredAt: readAt });
    const later = await receiptOf(ben, 3);
    expect(at(later?.readAt)).toBeGreaterThan(at(readAt));
    expect(await receiptOf(ben, 4)).toEqual(later);
  });

  it('count a read message as delivered, and one that was delivered before as delivered then', async () => {
    await read(ben, 1);
    const { readAt } = (await receiptOf(ben, 1)) ?? {};
    expect(await receiptOf(ben, 1)).toMatchObject({ deliveredAt: readAt });
    await now();
    await confirm(ben, 5);
    await now();
    await read(ben, 5);
    const receipt = await receiptOf(ben, 3);
    expect(at(receipt?.deliveredAt)).toBeLessThan(at(receipt?.readAt));
    expect(at(receipt?.deliveredAt)).toBeGreaterThan(at(readAt));
  });

  it('take what somebody sends for having read what came before', async () => {
    const reply = await sendMessage(app, ben, id);
    expect(await receiptOf(ben, 5)).toEqual({
      userId: ben.id,
      delivered: true,
      deliveredAt: reply.createdAt,
      read: true,
      readAt: reply.createdAt,
    });
  });

  it('leave out who was added later, but for what came since', async () => {
    const newcomer = await createUser(app);
    await app.get(ParticipantsService).add(ann.actor, id, [newcomer.id]);
    messages.push(await sendMessage(app, ann, id));
    await confirm(newcomer, 6);
    await read(newcomer, 6);
    for (const seq of [1, 5])
      expect((await ask(seq)).body.items.map(({ userId }) => userId)).toEqual([ben.id, eve.id]);
    expect(at((await receiptOf(newcomer, 6))?.readAt)).toBeGreaterThan(0);
  });

  it('leave out who left and came back, but for what came since', async () => {
    await read(ben, 1);
    await confirm(ben, 3);
    await app.get(ParticipantsService).remove(ben.actor, id, ben.id);
    await app.get(ParticipantsService).add(ann.actor, id, [ben.id]);
    messages.push(await sendMessage(app, ann, id));
    const sixth = { userId: ben.id, delivered: false, deliveredAt: null, read: false, readAt: null };
    expect(await receiptOf(ben, 6)).toEqual(sixth);
    const before = await now();
    await confirm(ben, 6);
    await read(ben, 6);
    for (const seq of [1, 3, 5]) expect(await receiptOf(ben, seq)).toBeUndefined();
    expect(at((await receiptOf(ben, 6))?.deliveredAt)).toBeGreaterThanOrEqual(before);
  });

  it('page over those who joined since', async () => {
    await app.get(ParticipantsService).remove(ben.actor, id, ben.id);
    await app.get(ParticipantsService).add(ann.actor, id, [ben.id]);
    const newcomer = await createUser(app);
    await app.get(ParticipantsService).add(ann.actor, id, [newcomer.id]);
    const { items, nextCursor } = (await ask(5, '?limit=1')).body;
    expect({ userIds: items.map(({ userId }) => userId), nextCursor }).toEqual({
      userIds: [eve.id],
      nextCursor: null,
    });
  });

  it('have no times for what was delivered before times were kept', async () => {
    // As the migration leaves it.
    await app.get(DataSource).query(
      `WITH moved AS (UPDATE participants SET last_delivered_seq = 3 WHERE conversation_id = $1 AND user_id = $2)
       INSERT INTO marker_advance_blocks (conversation_id, user_id, kind, seqs, ats)
       VALUES ($1, $2, 'delivered', '{3}', '{NULL}')`,
      [id, ben.id],
    );
    await read(ben, 5);
    const receipt = await receiptOf(ben, 3);
    expect(receipt).toMatchObject({ delivered: true, deliveredAt: null, read: true });
    expect((await receiptOf(ben, 4))?.deliveredAt).toBe(receipt?.readAt);
  });

  it('come in pages', async () => {
    const first = await ask(1, '?limit=1');
    expect(first.body.items.map(({ userId }) => userId)).toEqual([ben.id]);
    const second = await ask(1, `?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map(({ userId }) => userId)).toEqual([eve.id]);
    expect(second.body.nextCursor).toBeNull();
    expect((await ask<Problem>(1, '?cursor=nonsense')).body.code).toBe('VALIDATION_FAILED');
  });

  it('look like absence to who does not participate, and for a message of another conversation', async () => {
    expect((await ask<Problem>(1, '', stranger)).body.code).toBe('NOT_FOUND');
    const { id: elsewhere } = await createConversation(app, ann, []);
    const foreign = await sendMessage(app, ann, elsewhere);
    for (const messageId of [foreign.id, randomUUID()]) {
      const path = `/api/conversations/${id}/messages/${messageId}/receipts`;
      expect((await request(app, 'GET', path, { as: ann })).status).toBe(404);
    }
  });
});

describe('the log of advances', () => {
  it('takes far fewer rows than messages and readers, and answers the same', async () => {
    const readers = await Promise.all(Array.from({ length: 10 }, () => createUser(app)));
    ({ id } = await createConversation(app, ann, readers));
    messages = await Promise.all(Array.from({ length: 1_000 }, () => sendMessage(app, ann, id)));
    messages.sort((one, other) => one.seq - other.seq);
    const service = app.get(ReadReceiptsService);
    const moments: number[] = [];
    for (const { seq } of messages) {
      if (seq % 100 === 1) moments[seq] = await now();
      await Promise.all(readers.map(({ actor }) => service.markAsRead(actor, id, seq)));
      if (seq % 100 === 1) moments[seq + 1] = await now();
    }
    const rows = await app
      .get(DataSource)
      .query<unknown[]>(`SELECT FROM marker_advance_blocks WHERE conversation_id = $1 AND user_id <> $2`, [
        id,
        ann.id,
      ]);
    // Two days, should it be midnight.
    expect(rows.length).toBeLessThanOrEqual(readers.length * (1 + 1_000 / 64 + 1));
    for (let seq = 1; seq <= 1_000; seq += 100) {
      const { items } = (await ask(seq)).body;
      expect(items).toHaveLength(readers.length);
      for (const { readAt } of items) {
        expect(at(readAt)).toBeGreaterThanOrEqual(moments[seq] ?? NaN);
        expect(at(readAt)).toBeLessThanOrEqual(moments[seq + 1] ?? NaN);
      }
    }
  });

  it('is right where blocks and days end', async () => {
    messages = [];
    ({ id } = await createConversation(app, ann, [ben]));
    for (let count = 0; count < 130; count += 1) messages.push(await sendMessage(app, ann, id));
    const readAts = new Map<number, string | null | undefined>();
    for (const seq of [1, 60, 62]) {
      await read(ben, seq);
      readAts.set(seq, (await receiptOf(ben, seq))?.readAt);
      await now();
    }
    await app
      .get(DataSource)
      .query(`UPDATE marker_advance_blocks SET day = day - 1 WHERE conversation_id = $1`, [id]);
    for (const seq of [63, 64, 129]) {
      await read(ben, seq);
      readAts.set(seq, (await receiptOf(ben, seq))?.readAt);
      await now();
    }
    const first = { 1: 1, 2: 60, 60: 60, 61: 62, 63: 63, 64: 64, 65: 129, 127: 129, 128: 129, 129: 129 };
    for (const [seq, key] of Object.entries(first))
      expect((await receiptOf(ben, Number(seq)))?.readAt).toBe(readAts.get(key));
    expect(new Set(readAts.values()).size).toBe(6);
    expect(await receiptOf(ben, 130)).toMatchObject({ read: false, readAt: null });
  });

  it('is forgotten to the end, or the job is not done', async () => {
    await age(keptDays + 2);
    await expect(app.get(MarkerCleanUpService).run(AbortSignal.abort())).rejects.toThrow();
    await app.get(MarkerCleanUpService).run();
    expect(await advances()).toBe(0);
  });

  it('holds each advance once, and nothing where a marker did not move', async () => {
    const atFirst = (await advances()) ?? 0;
    await confirm(ben, 4);
    await read(ben, 5);
    await read(ben, 5);
    await confirm(ben, 5);
    expect(await advances()).toBe(atFirst + 2);
  });

  it('is forgotten in time, and a later advance is not taken for the first', async () => {
    await read(ben, 2);
    await age(keptDays + 2);
    await app.get(MarkerCleanUpService).run();
    expect(await advances()).toBe(0);
    await read(ben, 5);
    expect(await receiptOf(ben, 1)).toMatchObject({ read: true, readAt: null, deliveredAt: null });
    expect(await receiptOf(ben, 5)).toMatchObject({ read: true, readAt: null, deliveredAt: null });
    messages.push(await sendMessage(app, ann, id));
    await read(ben, 6);
    expect(at((await receiptOf(ben, 6))?.readAt)).toBeGreaterThan(0);
  });

  it('keeps what is younger, and where markers began for as long as it matters', async () => {
    const newcomer = await createUser(app);
    await app.get(ParticipantsService).add(ann.actor, id, [newcomer.id]);
    await read(ben, 2);
    await age(keptDays - 1);
    const kept = await advances();
    await app.get(MarkerCleanUpService).run();
    expect(await advances()).toBe(kept);
    await age(3);
    await app.get(MarkerCleanUpService).run();
    expect(await advances()).toBe(0);
  });
});
