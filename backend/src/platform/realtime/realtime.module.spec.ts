import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { sendMessage } from '../../../test/send-message.js';
import { until } from '../../../test/until.js';
import { Draining } from '../lifecycle/draining.js';
import { MessagesService } from '../../features/messages/messages.service.js';
import { Realtime } from './realtime.js';

/** What a request for a WebSocket is answered. */
async function answerTo(url: string, path: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
  );
  let answer = '';
  for await (const piece of socket) answer += String(piece);
  return answer;
}

describe('stopping', () => {
  let app: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let conversationId: string;
  let closing: Promise<void> | null;

  beforeEach(async () => {
    closing = null;
    app = await createTestApp();
    [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
    ({ id: conversationId } = await createConversation(app, ann, [ben]));
  });
  afterEach(async () => {
    closeTestClients();
    await (closing ?? app.close());
  });

  it('acknowledges what was accepted, refuses what comes later, and then lets clients reconnect', async () => {
    const client = await connectTestClient(app, ann);
    const messages = app.get(MessagesService);
    const send = messages.send.bind(messages);
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let accepted = false;
    messages.send = async (...args) => {
      accepted = true;
      await held;
      return send(...args);
    };
    const command = () => ({ conversationId, clientMessageId: randomUUID(), body: 'Bonjour' });
    const first = client.request('send_message', command());
    await until(() => accepted);
    closing = app.close();
    await until(async () => !(await client.request('join_conversation', { conversationId })).ok);
    await expect(client.request('send_message', command())).resolves.toMatchObject({
      ok: false,
      error: { code: 'UNAVAILABLE', retryAfterMs: expect.any(Number) },
    });
    await expect(connectTestClient(app, ben)).rejects.toMatchObject({ data: { code: 'UNAVAILABLE' } });
    release();
    await expect(first).resolves.toMatchObject({ ok: true });
    // Not «io server disconnect», after which a client stays away.
    await expect(client.disconnected).resolves.toMatch(/transport (close|error)/);
    await closing;
  });

  it('tells a balancer that sessions are to begin elsewhere, and serves those that are there', async () => {
    const client = await connectTestClient(app, ann, { transports: ['polling'] });
    app.get(Draining).begin();
    const polling = await fetch(new URL('/socket.io/?EIO=4&transport=polling', app.url));
    expect(polling.status).toBe(503);
    expect(await answerTo(app.url, '/socket.io/?EIO=4&transport=websocket')).toMatch(/^HTTP\/1\.1 503 /);
    expect(await client.request('join_conversation', { conversationId })).toMatchObject({ ok: true });
  });

  it('goes on telling passive sockets that are not moved yet', async () => {
    const passive = await connectTestClient(app, ben);
    await sendMessage(app, ann, conversationId, 'at once');
    await passive.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 1);
    await app.get(Realtime).flush();
    await sendMessage(app, ann, conversationId, 'after the first flush');
    await passive.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 2);
    closing = app.close();
  });

  it('sends passive sockets the last state first', async () => {
    const passive = await connectTestClient(app, ben);
    await sendMessage(app, ann, conversationId, 'at once');
    await passive.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 1);
    await sendMessage(app, ann, conversationId, 'within the same second');
    closing = app.close();
    await passive.disconnected;
    expect(passive.received('conversation_updated').at(-1)).toMatchObject({ conversation: { lastSeq: 2 } });
  });
});

describe('the sockets’ metrics', () => {
  it('count connections by transport, deliveries, and slow readers', async () => {
    const app = await createTestApp();
    try {
      const [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
      const { id } = await createConversation(app, ann, [ben]);
      const client = await connectTestClient(app, ann);
      await connectTestClient(app, ben, { transports: ['polling'] });
      await sendMessage(app, ann, id);
      await client.next('new_message');
      const text = await (await fetch(new URL('/metrics', app.url))).text();
      expect(text).toContain('litspark_socket_connections{transport="websocket"} 1');
      expect(text).toContain('litspark_socket_connections{transport="polling"} 1');
      expect(text).toContain('litspark_socket_deliveries_total{event="new_message"} 1');
      expect(text).toContain('litspark_socket_slow_readers_total 0');
      expect(text).toContain('litspark_conversation_updates_waiting');
    } finally {
      closeTestClients();
      await app.close();
    }
  });
});
