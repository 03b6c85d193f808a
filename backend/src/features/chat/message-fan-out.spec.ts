import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mentionSource } from '@litspark/shared-contracts';
import { randomUUID } from 'node:crypto';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { sendMessage } from '../../../test/send-message.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';

describe('a message on its way to sockets', () => {
  let app: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let eve: TestUser;
  let conversationId: string;

  beforeAll(async () => {
    app = await createTestApp();
  });
  beforeEach(async () => {
    [ann, ben, eve] = await Promise.all([createUser(app), createUser(app), createUser(app)]);
    ({ id: conversationId } = await createConversation(app, ann, [ben]));
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  const connectActive = async (user: TestUser) => {
    const client = await connectTestClient(app, user);
    await client.done('join_conversation', { conversationId });
    return client;
  };

  it('reaches the active sockets and every socket of the sender, each once', async () => {
    const active = await connectActive(ben);
    const sending = await connectActive(ann);
    const senderElsewhere = await connectTestClient(app, ann);
    const { message } = await sending.done('send_message', {
      conversationId,
      clientMessageId: randomUUID(),
      body: 'Bonjour',
    });
    for (const client of [active, sending, senderElsewhere]) {
      await expect(client.next('new_message')).resolves.toEqual({ message });
      await client.done('sync', { conversations: [] });
      expect(client.received('new_message')).toHaveLength(1);
    }
  });

  it('comes as new_message to no passive socket of others, and to no stranger', async () => {
    const passive = await connectTestClient(app, ben);
    const stranger = await connectTestClient(app, eve);
    const message = await sendMessage(app, ann, conversationId);
    const { conversation } = await passive.next('conversation_updated');
    expect(conversation).toMatchObject({ id: conversationId, lastSeq: 1, lastMessage: message });
    await stranger.done('sync', { conversations: [] });
    expect(passive.received('new_message')).toEqual([]);
    expect(stranger.received('new_message')).toEqual([]);
    expect(stranger.received('conversation_updated')).toEqual([]);
  });

  it('stops coming when the socket leaves the conversation', async () => {
    const client = await connectActive(ben);
    const witness = await connectActive(ben);
    await client.done('leave_conversation', { conversationId });
    await sendMessage(app, ann, conversationId);
    await witness.next('new_message');
    await client.next('conversation_updated');
    expect(client.received('new_message')).toEqual([]);
  });

  it('comes in the order of its conversation', async () => {
    const client = await connectActive(ben);
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        sendMessage(app, at % 2 ? ann : ben, conversationId, `message ${at}`),
      ),
    );
    await client.next('new_message', ({ message }) => message.seq === 60);
    const revisions = client.received('new_message').map(({ message }) => message.revision);
    expect(revisions).toEqual(Array.from({ length: 60 }, (_, at) => at + 2));
  });

  it('is announced once, however often it is sent', async () => {
    const client = await connectActive(ben);
    const sender = await connectTestClient(app, ann);
    const command = { conversationId, clientMessageId: randomUUID(), body: mentionSource('Ben', ben.id) };
    const [first, second] = await Promise.all([
      sender.done('send_message', command),
      sender.done('send_message', command),
    ]);
    expect(second).toEqual(first);
    await sendMessage(app, ann, conversationId, 'the last one');
    await client.next('new_message', ({ message }) => message.body === 'the last one');
    expect(client.received('new_message')).toHaveLength(2);
    expect(client.received('mentioned')).toHaveLength(1);
  });

  it('is sent as a mention to every socket of who is mentioned, active or not', async () => {
    const active = await connectActive(ben);
    const passive = await connectTestClient(app, ben);
    const stranger = await connectTestClient(app, eve);
    const body = `${mentionSource('Ben', ben.id)} et ${mentionSource('Eve', eve.id)}`;
    const message = await sendMessage(app, ann, conversationId, body);
    await expect(active.next('mentioned')).resolves.toEqual({ message });
    await expect(passive.next('mentioned')).resolves.toEqual({ message });
    await stranger.done('sync', { conversations: [] });
    expect(stranger.received('mentioned')).toEqual([]);
  });

  it('reaches nobody who was removed, from the moment of the commit', async () => {
    const removed = await connectActive(ben);
    await app.get(ParticipantsService).add(ann.actor, conversationId, [eve.id]);
    const witness = await connectActive(eve);
    await app.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
    await sendMessage(app, ann, conversationId, mentionSource('Ben', ben.id));
    await witness.next('new_message');
    await removed.next('conversation_removed');
    await removed.done('sync', { conversations: [] });
    expect(removed.received('new_message')).toEqual([]);
    expect(removed.received('mentioned')).toEqual([]);
  });

  describe('that was read', () => {
    it('is sent to the reader’s own sockets and to the active ones', async () => {
      await sendMessage(app, ann, conversationId);
      const active = await connectActive(ann);
      const ownPassive = await connectTestClient(app, ben);
      const otherPassive = await connectTestClient(app, ann);
      const reader = await connectTestClient(app, ben);
      await expect(reader.done('mark_as_read', { conversationId, seq: 1 })).resolves.toEqual({
        lastReadSeq: 1,
        unreadCount: 0,
      });
      const marker = { conversationId, userId: ben.id, lastReadSeq: 1, readAt: expect.any(String) };
      for (const client of [active, ownPassive, reader]) {
        await expect(client.next('messages_read')).resolves.toEqual(marker);
      }
      await otherPassive.done('sync', { conversations: [] });
      expect(otherPassive.received('messages_read')).toEqual([]);
    });

    it('is sent at once, then at most once a second, and always with the last seq', async () => {
      for (let count = 0; count < 40; count += 1) await sendMessage(app, ann, conversationId);
      const active = await connectActive(ann);
      const reader = await connectTestClient(app, ben);
      const began = performance.now();
      for (let seq = 1; seq <= 40; seq += 1) await reader.done('mark_as_read', { conversationId, seq });
      for (const client of [active, reader]) {
        await expect(client.next('messages_read')).resolves.toMatchObject({ lastReadSeq: 1 });
        await client.next('messages_read', ({ lastReadSeq }) => lastReadSeq === 40);
        const seconds = (performance.now() - began) / 1_000;
        expect(client.received('messages_read').length).toBeLessThanOrEqual(1 + seconds);
      }
    });

    it('is sent with the last seq before the service stops', async () => {
      for (let count = 0; count < 3; count += 1) await sendMessage(app, ann, conversationId);
      const active = await connectActive(ann);
      const receipts = app.get(ReadReceiptsService);
      for (const seq of [1, 2, 3]) await receipts.markAsRead(ben.actor, conversationId, seq);
      await app.get(Realtime).flush();
      // What comes last on the same socket: nothing else is on its way.
      await active.done('leave_conversation', { conversationId });
      expect(active.received('messages_read').at(-1)).toMatchObject({ lastReadSeq: 3 });
    });

    it('is announced once for each step forward', async () => {
      await sendMessage(app, ann, conversationId);
      await sendMessage(app, ann, conversationId);
      const active = await connectActive(ann);
      const receipts = app.get(ReadReceiptsService);
      await receipts.markAsRead(ben.actor, conversationId, 1);
      await receipts.markAsRead(ben.actor, conversationId, 1);
      await receipts.markAsRead(ben.actor, conversationId, 2);
      await active.next('messages_read', ({ lastReadSeq }) => lastReadSeq === 2);
      expect(active.received('messages_read')).toHaveLength(2);
    });
  });
});

describe('a large conversation', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  it('has its markers asked for: only the reader’s own sockets are notified', async () => {
    const [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
    const crowd = [];
    for (let at = 0; at < 99; at += 1) crowd.push(await createUser(app));
    const { id: conversationId } = await createConversation(app, ann, [ben, ...crowd]);
    await sendMessage(app, ann, conversationId);
    const active = await connectTestClient(app, ann);
    await active.done('join_conversation', { conversationId });
    const reader = await connectTestClient(app, ben);
    await reader.done('mark_as_read', { conversationId, seq: 1 });
    await reader.next('messages_read');
    await active.done('sync', { conversations: [] });
    expect(active.received('messages_read')).toEqual([]);
  });
});
