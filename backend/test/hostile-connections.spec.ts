import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { httpBounds } from '../src/platform/config/http-bounds.js';
import { ConnectedSockets } from '../src/platform/realtime/connected-sockets.js';
import { UnsentBytes } from '../src/platform/security/unsent-bytes.js';
import { closeTestClients, connectTestClient } from './connect-test-client.js';
import { createConversation } from './create-conversation.js';
import { createTestApp, type TestApp } from './create-test-app.js';
import { createUser, type TestUser } from './create-user.js';
import { request } from './request.js';
import { openRaw, type RawConnection } from './surface/raw-connection.js';
import { until } from './until.js';

/** A page of as many of the longest messages as there may be; half as many UTF-16 units. */
const pageBytes = 200 * 8_000 * 4;

/** A conversation whose page is far larger than what the system's buffers hold. */
async function fullConversation(app: TestApp, user: TestUser): Promise<string> {
  const { id } = await createConversation(app, user);
  await app.get(DataSource).query(
    `WITH sent AS (
       INSERT INTO messages (id, conversation_id, seq, revision, sender_id, client_message_id, body, created_at)
       SELECT gen_random_uuid(), $1, seq, seq + 1, $2, gen_random_uuid(), $3, now() FROM generate_series(1, 200) seq
     )
     UPDATE conversations SET last_seq = 200, revision = 201 WHERE id = $1`,
    [id, user.id, '\u{1F600}'.repeat(8_000)],
  );
  return id;
}

const askForPage = (connection: RawConnection, user: TestUser, conversationId: string) => {
  const authorization = `Bearer ${user.accessToken}`;
  connection.head(`GET /api/conversations/${conversationId}/messages?limit=200`, { authorization });
  connection.socket.write('\r\n');
};

const cuts = async (app: TestApp) => {
  const { text } = await request(app, 'GET', '/metrics');
  return Number(/litspark_http_stalled_readers_total (\d+)/.exec(text)?.[1]);
};

describe('a connection that makes no headway', () => {
  let app: TestApp;
  let ann: TestUser;
  let conversationId: string;
  beforeAll(async () => {
    const soon = { headersMs: 300, requestMs: 600, stalledMs: 500, checkEveryMs: 50 };
    app = await createTestApp({ httpBounds: { ...httpBounds, ...soon } });
    ann = await createUser(app);
    conversationId = await fullConversation(app, ann);
  });
  afterAll(() => app.close());

  it('is cut when its reader takes nothing of an answer of the API', async () => {
    const before = await cuts(app);
    const connection = await openRaw(app);
    askForPage(connection, ann, conversationId);
    await until(() => app.get(UnsentBytes).of(ann.id) > 0);
    await until(async () => (await cuts(app)) === before + 1);
    expect(app.get(UnsentBytes).of(ann.id)).toBe(0);
    expect((await connection.end()).length).toBeLessThan(pageBytes / 2);
  });

  it('is cut when its reader takes nothing of an answer of long-polling', async () => {
    const before = await cuts(app);
    const path = '/socket.io/?EIO=4&transport=polling';
    const { text } = await request(app, 'GET', path);
    const { sid } = JSON.parse(text.slice(1)) as { sid: string };
    const post = (packet: string) =>
      fetch(new URL(`${path}&sid=${sid}`, app.url), { method: 'POST', body: packet });
    await post(`40${JSON.stringify({ token: ann.accessToken })}`);
    await until(() => app.get(ConnectedSockets).of(ann.id).size === 1);
    await request(app, 'GET', `${path}&sid=${sid}`);
    await post(`420${JSON.stringify(['join_conversation', { conversationId, afterSeq: 0 }])}`);
    await until(() => app.get(UnsentBytes).of(ann.id) > pageBytes / 2);
    const connection = await openRaw(app);
    connection.head(`GET ${path}&sid=${sid}`);
    connection.socket.write('\r\n');
    await until(async () => (await cuts(app)) === before + 1);
    expect((await connection.end()).length).toBeLessThan(pageBytes / 2);
    // The answer is gone from what is counted, whatever became of the session.
    expect(app.get(UnsentBytes).of(ann.id)).toBe(0);
  });

  it('is ended when its headers don’t come', async () => {
    const connection = await openRaw(app);
    connection.head('GET /api/me');
    const drip = setInterval(() => connection.socket.write('x-a: b\r\n'), 50);
    expect(await connection.end()).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  it('is ended when its body doesn’t come', async () => {
    const connection = await openRaw(app);
    connection.head('PATCH /api/me', {
      authorization: `Bearer ${ann.accessToken}`,
      'content-type': 'application/json',
      'content-length': '1000',
    });
    connection.socket.write('\r\n{');
    const drip = setInterval(() => connection.socket.write(' '), 50);
    expect(await connection.end()).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });
});

it('leaves a reader alone who takes a little now and then', async () => {
  const stalledMs = 3_000;
  const app = await createTestApp({ httpBounds: { ...httpBounds, stalledMs, checkEveryMs: 50 } });
  const ann = await createUser(app);
  const conversationId = await fullConversation(app, ann);
  const { socket, ...connection } = await openRaw(app);
  for (let count = 0; count < 4; count += 1) askForPage({ socket, ...connection }, ann, conversationId);
  const begun = Date.now();
  socket.on('data', () => {
    socket.pause();
    // So slowly that a fast machine doesn't come to the end either.
    setTimeout(() => socket.resume(), 60);
  });
  socket.resume();
  await until(() => Date.now() - begun > 2 * stalledMs);
  expect(await cuts(app)).toBe(0);
  expect(app.get(UnsentBytes).of(ann.id)).toBeGreaterThan(0);
  socket.destroy();
  await app.close();
});

describe('what is under way for one person', () => {
  let app: TestApp;
  let ann: TestUser;
  let conversationId: string;
  beforeAll(async () => {
    app = await createTestApp({ httpBounds: { ...httpBounds, unsentBytes: 2 * pageBytes } });
    ann = await createUser(app);
    conversationId = await fullConversation(app, ann);
  });
  afterAll(async () => {
    closeTestClients();
    await app.close();
  });

  it('is bounded however many connections read nothing, and harms nobody else', async () => {
    const client = await connectTestClient(app, ann);
    const answers: ServerResponse[] = [];
    app.nest
      .getHttpServer()
      .on('request', (_request: unknown, answer: ServerResponse) => answers.push(answer));
    const connections = await Promise.all(Array.from({ length: 40 }, () => openRaw(app)));
    for (const connection of connections) askForPage(connection, ann, conversationId);
    await until(() => answers.filter(({ writableEnded }) => writableEnded).length === 40);
    expect(app.get(UnsentBytes).of(ann.id)).toBeLessThan(3 * pageBytes + 100_000);
    const refused = await request<Problem>(app, 'GET', '/api/me', { as: ann });
    expect([refused.status, refused.body.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await client.request('sync', { conversations: [] })).toMatchObject({
      error: { code: 'RATE_LIMITED' },
    });
    // What stores something is answered: its answers are small.
    const body = { theme: 'dark' };
    expect((await request(app, 'PATCH', '/api/me', { as: ann, body })).status).toBe(200);
    await client.done('send_message', { conversationId, clientMessageId: randomUUID(), body: 'Bonjour' });
    expect((await request(app, 'GET', '/api/me', { as: await createUser(app) })).status).toBe(200);
    for (const { socket } of connections) socket.destroy();
    await until(() => app.get(UnsentBytes).of(ann.id) === 0);
    expect((await request(app, 'GET', '/api/me', { as: ann })).status).toBe(200);
  });
});
