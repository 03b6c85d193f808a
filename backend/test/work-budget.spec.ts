import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  eventPoints,
  routePoints,
  routes,
  type ClientPayload,
  type Message,
  type Problem,
} from '@litspark/shared-contracts';
import { PresenceChanged } from '../src/features/presence/presence.events.js';
import { PresenceLedger } from '../src/features/presence/presence-ledger.js';
import { UserAdministrationService } from '../src/features/users/user-administration.service.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { WorkBudget } from '../src/platform/security/work-budget.js';
import { closeTestClients, connectTestClient } from './connect-test-client.js';
import { createConversation } from './create-conversation.js';
import { createTestApp, type TestApp } from './create-test-app.js';
import { createUser, type TestUser } from './create-user.js';
import { recordQueriesOfAll } from './record-queries.js';
import { request } from './request.js';
import { startRedis, type TestRedis } from './start-redis.js';
import { eventUses } from './surface/event-uses.js';
import { perform } from './surface/perform.js';
import { routeUses } from './surface/route-uses.js';
import { setStage } from './surface/stage.js';
import { stored } from './surface/stored.js';
import { until } from './until.js';

const points = 20;

describe('the budget of work', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ rateLimitWork: { points, durationMs: 3_600_000 } });
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  const spent = (user: TestUser) => app.get(WorkBudget).spent(user.id);
  const exhaust = (user: TestUser) => app.get(WorkBudget).spend(user.id, points - spent(user));
  const stage = async () => {
    const set = await setStage(app, 'owner', 'group');
    await app.get(UserAdministrationService).update(set.user.id, { role: 'admin' });
    // What was sent to prepare it.
    app.get(WorkBudget).giveBack(set.user.id, spent(set.user));
    return set;
  };
  const conversationOf = async (user: TestUser) => (await createConversation(app, user)).id;

  it.each(routeUses)('is charged over REST for $doing what the contract says', async ({ route, call }) => {
    const set = await stage();
    const made = await call(set);
    await perform(app, route, made, set);
    expect(spent(set.user)).toBe(routePoints(routes[route], made.query ?? {}));
  });

  it.each(eventUses)('is charged for $event what the contract says', async ({ event, payload }) => {
    const set = await stage();
    const client = await connectTestClient(app, set.user);
    const sent = payload(set);
    await client.done(event, sent as ClientPayload<typeof event>);
    expect(spent(set.user)).toBe(eventPoints(event, sent));
  });

  it('takes little for a sync of few conversations, and more for one of many', async () => {
    const ann = await createUser(app);
    const client = await connectTestClient(app, ann);
    const named = (count: number) => Array.from({ length: count }, () => ({ id: randomUUID(), revision: 1 }));
    await client.done('sync', { conversations: named(10), only: true });
    expect(spent(ann)).toBe(2);
    await client.done('sync', { conversations: named(11), only: true });
    expect(spent(ann)).toBe(7);
    await client.done('sync', { conversations: [] });
    expect(spent(ann)).toBe(12);
  });

  it('refuses what lies past it over REST and sockets, says when to come back, and stores nothing', async () => {
    const ann = await createUser(app);
    const conversationId = await conversationOf(ann);
    const client = await connectTestClient(app, ann);
    exhaust(ann);
    const before = await stored(app);
    const path = `/api/conversations/${conversationId}`;
    const body = { clientMessageId: randomUUID(), body: 'Bonjour' };
    const answers = [
      await request<Problem>(app, 'GET', '/api/me', { as: ann }),
      await request<Problem>(app, 'PATCH', path, { as: ann, body: { title: 'Nouveau' } }),
      await request<Problem>(app, 'POST', `${path}/messages`, { as: ann, body }),
    ];
    for (const { status, headers, body: problem } of answers) {
      expect({ status, code: problem.code }).toEqual({ status: 429, code: 'RATE_LIMITED' });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const refused = { ok: false, error: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } };
    expect(await client.request('send_message', { conversationId, ...body })).toMatchObject(refused);
    expect(await client.request('mark_as_read', { conversationId, seq: 1 })).toMatchObject(refused);
    expect(await client.request('join_conversation', { conversationId })).toMatchObject(refused);
    expect(await client.request('sync', { conversations: [] })).toMatchObject(refused);
    expect(await stored(app)).toBe(before);
    // Keystrokes cost nothing, and others have budgets of their own.
    expect(await client.request('typing', { conversationId, active: true })).toMatchObject({ ok: true });
    expect((await request(app, 'GET', '/api/me', { as: await createUser(app) })).status).toBe(200);
  });

  it('neither counts nor refuses repeats of a send, over either API', async () => {
    const ann = await createUser(app);
    const conversationId = await conversationOf(ann);
    const path = `/api/conversations/${conversationId}/messages`;
    const client = await connectTestClient(app, ann);
    const body = { clientMessageId: randomUUID(), body: 'Bonjour' };
    const first = await request<Message>(app, 'POST', path, { as: ann, body });
    expect([first.status, spent(ann)]).toEqual([201, 2]);
    for (const isExhausted of [false, true]) {
      if (isExhausted) exhaust(ann);
      const before = spent(ann);
      const again = await request<Message>(app, 'POST', path, { as: ann, body });
      expect([again.status, again.body]).toEqual([200, first.body]);
      const { message } = await client.done('send_message', { conversationId, ...body });
      expect(message).toEqual(first.body);
      expect(spent(ann)).toBe(before);
    }
  });

  it('lets a repeat through that comes while the first try is under way', async () => {
    const ann = await createUser(app);
    const conversationId = await conversationOf(ann);
    app.get(WorkBudget).spend(ann.id, points - 2);
    const client = await connectTestClient(app, ann);
    const send = { conversationId, clientMessageId: randomUUID(), body: 'Bonjour' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.done('send_message', send)));
    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
    expect(spent(ann)).toBe(points);
  });

  it('asks nothing of who isn’t signed in', async () => {
    for (let count = 0; count < points + 5; count += 1) {
      expect((await request(app, 'GET', '/api/auth/demo')).status).toBe(200);
    }
  });
});

it('neither counts nor refuses the presence that is known, by which clients hear that the server answers', async () => {
  const app = await createTestApp({ rateLimitWork: { points, durationMs: 3_600_000 } });
  const budget = app.get(WorkBudget);
  const ann = await createUser(app);
  await createConversation(app, ann, [await createUser(app)]);
  const announced = new Promise((resolve) => app.get(EventBus).on(PresenceChanged, resolve));
  const client = await connectTestClient(app, ann);
  // Her coming takes statements; from then on the app is at rest.
  await announced;
  const report = jest.spyOn(app.get(PresenceLedger), 'report');
  const log = app.log.length;
  const statements = await recordQueriesOfAll(app, async () => {
    for (let count = 0; count < points + 5; count += 1)
      await client.done('set_presence', { presence: 'online' });
  });
  const spent = budget.spent(ann.id);
  expect([spent, statements, report.mock.calls, app.log.slice(log)]).toEqual([0, [], [], []]);
  await client.done('set_presence', { presence: 'away' });
  expect(budget.spent(ann.id)).toBe(1);
  budget.spend(ann.id, points - 1);
  await client.done('set_presence', { presence: 'away' });
  expect(await client.request('set_presence', { presence: 'online' })).toMatchObject({
    error: { code: 'RATE_LIMITED' },
  });
  closeTestClients();
  await app.close();
});

describe('the budget of work of two nodes', () => {
  let redis: TestRedis;
  let nodes: TestApp[];
  beforeAll(async () => {
    redis = await startRedis();
    const rateLimitWork = { points, durationMs: 3_600_000 };
    const first = await createTestApp({ redisUrl: redis.url, rateLimitWork });
    const { databaseUrl } = first.configuration;
    nodes = [first, await createTestApp({ redisUrl: redis.url, rateLimitWork, databaseUrl })];
  });
  afterAll(async () => {
    for (const node of [...nodes].reverse()) await node.close();
    await redis.kill();
  });

  it('is one, and each goes on by itself while Redis is away', async () => {
    const [one, other] = nodes as [TestApp, TestApp];
    const ann = await createUser(one);
    for (let count = 0; count < points - 1; count += 1) {
      expect((await request(one, 'GET', '/api/me', { as: ann })).status).toBe(200);
    }
    // The other node hears of it with what it tells itself.
    expect((await request(other, 'GET', '/api/me', { as: ann })).status).toBe(200);
    await until(() => other.get(WorkBudget).spent(ann.id) === points);
    expect((await request(other, 'GET', '/api/me', { as: ann })).status).toBe(429);
    await redis.kill();
    const ben = await createUser(one);
    expect((await request(other, 'GET', '/api/me', { as: ben })).status).toBe(200);
    await redis.start();
  });
});
