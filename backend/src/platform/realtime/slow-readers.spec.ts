import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { until } from '../../../test/until.js';
import { ConnectedSockets } from './connected-sockets.js';
import { Realtime } from './realtime.js';
import { rooms } from './rooms.js';
import { unsentMax } from './slow-readers.js';

describe('a client that does not read', () => {
  let app: TestApp;
  let ann: TestUser;

  beforeAll(async () => {
    app = await createTestApp();
    ann = await createUser(app);
  });
  afterAll(async () => {
    closeTestClients();
    await app.close();
  });

  it('is disconnected instead of filling our memory, and nobody else is', async () => {
    // A polling client that never polls again: whatever is sent to it waits here.
    const path = new URL('/socket.io/?EIO=4&transport=polling', app.url).href;
    const handshake = await (await fetch(path)).text();
    const { sid } = JSON.parse(handshake.slice(1)) as { sid: string };
    await fetch(`${path}&sid=${sid}`, { method: 'POST', body: `40{"token":"${ann.accessToken}"}` });
    await until(() => app.get(ConnectedSockets).of(ann.id).size === 1);
    const reader = await connectTestClient(app, ann);

    const reason = 'x'.repeat(64 * 1024);
    const enough = unsentMax / reason.length + 2;
    for (let at = 0; at < enough; at += 1) {
      app.get(Realtime).emit('session_expired', { reason }, [rooms.user(ann.id)]);
      await reader.next('session_expired');
    }
    await until(() => app.get(ConnectedSockets).of(ann.id).size === 1);
    await expect(reader.done('sync', { conversations: [] })).resolves.toBeDefined();
    const text = await (await fetch(new URL('/metrics', app.url))).text();
    expect(text).toContain('litspark_socket_slow_readers_total 1');
  });
});
