import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ActivityPage, ItemValue, Message, MessagePage, Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { deleteItem, getItem, item, listItems, putItem } from '../../../test/personal-items.js';
import { request } from '../../../test/request.js';
import { until } from '../../../test/until.js';
import { ForbiddenError, UnavailableError } from '../../platform/errors/domain-error.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessagePartHandlers } from '../messages/message-part-handlers.js';
import { MessagesService } from '../messages/messages.service.js';
import { UserAdministrationService } from '../users/user-administration.service.js';
import { ScheduledSendsService } from './scheduled-sends.service.js';

type Scheduled = ItemValue<'scheduled_message'>;

let app: TestApp;
let ann: TestUser, ben: TestUser;
let conversationId: string;

// One message an hour by hand: what is sent at its time is outside of that.
beforeAll(async () => {
  app = await createTestApp({ rateLimitMessages: { points: 1, durationMs: 3_600_000 } });
  // A made-up feature: a vote begins with a message, in a group alone.
  app.get(MessagePartHandlers).register('vote', {
    admit({ conversation: { kind } }) {
      if (kind !== 'group') throw new ForbiddenError('No vote here.');
      return { state: { votes: 0 } };
    },
  });
});
beforeEach(async () => {
  [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
  conversationId = (await createConversation(app, ben, [ann])).id;
});
afterEach(closeTestClients);
afterAll(() => app.close());

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const anHour = 3_600_000;
const scheduled = (changes: Partial<Scheduled> = {}): Scheduled => ({
  conversationId,
  body: 'Demain, 8 h',
  replyToId: null,
  fileIds: [],
  sendAt: inMs(anHour),
  state: 'waiting',
  error: null,
  ...changes,
});
const put = (id: string, value: unknown = scheduled()) =>
  putItem<Problem>(app, ann, 'scheduled_message', id, value);
const get = (id: string) => getItem(app, ann, 'scheduled_message', id);
const remove = (id: string) => deleteItem<Problem>(app, ann, 'scheduled_message', id);
const messages = async (): Promise<Message[]> =>
  (await request<MessagePage>(app, 'GET', `/api/conversations/${conversationId}/messages`, { as: ben })).body
    .items;
const state = async (id: string) => ((await get(id)).body.value as Scheduled | undefined)?.state;
/** Where those that failed were to be sent, as their author is told. */
const told = async () =>
  (
    await request<ActivityPage>(app, 'GET', '/api/me/activity?kind=scheduled_failed', { as: ann })
  ).body.items.map((entry) => entry.conversationId);
/** The job of an item that waits, as it would run at its time. */
const runJob = (id: string, { sendAt }: Scheduled, attempt = 1) =>
  app.get(ScheduledSendsService).run({ userId: ann.id, id, sendAt }, { attempt });
/** What no `PUT` takes, as no feature of the product declares it. */
const addVote = (id: string) =>
  app
    .get(DataSource)
    .query(`UPDATE personal_items SET value = value || '{"parts": {"vote": {}}}' WHERE id = $1`, [id]);
const sendByHand = (id: string) =>
  app
    .get(MessagesService)
    .send(ann.actor, { conversationId, clientMessageId: id, body: 'Finalement maintenant' });
const waitingJobs = () =>
  app
    .get(DataSource)
    .query<{ key: string }[]>(`SELECT key FROM graphile_worker.jobs WHERE key LIKE '%' || $1 || '%'`, [
      ann.id,
    ]);

describe('a scheduled message', () => {
  it('is sent at its time under its id, outside the limit, while nobody is connected', async () => {
    const sendAt = new Map([1, 2, 3].map(() => [randomUUID() as string, inMs(1_000)]));
    for (const [id, at] of sendAt) expect((await put(id, scheduled({ sendAt: at }))).status).toBe(200);
    await until(async () => (await messages()).length === 3);
    const sent = await messages();
    expect(sent.map(({ clientMessageId }) => clientMessageId).sort()).toEqual([...sendAt.keys()].sort());
    for (const { clientMessageId, senderId, body, createdAt } of sent) {
      expect([senderId, body]).toEqual([ann.id, 'Demain, 8 h']);
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(Date.parse(sendAt.get(clientMessageId)!));
    }
    expect((await listItems(app, ann)).body).toMatchObject({ items: [], revision: 6 });
  });

  it('goes with its parts, and tells all devices that its item is gone', async () => {
    const client = await connectTestClient(app, ann);
    const id = randomUUID();
    const value = scheduled();
    await put(id, value);
    await addVote(id);
    await runJob(id, value);
    expect(await client.next('item_changed', ({ item: { value } }) => value === null)).toEqual({
      item: item('scheduled_message', id, 2, null),
    });
    expect((await client.next('new_message')).message).toMatchObject({
      clientMessageId: id,
      parts: { vote: { votes: 0 } },
    });
  });

  it('is what it is at that time', async () => {
    const id = randomUUID();
    const first = scheduled();
    await put(id, first);
    expect((await put(id, first)).body).toMatchObject({ revision: 1 });
    const next = scheduled({ body: 'Plutôt 9 h', sendAt: inMs(2 * anHour) });
    await put(id, next);
    // The former time comes: it has nothing to send any more.
    await runJob(id, first);
    expect(await messages()).toEqual([]);
    expect(await waitingJobs()).toHaveLength(1);
    await runJob(id, next);
    expect(await messages()).toMatchObject([{ body: 'Plutôt 9 h', clientMessageId: id }]);
    await runJob(id, next);
    expect(await messages()).toHaveLength(1);
  });

  it('that is cancelled is not sent', async () => {
    const id = randomUUID();
    const value = scheduled();
    await put(id, value);
    expect((await remove(id)).status).toBe(204);
    expect(await waitingJobs()).toEqual([]);
    await runJob(id, value);
    expect(await messages()).toEqual([]);
    expect((await remove(id)).status).toBe(204);
    expect((await put(id, value)).status).toBe(200);
  });

  it('that is sent by hand under its id goes with that send; sent, it is neither changed nor cancelled', async () => {
    const [early, onTime] = [randomUUID(), randomUUID()];
    await put(early);
    await sendByHand(early);
    expect((await get(early)).status).toBe(404);
    expect(await waitingJobs()).toEqual([]);
    await put(onTime, scheduled({ sendAt: inMs(0) }));
    await until(async () => (await messages()).length === 2);
    for (const id of [early, onTime]) {
      expect((await put(id)).body.code).toBe('CONFLICT');
      expect((await remove(id)).body.code).toBe('CONFLICT');
    }
    // Another's message of that id is not mine.
    expect((await putItem(app, ben, 'scheduled_message', early, scheduled())).status).toBe(200);
  });

  it('keeps its state to the server', async () => {
    const id = randomUUID();
    const { state: _state, error: _error, ...bare } = scheduled();
    for (const value of [bare, { ...bare, state: 'sent', error: { code: 'INTERNAL', message: 'x' } }])
      expect((await put(id, value)).body).toMatchObject({
        revision: 1,
        value: { state: 'waiting', error: null },
      });
  });

  it('is refused where it could never be sent', async () => {
    const [{ id: hidden }, elsewhere] = [await createConversation(app, ben), randomUUID()];
    const year = 366.1 * 24 * anHour;
    for (const [changes, code] of [
      [{ conversationId: hidden }, 'NOT_FOUND'],
      [{ replyToId: elsewhere }, 'NOT_FOUND'],
      [{ fileIds: [elsewhere] }, 'NOT_FOUND'],
      [{ sendAt: inMs(year) }, 'VALIDATION_FAILED'],
      [{ sendAt: 'demain' }, 'VALIDATION_FAILED'],
      [{ body: ' ' }, 'VALIDATION_FAILED'],
      [{ parts: { unheardOf: {} } }, 'VALIDATION_FAILED'],
    ] as const)
      expect((await put(randomUUID(), { ...scheduled(), ...changes })).body.code).toBe(code);
    expect((await listItems(app, ann)).body.revision).toBe(0);
    expect((await put(randomUUID(), scheduled({ sendAt: inMs(364 * 24 * anHour) }))).status).toBe(200);
  });

  it('is one of 200 that wait; what failed is not counted', async () => {
    await put(randomUUID());
    await app.get(DataSource).query(
      `WITH added AS (
         INSERT INTO personal_items (user_id, kind, id, revision, value)
         SELECT $1, 'scheduled_message', gen_random_uuid(), 1 + n,
                $2::jsonb || jsonb_build_object('state', CASE WHEN n > 198 THEN 'failed' ELSE 'waiting' END)
         FROM generate_series(1, 210) n)
       UPDATE personal_item_counts SET revision = 211 WHERE user_id = $1`,
      [ann.id, JSON.stringify(scheduled())],
    );
    const last = randomUUID();
    expect((await put(last)).status).toBe(200);
    expect((await put(randomUUID())).body.code).toBe('CONFLICT');
    expect((await put(last, scheduled({ body: 'Autrement' }))).status).toBe(200);
    await remove(last);
    expect((await put(randomUUID())).status).toBe(200);
  });
});

describe('a scheduled message that is refused', () => {
  it('fails with the error; another PUT tries again', async () => {
    const id = randomUUID();
    await put(id);
    await app.get(ConversationsService).update(ben.actor, conversationId, { archived: true });
    const late = scheduled({ sendAt: inMs(-1) });
    await put(id, late);
    await until(async () => (await state(id)) === 'failed');
    expect((await get(id)).body.value).toEqual({
      ...late,
      state: 'failed',
      error: { code: 'CONFLICT', message: expect.stringContaining('archived') },
    });
    await runJob(id, late);
    expect(await told()).toEqual([conversationId]);
    await app.get(ConversationsService).update(ben.actor, conversationId, { archived: false });
    expect((await put(id, late)).body).toMatchObject({ value: { state: 'waiting', error: null } });
    await until(async () => (await messages()).length === 1);
    expect((await get(id)).status).toBe(404);
  });

  it('stays when one leaves the conversation, and fails at its time', async () => {
    const id = randomUUID();
    const value = scheduled();
    await put(id, value);
    await app.get(ParticipantsService).remove(ben.actor, conversationId, ann.id);
    expect((await get(id)).body).toEqual(item('scheduled_message', id, 1, value));
    expect((await put(id, scheduled({ body: 'Encore' }))).body.code).toBe('NOT_FOUND');
    await runJob(id, value);
    expect((await get(id)).body.value).toMatchObject({ state: 'failed', error: { code: 'NOT_FOUND' } });
    expect(await told()).toEqual([null]);
    const { id: mine } = await createConversation(app, ann);
    await put(id, scheduled({ conversationId: mine, sendAt: inMs(0) }));
    await until(async () => (await get(id)).status === 404);
  });

  it('fails with the account, and by a part', async () => {
    const [byPart, disabled] = [randomUUID(), randomUUID()];
    const { id: direct } = await createConversation(app, ann, [ben], { kind: 'direct' });
    const asking = scheduled({ conversationId: direct });
    await put(byPart, asking);
    await addVote(byPart);
    await runJob(byPart, asking);
    const refused = (await get(byPart)).body.value;
    expect(refused).toMatchObject({
      state: 'failed',
      error: { code: 'FORBIDDEN', message: 'No vote here.' },
    });
    const value = scheduled();
    await put(disabled, value);
    await app.get(UserAdministrationService).update(ann.id, { disabled: true });
    await runJob(disabled, value);
    await app.get(UserAdministrationService).update(ann.id, { disabled: false });
    expect(await messages()).toEqual([]);
    const [stored] = await app
      .get(DataSource)
      .query<{ value: Scheduled }[]>('SELECT value FROM personal_items WHERE id = $1', [disabled]);
    expect(stored?.value).toMatchObject({ state: 'failed', error: { code: 'FORBIDDEN' } });
  });

  it('waits where nobody can tell yet, and fails for good with the last try', async () => {
    const id = randomUUID();
    const value = scheduled();
    await put(id, value);
    const away = jest
      .spyOn(app.get(MessagesService), 'send')
      .mockRejectedValue(new UnavailableError('Away.'));
    await expect(runJob(id, value)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await state(id)).toBe('waiting');
    await runJob(id, value, 25);
    expect((await get(id)).body.value).toMatchObject({ state: 'failed', error: { code: 'UNAVAILABLE' } });
    away.mockRestore();
    await put(id, value);
    await runJob(id, value);
    expect(await messages()).toHaveLength(1);
  });
});
