import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

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

  it('tells those who share a conversation when somebody comes, goes away, is back and leaves', async () => {
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

  it('is not told again when nothing changed', async () => {
    const watcher = await connectTestClient(app, ann);
    const client = await connectTestClient(app, ben);
    await client.done('set_presence', { presence: 'online' });
    await client.done('set_presence', { presence: 'online' });
    await connectTestClient(app, ben);
    await client.done('set_presence', { presence: 'online' });
    await watcher.done('sync', { conversations: [] });
    expect(watcher.received('presence_changed')).toHaveLength(1);
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

  it('is not told in conversations of more than 100', async () => {
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
