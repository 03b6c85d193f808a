import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openRaw } from '../../../test/surface/raw-connection.js';
import { rawRequest } from '../../../test/surface/raw-request.js';

const polling = '/socket.io/?EIO=4&transport=polling';

describe('requests to the path of Socket.IO', () => {
  let app: TestApp;
  let ann: TestUser;
  beforeAll(async () => {
    app = await createTestApp();
    ann = await createUser(app);
  });
  afterAll(async () => {
    // Engine.IO would wait half a minute for the next poll of each, to tell it of the end.
    for (const path of sessions) await rawRequest(app, 'POST', path, {}, '1');
    await app.close();
  });

  const sessions: string[] = [];
  const sessionOf = (text: string) => {
    const path = `${polling}&sid=${(JSON.parse(text.slice(1)) as { sid: string }).sid}`;
    sessions.push(path);
    return path;
  };
  const session = async () => sessionOf((await rawRequest(app, 'GET', polling, {})).text);
  const upgrade = async (host: string) => {
    const connection = await openRaw(app);
    connection.head('GET /socket.io/?EIO=4&transport=websocket', {
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    });
    connection.socket.write('\r\n');
    return connection;
  };

  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('are refused with 400 for the method %s', async (method) => {
    expect((await rawRequest(app, method, await session(), {})).status).toBe(400);
    expect((await rawRequest(app, method, polling, {})).status).toBe(400);
  });

  it('are refused where they name another host, over both transports', async () => {
    expect((await rawRequest(app, 'GET', polling, { host: 'evil.example' })).status).toBe(400);
    expect((await rawRequest(app, 'POST', await session(), { host: 'evil.example' })).status).toBe(400);
    expect(await (await upgrade('evil.example')).end()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('are taken where they name a host of ours', async () => {
    const { status, text } = await rawRequest(app, 'GET', polling, { host: 'allowed.example' });
    expect(status).toBe(200);
    sessionOf(text);
    const { socket } = await upgrade('allowed.example:8443');
    socket.resume();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
    socket.destroy();
  });

  it('are answered without compression, however large the answer is', async () => {
    for (let count = 0; count < 5; count += 1) await createConversation(app, ann);
    const path = await session();
    const poll = () => fetch(new URL(path, app.url), { headers: { 'accept-encoding': 'gzip, deflate, br' } });
    await rawRequest(app, 'POST', path, {}, `40{"token":"${ann.accessToken}"}`);
    expect(await (await poll()).text()).toMatch(/^40/);
    await rawRequest(app, 'POST', path, {}, '420["sync",{"conversations":[]}]');
    const answer = await poll();
    expect(answer.headers.get('content-encoding')).toBeNull();
    const text = await answer.text();
    expect(text).toMatch(/^430/);
    expect(text.length).toBeGreaterThan(2_000);
  });
});
