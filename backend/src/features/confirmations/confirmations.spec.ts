import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ActivityPage,
  type Confirmation,
  type ConfirmationPage,
  type Confirmed,
  type Message,
  type OwnConfirmation,
  type Problem,
} from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation, type NewTestConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { until } from '../../../test/until.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { MessageChanged } from '../messages/messages.events.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { ConfirmationFollower } from './confirmation-follower.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, eve: TestUser;
let conversationId: string;
let message: Message;
const published: MessageChanged[] = [];

beforeAll(async () => {
  app = await createTestApp();
  [ann, ben, eve] = [await createUser(app), await createUser(app), await createUser(app)];
  app.get(EventBus).on(MessageChanged, (event) => published.push(event));
});
beforeEach(async () => {
  await begin();
  published.splice(0);
});
afterAll(async () => {
  closeTestClients();
  await app.close();
});

/** A notice of Ann's to Ben and Eve. */
async function begin(more: NewTestConversation = {}, others = [ben, eve]): Promise<void> {
  ({ id: conversationId } = await createConversation(app, ann, others, more));
  const answer = await post(ann);
  expect(answer.status).toBe(201);
  message = answer.body;
}
const post = <Body = Message>(as: TestUser, input: unknown = {}) =>
  request<Body>(app, 'POST', `/api/conversations/${conversationId}/messages`, {
    as,
    body: { clientMessageId: randomUUID(), body: 'Consignes', parts: { confirmation: input } },
  });
const call =
  (method: string, path: string) =>
  <Body = Problem>(as: TestUser, messageId = message.id, query = '') =>
    request<Body>(app, method, `/api/conversations/${conversationId}/messages/${messageId}/${path}${query}`, {
      as,
    });
const confirm = call('POST', 'confirmation');
const own = call('GET', 'confirmation');
const list = call('GET', 'confirmations');
const csv = call('GET', 'confirmations/export');
const remind = call('POST', 'confirmation/remind');
const close = call('POST', 'confirmation/close');
const at = async (as: TestUser) => (await confirm<Confirmed>(as)).body.at;
const present = async () => (await app.get(MessageReadingService).find(conversationId, message.id))!;
const state = async (): Promise<Confirmation | undefined> => (await present()).parts.confirmation;
const counted = (count: number) => until(async () => (await state())?.count === count);
const remove = (as: TestUser, userId: string) =>
  app.get(ParticipantsService).remove(as.actor, conversationId, userId);
const ref = () => ({ conversationId, messageId: message.id });
const edit = (body: string) => app.get(MessageChangesService).edit(ann.actor, ref(), { body });

describe('a message that asks to be confirmed', () => {
  it('expects the participants but its sender', async () => {
    expect(message.parts).toEqual({
      confirmation: { expected: 2, count: 0, userIds: [], closedAt: null },
    });
    expect((await post(ben)).body.parts.confirmation?.expected).toBe(2);
  });

  it('is an owner’s in a channel, and nobody’s in a direct', async () => {
    await begin({ kind: 'channel' });
    expect((await post<Problem>(ben)).body.code).toBe('FORBIDDEN');
    ({ id: conversationId } = await createConversation(app, ann, [ben], { kind: 'direct' }));
    const { body } = await post<Problem>(ann);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'parts.confirmation' }] });
    const wrong = (await post<Problem>(ann, { until: 'noon' })).body;
    expect(wrong).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'parts.confirmation' }] });
  });

  it('follows who confirmed within a second, and is announced', async () => {
    const client = await connectTestClient(app, ann);
    await client.done('join_conversation', { conversationId });
    expect((await own<OwnConfirmation>(ben)).body).toEqual({ at: null });
    const began = Date.now();
    const { status, body } = await confirm<Confirmed>(ben);
    expect(status).toBe(200);
    expect((await own<OwnConfirmation>(ben)).body).toEqual(body);
    const updated = await client.next('message_updated');
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(updated.message.parts.confirmation).toEqual({
      expected: 2,
      count: 1,
      userIds: [ben.id],
      closedAt: null,
    });
    expect(updated.message.revision).toBe(message.revision + 1);
    client.close();
  });

  it('answers a repeat the same and follows once', async () => {
    const first = await Promise.all(Array.from({ length: 5 }, () => at(ben)));
    expect(new Set(first).size).toBe(1);
    await counted(1);
    expect(await at(ben)).toBe(first[0]);
    await at(eve);
    await counted(2);
    expect(published).toHaveLength(2);
  });

  it('is confirmed by its readers alone, also by who joined later', async () => {
    expect((await confirm(ann)).body.code).toBe('CONFLICT');
    const stranger = await createUser(app);
    expect((await confirm(stranger)).body.code).toBe('NOT_FOUND');
    expect((await confirm(ben, randomUUID())).body.code).toBe('NOT_FOUND');
    const plain = await sendMessage(app, ann, conversationId);
    for (const one of [confirm, own]) expect((await one(ben, plain.id)).body.code).toBe('CONFLICT');
    for (const one of [list, csv, remind, close])
      expect((await one(ann, plain.id)).body.code).toBe('CONFLICT');
    await app.get(ParticipantsService).add(ann.actor, conversationId, [stranger.id]);
    await at(stranger);
    await counted(1);
    expect(await state()).toMatchObject({ expected: 2, count: 1, userIds: [stranger.id] });
  });

  it('takes no more once it is closed, and still answers who confirmed', async () => {
    const before = await at(ben);
    expect((await close(ben)).body.code).toBe('FORBIDDEN');
    expect((await close(ann)).status).toBe(204);
    // Closing lets it follow at once.
    expect(await state()).toMatchObject({ count: 1, closedAt: expect.any(String) });
    const { revision } = await present();
    expect((await close(ann)).status).toBe(204);
    expect((await present()).revision).toBe(revision);
    expect(await at(ben)).toBe(before);
    expect((await confirm(eve)).body.code).toBe('CONFLICT');
    expect((await remind(ann)).body.code).toBe('CONFLICT');
    expect((await list<ConfirmationPage>(ann)).status).toBe(200);
  });

  it('keeps its body once somebody confirmed', async () => {
    expect((await edit('Consignes corrigées')).body).toBe('Consignes corrigées');
    await at(ben);
    await expect(edit('Autre chose')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await edit('Consignes corrigées')).body).toBe('Consignes corrigées');
  });

  it('leaves its list to be exported when it is deleted', async () => {
    const time = await at(ben);
    await app.get(MessageChangesService).delete(ann.actor, ref());
    expect((await present()).parts).toEqual({});
    for (const one of [confirm, own]) expect((await one(ben)).body.code).toBe('CONFLICT');
    for (const one of [list, remind, close]) expect((await one(ann)).body.code).toBe('CONFLICT');
    expect((await csv(ann)).text).toContain(time);
    expect((await csv(ben)).body.code).toBe('FORBIDDEN');
    await app.get(ConfirmationFollower).followBehind();
    expect((await present()).parts).toEqual({});
  });

  it('follows what a node left that died', async () => {
    await app
      .get(DataSource)
      .query(
        `INSERT INTO confirmations (message_id, user_id, at) VALUES ($1, $2, now() - interval '1 minute')`,
        [message.id, ben.id],
      );
    await app.get(ConfirmationFollower).followBehind();
    expect(await state()).toMatchObject({ count: 1, userIds: [ben.id] });
    await app.get(ConfirmationFollower).followBehind();
    expect(published).toHaveLength(1);
  });

  it('follows what a node has left to do when it stops', async () => {
    const other = await createTestApp({ databaseUrl: app.configuration.databaseUrl });
    const path = `/api/conversations/${conversationId}/messages/${message.id}/confirmation`;
    expect((await request(other, 'POST', path, { as: ben })).status).toBe(200);
    await other.close();
    expect((await state())?.count).toBe(1);
  });
});

it('counts each of many who confirm at once, on two nodes, in few changes', async () => {
  const other = await createTestApp({ databaseUrl: app.configuration.databaseUrl });
  try {
    const people = await Promise.all(Array.from({ length: 60 }, () => createUser(app)));
    await begin({}, people);
    const path = `/api/conversations/${conversationId}/messages/${message.id}/confirmation`;
    const began = Date.now();
    const waves = await Promise.all(
      [app, other, app].map((node) =>
        Promise.all(people.map((as) => request<Confirmed>(node, 'POST', path, { as }))),
      ),
    );
    const times = waves.map((answers) => answers.map(({ status, body }) => [status, body.at]));
    expect(times[1]).toEqual(times[0]);
    expect(times[2]).toEqual(times[0]);
    expect(new Set(times.flat().map(([status]) => status))).toEqual(new Set([200]));
    await counted(60);
    const seconds = (Date.now() - began) / 1_000;
    const { revision, parts } = await present();
    expect(revision - message.revision).toBeLessThanOrEqual(1 + seconds / 0.9);
    const first = people
      .map(({ id: userId }, index) => ({ userId, at: String(times[0]?.[index]?.[1]) }))
      .sort((one, another) => (`${one.at}${one.userId}` < `${another.at}${another.userId}` ? -1 : 1));
    expect(parts.confirmation?.userIds).toEqual(first.slice(0, 50).map(({ userId }) => userId));
    expect((await list<ConfirmationPage>(ann, message.id, '?limit=100')).body.items).toEqual(first);
  } finally {
    await other.close();
  }
});

it('never takes a confirmation and an edit that it should have refused', async () => {
  for (let round = 0; round < 10; round += 1) {
    await begin();
    const [, edited] = await Promise.allSettled([confirm(ben), edit('Autre chose')]);
    await expect(edit('Encore autre chose')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await present()).body).toBe(edited.status === 'fulfilled' ? 'Autre chose' : 'Consignes');
  }
});

describe('the list', () => {
  it('comes in pages, those who have not confirmed last', async () => {
    const late = await createUser(app);
    await app.get(ParticipantsService).add(ann.actor, conversationId, [late.id]);
    const [eveAt, lateAt] = [await at(eve), await at(late)];
    const items: unknown[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`;
      const { body } = await list<ConfirmationPage>(ann, message.id, query);
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(items).toEqual([
      { userId: eve.id, at: eveAt },
      { userId: late.id, at: lateAt },
      { userId: ben.id, at: null },
    ]);
    expect((await list(ben)).body.code).toBe('FORBIDDEN');
    expect((await list(ann, message.id, '?cursor=nonsense')).body.code).toBe('VALIDATION_FAILED');
  });

  it('is exported with those who left, and without formulas', async () => {
    const people = [];
    for (const displayName of ['=1+2', 'Durand, "Léa"', ' @x'])
      people.push(await createUser(app, { displayName }));
    const late = await createUser(app, { displayName: 'Zoé' });
    await begin({}, people);
    await app.get(ParticipantsService).add(ann.actor, conversationId, [late.id]);
    const lateAt = await at(late);
    const leaAt = await at(people[1]!);
    await remove(ann, people[0]!.id);
    const url = `/api/conversations/${conversationId}/messages/${message.id}/confirmations/export`;
    const response = await fetch(new URL(url, app.url), {
      headers: { authorization: `Bearer ${ann.accessToken}` },
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename=confirmations-${message.id}.csv`,
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const mail = people.map(({ email }) => email);
    expect(bytes.toString('utf8').slice(1).split('\r\n')).toEqual([
      'name,e-mail,time',
      `"Durand, ""Léa""",${mail[1]},${leaAt}`,
      `'=1+2,${mail[0]},`,
      `' @x,${mail[2]},`,
      `Zoé,${late.email},${lateAt}`,
      '',
    ]);
  });
});

describe('a reminder', () => {
  it('is for those who have not confirmed and are still there, once an hour', async () => {
    const gone = await createUser(app);
    await begin({}, [ben, eve, gone]);
    await at(ben);
    await remove(ann, gone.id);
    expect((await remind(ben)).body.code).toBe('FORBIDDEN');
    const answers = await Promise.all([remind(ann), remind(ann)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 429]);
    const { body, headers } = await remind(ann);
    expect(body.code).toBe('RATE_LIMITED');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
    const told = async (as: TestUser) =>
      (await request<ActivityPage>(app, 'GET', '/api/me/activity?kind=confirmation', { as })).body.items;
    const { id: messageId, seq } = message;
    expect(await told(eve)).toMatchObject([
      { kind: 'confirmation', actorId: ann.id, conversationId, messageId, seq },
    ]);
    for (const one of [ann, ben, gone]) expect(await told(one)).toEqual([]);
    await app
      .get(DataSource)
      .query(`UPDATE confirmation_requests SET reminded_at = reminded_at - interval '1 hour'`);
    expect((await remind(ann)).status).toBe(204);
    expect(await told(eve)).toHaveLength(2);
  });
});
