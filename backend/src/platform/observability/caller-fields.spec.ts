import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { until } from '../../../test/until.js';

/** A client behind a proxy that is trusted, which claims to come from elsewhere. */
const headers = { 'x-forwarded-for': '198.51.100.9, 203.0.113.7' };
const address = '203.0.113.7';

describe('log lines', () => {
  let app: TestApp;
  let ann: TestUser;
  beforeAll(async () => {
    app = await createTestApp({ trustProxy: ['loopback'] });
    ann = await createUser(app);
  });
  afterAll(() => app.close());

  const who = () => ({ userId: ann.id, sessionId: ann.actor.sessionId, address });
  const line = async (message: string) => {
    const find = () => app.log.find(({ msg }) => msg === message);
    await until(() => find() !== undefined);
    return find();
  };

  it('of requests say who asked, by which session, and from where', async () => {
    await request(app, 'GET', '/api/me', { as: ann, headers });
    expect(await line('GET /api/me 200')).toMatchObject(who());
    await request(app, 'GET', '/api/conversations', { headers });
    const stranger = await line('GET /api/conversations 401');
    expect(stranger).toMatchObject({ address });
    expect(stranger).not.toHaveProperty('userId');
  });

  it.each(['websocket', 'polling'])(
    'of sockets over %s say so, too, and how long they lasted',
    async (transport) => {
      app.log.splice(0);
      await connectTestClient(app, ann, { transports: [transport], extraHeaders: headers });
      const connected = await line('socket connected');
      expect(connected).toMatchObject({ ...who(), transport, socketId: expect.any(String) });
      closeTestClients();
      expect(await line('socket disconnected')).toMatchObject({
        ...who(),
        socketId: connected?.['socketId'],
        reason: expect.any(String),
        lastedMs: expect.any(Number),
      });
    },
  );

  it('hold no token', () => {
    expect(JSON.stringify(app.log)).not.toContain(ann.accessToken);
  });

  it('have figures beside them: how long each event took', async () => {
    const client = await connectTestClient(app, ann);
    await client.done('sync', { conversations: [] });
    client.send('no such event', {});
    await client.done('set_presence', { presence: 'online' });
    const { text } = await request(app, 'GET', '/metrics');
    expect(text).toContain('litspark_socket_event_duration_seconds_count{event="sync"} 1');
    expect(text).toContain('litspark_socket_event_duration_seconds_count{event="set_presence"} 1');
    expect(text).not.toContain('no such event');
    closeTestClients();
  });
});
