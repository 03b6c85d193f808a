import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivityPage, Message } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { item, listItems, putItem } from '../../../test/personal-items.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { ActivityCleanUpService } from './activity-clean-up.service.js';
import { ActivityService, type Happening } from './activity.service.js';

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

const list = async (query = '', as = ben): Promise<ActivityPage> =>
  (await request<ActivityPage>(app, 'GET', `/api/me/activity${query}`, { as })).body;
const tell = (count: number, happening: Partial<Happening> = {}) =>
  app.get(UnitOfWork).transaction(() =>
    app.get(ActivityService).tell(
      Array.from({ length: count }, () => ({
        userId: ben.id,
        kind: 'scheduled_failed',
        source: randomUUID(),
        conversationId: message.conversationId,
        ...happening,
      })),
    ),
  );
const tellOfMessage = () => tell(1, { kind: 'reminder', message });

describe('the activity', () => {
  it('is told to every device, and to who looks later; once of one thing', async () => {
    const devices = [await connectTestClient(app, ben), await connectTestClient(app, ben)];
    const { conversationId, id: messageId, seq } = message;
    const entry = { kind: 'mention', actorId: ann.id, conversationId, messageId, seq };
    for (let times = 0; times < 2; times += 1)
      await tell(1, { kind: 'mention', source: messageId, actorId: ann.id, message });
    for (const device of devices) expect((await device.next('activity')).entry).toMatchObject(entry);
    expect(await list()).toMatchObject({ items: [entry], unseenCount: 1, nextCursor: null });
    expect((await list()).items).toHaveLength(1);
    expect((await list('', ann)).items).toEqual([]);
  });

  it('goes with its message, and with the right to see it, for good', async () => {
    const { conversationId, id: messageId } = message;
    await tellOfMessage();
    expect((await list()).items).toHaveLength(1);
    await app.get(MessageChangesService).delete(ann.actor, { conversationId, messageId });
    expect(await list()).toMatchObject({ items: [], unseenCount: 0 });
    message = await sendMessage(app, ann, conversationId);
    await tellOfMessage();
    expect((await list()).items).toHaveLength(1);
    await app.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
    expect((await list()).items).toEqual([]);
    await app.get(ParticipantsService).add(ann.actor, conversationId, [ben.id]);
    expect((await list()).items).toEqual([]);
  });

  it('is read in pages, newest first, by kind, and counts what was not seen up to 100', async () => {
    await tellOfMessage();
    expect((await list()).items).toHaveLength(1);
    await tell(101);
    expect(await list('?kind=reminder')).toMatchObject({ items: [{ kind: 'reminder' }], unseenCount: 100 });
    expect((await list('?kind=mention')).items).toEqual([]);
    const first = await list('?limit=60');
    const rest = await list(`?limit=60&cursor=${encodeURIComponent(first.nextCursor!)}`);
    const all = [...first.items, ...rest.items];
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([60, 42, null]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(102);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    await putItem(app, ben, 'activity_seen', 'activity', { at: all[0]!.at });
    expect((await list()).unseenCount).toBe(0);
    expect((await request(app, 'GET', '/api/me/activity?kind=noise', { as: ben })).status).toBe(400);
  });

  it('is forgotten after 90 days', async () => {
    await tell(2);
    const [old] = (await list()).items;
    await app
      .get(DataSource)
      .query(`UPDATE activity_entries SET at = at - interval '90 days 1 minute' WHERE id = $1`, [old!.id]);
    await app.get(ActivityCleanUpService).run();
    expect((await list()).items).toHaveLength(1);
  });
});

it('what was seen of the activity goes forward only: an earlier time answers the present item', async () => {
  const at = (minute: number) => ({ at: `2026-11-30T08:0${minute}:00.000Z` });
  const put = async (minute: number, ifRevision?: number) =>
    (await putItem(app, ann, 'activity_seen', 'activity', at(minute), ifRevision)).body;
  expect(await put(2)).toEqual(item('activity_seen', 'activity', 1, at(2)));
  expect(await put(1)).toEqual(item('activity_seen', 'activity', 1, at(2)));
  expect(await put(3)).toEqual(item('activity_seen', 'activity', 2, at(3)));
  expect(await put(1, 1)).toMatchObject({ code: 'CONFLICT' });
  const { body: other } = await putItem(app, ann, 'activity_seen', 'other', at(4));
  expect(other).toMatchObject({ code: 'VALIDATION_FAILED' });
  expect((await listItems(app, ann)).body.revision).toBe(2);
});
