import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Presence, User } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openTransaction } from '../../../test/open-transaction.js';
import { recordQueries, recordQueriesOfAll } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { until } from '../../../test/until.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { PresenceAnnouncements } from './presence-announcements.js';
import { PresenceChanged } from './presence.events.js';
import { LastSeenService } from '../users/last-seen.service.js';
import { PresenceService } from './presence.service.js';

describe('presence', () => {
  let app: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let eve: TestUser;

  beforeAll(async () => {
    app = await createTestApp();
  });
  beforeEach(async () => {
    [ann, ben, eve] = await Promise.all([createUser(app), createUser(app), createUser(app)]);
    await createConversation(app, ann, [ben]);
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  const asked = async (user: TestUser) => {
    const { body } = await request<{ items: User[] }>(app, 'GET', `/api/users?ids=${user.id}`, { as: eve });
    const { presence, lastSeenAt } = body.items[0]!;
    return { presence, lastSeenAt };
  };

  it('informs those who share a conversation when somebody comes, goes away, is back and leaves', async () => {
    const watcher = await connectTestClient(app, ann);
    const stranger = await connectTestClient(app, eve);
    const client = await connectTestClient(app, ben);
    await expect(watcher.next('presence_changed')).resolves.toEqual({
      userId: ben.id,
      presence: 'online',
      lastSeenAt: null,
    });
    await client.done('set_presence', { presence: 'away' });
    await expect(watcher.next('presence_changed')).resolves.toMatchObject({ presence: 'away' });
    await client.done('set_presence', { presence: 'online' });
    await expect(watcher.next('presence_changed')).resolves.toMatchObject({ presence: 'online' });
    client.close();
    await expect(watcher.next('presence_changed')).resolves.toEqual({
      userId: ben.id,
      presence: 'offline',
      lastSeenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
    });
    await stranger.done('sync', { conversations: [] });
    expect(stranger.received('presence_changed')).toEqual([]);
  });

  it('is that of the most present device, and over with the last one', async () => {
    const watcher = await connectTestClient(app, ann);
    const first = await connectTestClient(app, ben);
    // Of changes that wait to be announced the latest counts.
    await watcher.next('presence_changed', ({ presence }) => presence === 'online');
    const second = await connectTestClient(app, ben);
    await first.done('set_presence', { presence: 'away' });
    await expect(asked(ben)).resolves.toMatchObject({ presence: 'online' });
    await second.done('set_presence', { presence: 'away' });
    await watcher.next('presence_changed', ({ presence }) => presence === 'away');
    await second.done('set_presence', { presence: 'online' });
    await watcher.next('presence_changed', ({ presence }) => presence === 'online');
    second.close();
    await watcher.next('presence_changed', ({ presence }) => presence === 'away');
    first.close();
    await watcher.next('presence_changed', ({ presence }) => presence === 'offline');
    expect(watcher.received('presence_changed').map(({ presence }) => presence)).toEqual([
      'online',
      'away',
      'online',
      'away',
      'offline',
    ]);
  });

  it('is not announced again when nothing changed', async () => {
    const watcher = await connectTestClient(app, ann);
    const client = await connectTestClient(app, ben);
    await watcher.next('presence_changed', ({ presence }) => presence === 'online');
    await client.done('set_presence', { presence: 'online' });
    await client.done('set_presence', { presence: 'online' });
    const second = await connectTestClient(app, ben);
    await client.done('set_presence', { presence: 'online' });
    // Announced in turn: before this one comes whatever else there was.
    for (const each of [client, second]) await each.done('set_presence', { presence: 'away' });
    await watcher.next('presence_changed', ({ presence }) => presence === 'away');
    expect(watcher.received('presence_changed').map(({ presence }) => presence)).toEqual(['online', 'away']);
  });

  it('is in the directory, with when somebody was last seen', async () => {
    await expect(asked(ben)).resolves.toEqual({ presence: 'offline', lastSeenAt: null });
    const watcher = await connectTestClient(app, ann);
    const client = await connectTestClient(app, ben);
    await watcher.next('presence_changed');
    await expect(asked(ben)).resolves.toEqual({ presence: 'online', lastSeenAt: null });
    client.close();
    const { lastSeenAt } = await watcher.next('presence_changed', ({ presence }) => presence === 'offline');
    await expect(asked(ben)).resolves.toEqual({ presence: 'offline', lastSeenAt });
  });

  it('of many who come and go at once costs a few statements', async () => {
    const crowd = await Promise.all(Array.from({ length: 30 }, () => createUser(app)));
    const { id } = await createConversation(app, eve, crowd);
    const watcher = await connectTestClient(app, eve);
    const announced: PresenceChanged[] = [];
    app.get(EventBus).on(PresenceChanged, (event) => announced.push(event));
    const service = app.get(PresenceService);
    const heard = (presence: Presence) =>
      Promise.all(
        crowd.map((user) =>
          watcher.next(
            'presence_changed',
            (event) => event.userId === user.id && event.presence === presence,
          ),
        ),
      );
    const coming = await recordQueriesOfAll(app, async () => {
      await Promise.all(crowd.map((user) => service.set(user.id, 'device', 'online')));
      await heard('online');
    });
    const going = await recordQueriesOfAll(app, async () => {
      await Promise.all(crowd.map((user) => service.drop(user.id, 'device')));
      await heard('offline');
    });
    // Two for all of them; who left in an earlier test may cost two more, and their moments end nearly together.
    expect(coming.length).toBeLessThanOrEqual(6);
    expect(going.length).toBeLessThanOrEqual(12);
    const own = announced.filter(({ userId }) => crowd.some(({ id }) => id === userId));
    expect(own).toHaveLength(60);
    for (const { conversationIds, ...change } of own) {
      expect(conversationIds).toEqual([id]);
      expect(Object.keys(change).sort()).toEqual(['lastSeenAt', 'presence', 'userId']);
    }
  });

  it('is not announced for who is back within a moment, such as after a reload', async () => {
    const watcher = await connectTestClient(app, ann);
    const service = app.get(PresenceService);
    await service.set(ben.id, 'page', 'online');
    await watcher.next('presence_changed', ({ presence }) => presence === 'online');
    const reload = await recordQueries(app, () =>
      Promise.all([service.drop(ben.id, 'page'), service.set(ben.id, 'page after', 'online')]),
    );
    expect(reload).toEqual([]);
    await service.set(ben.id, 'page after', 'away');
    await watcher.next('presence_changed', ({ presence }) => presence === 'away');
    expect(watcher.received('presence_changed').map(({ presence }) => presence)).toEqual(['online', 'away']);
    await service.drop(ben.id, 'page after');
    // Whoever asks is answered at once.
    await expect(asked(ben)).resolves.toMatchObject({ presence: 'offline', lastSeenAt: expect.any(String) });
    await watcher.next('presence_changed', ({ presence }) => presence === 'offline');
  });

  it('keeps the departures of a stop that the database broke off while they were being stored', async () => {
    const announcements = new PresenceAnnouncements(
      app.get(LastSeenService),
      app.get(ConversationsService),
      app.get(EventBus),
    );
    const holder = await openTransaction(app);
    await holder.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [ben.id]);
    const left = { userId: ben.id, at: new Date() };
    announcements.add({ userId: ben.id, presence: 'offline', lastSeenAt: left.at });
    const sessions = async (which: string) =>
      (await holder.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND ${which}`,
      )) as { pid: number }[];
    const waiting = `wait_event_type = 'Lock'`;
    await until(async () => (await sessions(waiting)).length > 0);
    const [{ pid } = { pid: 0 }] = await sessions(waiting);
    const unstored = announcements.stop();
    await holder.query('SELECT pg_terminate_backend($1)', [pid]);
    await expect(unstored).resolves.toEqual([left]);
    await holder.rollbackTransaction();
    // Until the pool has seen the end of that connection, it may lend it to the next test.
    await until(async () => (await sessions(`pid = ${pid}`)).length === 0);
    await holder.release();
  });

  it('is not announced in conversations of more than 100', async () => {
    const crowd = [];
    for (let at = 0; at < 99; at += 1) crowd.push(await createUser(app));
    await createConversation(app, eve, [ann, ...crowd]);
    const member = await connectTestClient(app, eve);
    const watcher = await connectTestClient(app, ben);
    await connectTestClient(app, ann);
    await watcher.next('presence_changed', ({ userId }) => userId === ann.id);
    await member.done('sync', { conversations: [] });
    expect(member.received('presence_changed')).toEqual([]);
  });
});
