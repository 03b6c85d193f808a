import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { until } from '../../../test/until.js';
import { ConnectedSockets } from './connected-sockets.js';
import { moveGradually, reconnectGradually, spread } from './reconnect-clients.js';

describe('clients that are sent to reconnect gradually', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  it.each([1, 40, 1_000, 20_000])('don’t come back all at once, and within ten seconds: %i', (count) => {
    const delays = spread(count);
    expect(delays).toHaveLength(count);
    expect(Math.max(...delays)).toBeLessThanOrEqual(Math.min(count * 2, 10_000));
    const bySecond = new Map<number, number>();
    for (const delay of delays) {
      const second = Math.floor(delay / 1_000);
      bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
    }
    // Few may come together; of many no second sees much more than its share.
    expect(Math.max(...bySecond.values())).toBeLessThan(Math.max(600, count / 8));
  });

  it('come back by themselves, every one of them', async () => {
    const users = await Promise.all(Array.from({ length: 3 }, () => createUser(app)));
    const clients = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        connectTestClient(app, users[at % 3]!, { reconnection: true, reconnectionDelay: 10 }),
      ),
    );
    const sockets = app.get(ConnectedSockets);
    const before = new Set([...sockets.all()].map(({ id }) => id));
    reconnectGradually(sockets.all());
    for (const client of clients) await expect(client.disconnected).resolves.toBe('transport close');
    await until(() => {
      const now = [...sockets.all()].filter(({ id, data }) => !before.has(id) && data.state === 'live');
      return now.length === 60;
    });
  });

  it('are moved each when it is ready, and the others are served meanwhile', async () => {
    const ann = await createUser(app);
    const { id: conversationId } = await createConversation(app, ann);
    const clients = await Promise.all(Array.from({ length: 20 }, () => connectTestClient(app, ann)));
    let letGo = () => undefined as void;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    let asked = 0;
    const moving = moveGradually(app.get(ConnectedSockets).of(ann.id), () => {
      asked += 1;
      return asked === 1 ? Promise.resolve() : gate;
    });
    const gone = () => clients.filter(({ socket }) => !socket.connected);
    await until(() => gone().length === 1 && asked === 20);
    for (const client of clients.filter((one) => !gone().includes(one)))
      expect(await client.request('join_conversation', { conversationId })).toMatchObject({ ok: true });
    letGo();
    await moving;
    for (const { disconnected } of clients) await expect(disconnected).resolves.toBe('transport close');
  });
});
