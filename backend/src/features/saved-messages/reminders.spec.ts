import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivityPage, ItemValue, Message } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { deleteItem, putItem } from '../../../test/personal-items.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { until } from '../../../test/until.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { RemindersService } from './reminders.service.js';

type Saved = ItemValue<'saved_message'>;

let app: TestApp;
let ann: TestUser, ben: TestUser;
let message: Message;

beforeAll(async () => (app = await createTestApp()));
beforeEach(async () => {
  [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
  const { id } = await createConversation(app, ann, [ben]);
  message = await sendMessage(app, ann, id);
});
afterEach(closeTestClients);
afterAll(() => app.close());

const list = async (as = ben): Promise<ActivityPage> =>
  (await request<ActivityPage>(app, 'GET', '/api/me/activity', { as })).body;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const save = async (changes: Partial<Saved>, id = message.id): Promise<Saved> => {
  const { conversationId, seq } = message;
  const value = {
    conversationId,
    seq,
    note: null,
    remindAt: null,
    doneAt: null,
    savedAt: inMs(0),
    ...changes,
  };
  expect((await putItem(app, ben, 'saved_message', id, value)).status).toBe(200);
  return value;
};
const remind = (remindAt: string) =>
  app.get(RemindersService).remind({ userId: ben.id, messageId: message.id, remindAt });

describe('a reminder', () => {
  it('is told at its time to every device, and to who looks later', async () => {
    const devices = [await connectTestClient(app, ben), await connectTestClient(app, ben)];
    const remindAt = inMs(200);
    await save({ remindAt });
    const { conversationId, id: messageId, seq } = message;
    const entry = { kind: 'reminder', actorId: null, conversationId, messageId, seq };
    for (const device of devices) expect((await device.next('activity')).entry).toMatchObject(entry);
    const { items, unseenCount, nextCursor } = await list();
    expect([items, unseenCount, nextCursor]).toEqual([[expect.objectContaining(entry)], 1, null]);
    expect(Date.parse(items[0]!.at)).toBeGreaterThanOrEqual(Date.parse(remindAt));
    expect((await list(ann)).items).toEqual([]);
  });

  it('is told once, however often the work is done and the note is changed', async () => {
    const { remindAt } = await save({ remindAt: inMs(-1) });
    await until(async () => (await list()).items.length === 1);
    await save({ remindAt, note: 'Rappeler Inès' });
    await Promise.all([remind(remindAt!), remind(remindAt!)]);
    expect((await list()).items).toHaveLength(1);
    await save({ remindAt: inMs(-1) });
    await until(async () => (await list()).items.length === 2);
  });

  it('is told of nothing that is done, taken back, put off or no longer saved', async () => {
    const jobs = async () =>
      (
        await app
          .get(DataSource)
          .query<unknown[]>(`SELECT FROM graphile_worker.jobs WHERE key LIKE '%' || $1 || '%'`, [ben.id])
      ).length;
    const remindAt = inMs(3_600_000);
    await save({ remindAt });
    expect(await jobs()).toBe(1);
    await save({ remindAt, doneAt: inMs(0) });
    expect(await jobs()).toBe(0);
    await remind(remindAt);
    await save({ remindAt: inMs(7_200_000) });
    await remind(remindAt);
    expect(await jobs()).toBe(1);
    await save({});
    expect(await jobs()).toBe(0);
    await save({ remindAt });
    await deleteItem(app, ben, 'saved_message', message.id);
    expect(await jobs()).toBe(0);
    await remind(remindAt);
    expect(await list()).toMatchObject({ items: [], unseenCount: 0 });
  });

  it('is told of no message that is deleted or that one no longer sees', async () => {
    const { conversationId, id: messageId } = message;
    const remindAt = inMs(3_600_000);
    await save({ remindAt });
    await app.get(MessageChangesService).delete(ann.actor, { conversationId, messageId });
    await remind(remindAt);
    expect((await list()).items).toEqual([]);
    message = await sendMessage(app, ann, conversationId);
    await save({ remindAt });
    await app.get(ParticipantsService).remove(ben.actor, conversationId, ben.id);
    await remind(remindAt);
    expect((await list()).items).toEqual([]);
  });
});
