import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

describe('a change of a user', () => {
  let app: TestApp;
  let admin: TestUser, ann: TestUser, ben: TestUser, eve: TestUser;
  let conversationId: string;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createUser(app, { role: 'admin' });
  });
  beforeEach(async () => {
    [ann, ben, eve] = await Promise.all([createUser(app), createUser(app), createUser(app)]);
    ({ id: conversationId } = await createConversation(app, ann, [ben]));
    await createConversation(app, ann, [ben]);
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  const rename = (displayName: string) =>
    request(app, 'PATCH', '/api/me', { as: ben, body: { displayName } });
  const change = (body: object) => request(app, 'PATCH', `/api/users/${ben.id}`, { as: admin, body });

  it('is sent to their own sockets and to who shares a conversation, once, and to nobody else', async () => {
    const own = await connectTestClient(app, ben);
    const watcher = await connectTestClient(app, ann);
    const stranger = await connectTestClient(app, eve);
    await rename('Benoît');
    for (const client of [own, watcher]) {
      const { user } = await client.next('user_changed');
      expect(user).toMatchObject({ id: ben.id, displayName: 'Benoît', disabled: false, presence: 'online' });
    }
    await change({ role: 'admin' });
    for (const client of [own, watcher])
      expect((await client.next('user_changed')).user).toMatchObject({ role: 'admin' });
    await change({ disabled: true });
    expect((await watcher.next('user_changed')).user).toMatchObject({ id: ben.id, disabled: true });
    await stranger.done('sync', { conversations: [] });
    expect(watcher.received('user_changed')).toHaveLength(3);
    expect(stranger.received('user_changed')).toEqual([]);
  });

  it('is not announced where nothing changed that others see', async () => {
    const watcher = await connectTestClient(app, ann);
    await request(app, 'PATCH', '/api/me', { as: ben, body: { theme: 'dark' } });
    await change({ disabled: false });
    await rename('Ben the last');
    await watcher.next('user_changed', ({ user }) => user.displayName === 'Ben the last');
    expect(watcher.received('user_changed')).toHaveLength(1);
  });

  it('is not announced in a conversation of more than 100 participants', async () => {
    await app
      .get(DataSource)
      .query(
        `UPDATE conversations SET participant_count = 101 WHERE id = ANY(SELECT conversation_id FROM participants WHERE user_id = $1)`,
        [ben.id],
      );
    const own = await connectTestClient(app, ben);
    const watcher = await connectTestClient(app, ann);
    await watcher.done('join_conversation', { conversationId });
    await rename('Somebody in a crowd');
    await own.next('user_changed');
    await watcher.done('sync', { conversations: [] });
    expect(watcher.received('user_changed')).toEqual([]);
  });
});
