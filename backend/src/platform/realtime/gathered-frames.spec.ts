import { randomUUID } from 'node:crypto';
import type { Socket as Line } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { ConnectedSockets } from './connected-sockets.js';
import { Realtime } from './realtime.js';
import { rooms } from './rooms.js';

describe('frames of one turn of the event loop', () => {
  let app: TestApp;
  let ann: TestUser;
  let client: TestClient;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    closeTestClients();
  });
  afterAll(() => app.close());

  /** Connects Ann and counts what is written to her connection from then on. */
  async function countWrites() {
    ann = await createUser(app);
    client = await connectTestClient(app, ann);
    const [socket] = app.get(ConnectedSockets).of(ann.id);
    if (!socket) throw new Error('she is not connected');
    const { _socket: line } = (socket.conn.transport as unknown as { socket: { _socket: Line } }).socket;
    // Node calls one of them for each system call.
    return [jest.spyOn(line, '_write'), jest.spyOn(line, '_writev' as '_write')];
  }
  const calls = (writes: Awaited<ReturnType<typeof countWrites>>) =>
    writes.reduce((sum, { mock }) => sum + mock.calls.length, 0);

  it('leave in one write, in their order', async () => {
    const writes = await countWrites();
    for (let count = 0; count < 20; count += 1)
      app.get(Realtime).emit('session_expired', { reason: String(count) }, [rooms.user(ann.id)]);
    await client.done('sync', { conversations: [] });
    expect(client.received('session_expired').map(({ reason }) => reason)).toEqual(
      Array.from({ length: 20 }, (_, count) => String(count)),
    );
    // The other one is the answer of `sync`.
    expect(calls(writes)).toBe(2);
  });

  it('are an acknowledgement and the message that it is about', async () => {
    const writes = await countWrites();
    const ben = await createUser(app);
    const { id: conversationId } = await createConversation(app, ann, [ben]);
    await client.next('new_conversation');
    await client.done('join_conversation', { conversationId });
    const before = calls(writes);
    await client.done('send_message', { conversationId, clientMessageId: randomUUID(), body: 'Bonjour' });
    await client.next('new_message');
    expect(calls(writes)).toBe(before + 1);
  });

  it('leave to one before the rest of a room has been written to', async () => {
    const devices = 20;
    ann = await createUser(app);
    const clients = await Promise.all(Array.from({ length: devices }, () => connectTestClient(app, ann)));
    const sockets = [...app.get(ConnectedSockets).of(ann.id)];
    const order: number[] = [];
    for (const [place, socket] of sockets.entries()) {
      const send = socket.conn.transport.send.bind(socket.conn.transport);
      jest.spyOn(socket.conn.transport, 'send').mockImplementation((packets) => {
        order.push(place);
        send(packets);
      });
    }
    // Each look at the clock finds the slice over.
    const now = performance.now.bind(performance);
    let looks = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now() + 1_000 * (looks += 1));
    app.get(Realtime).emit('session_expired', { reason: 'all' }, [rooms.user(ann.id)]);
    const last = devices - 1;
    await new Promise<void>((resolve) => {
      setImmediate(() => {
        sockets[last]?.emit('session_expired', { reason: 'one' });
        resolve();
      });
    });
    await Promise.all(
      clients.map((client) => client.next('session_expired', ({ reason }) => reason === 'all')),
    );
    await clients[last]?.next('session_expired', ({ reason }) => reason === 'one');
    expect(new Set(order).size).toBe(devices);
    expect(order.indexOf(last)).toBe(16);
  });

  it('reach a client of whom this is the last that is heard', async () => {
    await countWrites();
    app.get(Realtime).emit('session_expired', { reason: 'revoked' }, [rooms.user(ann.id)]);
    for (const socket of app.get(ConnectedSockets).of(ann.id)) socket.disconnect(true);
    await client.disconnected;
    expect(client.received('session_expired')).toEqual([{ reason: 'revoked' }]);
  });
});
