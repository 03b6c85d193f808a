import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mentionSource, type Message } from '@litspark/shared-contracts';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { type HeldLine, openHeldLine } from '../../../test/held-line.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { createTestDatabase } from '../../../test/test-database.js';
import { until } from '../../../test/until.js';
import { streamName } from '../../platform/events/event-stream.js';
import { EventRelay } from '../../platform/events/event-relay.js';
import { Redis } from '../../platform/redis/redis.js';
import { SessionsService } from '../auth/sessions.service.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { ReactionsService } from '../messages/reactions.service.js';
import { DeliveredMarkersService } from '../read-receipts/delivered-markers.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { Audience } from './audience.port.js';
import { LiveDelivery } from './live-delivery.js';

describe('two nodes on one database and one Redis', () => {
  let redis: TestRedis;
  /** By which the listeners' node reaches Redis. */
  let line: HeldLine;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  /** Where things are done, and where the listeners are. */
  let here: TestApp;
  let there: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let eve: TestUser;
  let conversationId: string;

  beforeAll(async () => {
    [redis, database] = await Promise.all([startRedis(), createTestDatabase()]);
    line = await openHeldLine(redis.url);
    here = await createTestApp({ databaseUrl: database.url, redisUrl: redis.url });
    there = await createTestApp({ databaseUrl: database.url, redisUrl: line.url });
  });
  beforeEach(async () => {
    [ann, ben, eve] = await Promise.all([createUser(here), createUser(here), createUser(here)]);
    ({ id: conversationId } = await createConversation(here, ann, [ben]));
  });
  afterEach(() => {
    line.release();
    closeTestClients();
  });
  afterAll(async () => {
    await here.close();
    await there.close();
    await line.close();
    await database.drop();
    await redis.kill();
  });

  const connectActive = async (app: TestApp, user: TestUser) => {
    const client = await connectTestClient(app, user);
    await client.done('join_conversation', { conversationId });
    return client;
  };

  const announced = () => there.get(ConversationsService).forParticipant(ann.actor, conversationId);

  it('deliver messages and mentions of one to the sockets of the other, each once', async () => {
    const active = await connectActive(there, ben);
    const passive = await connectTestClient(there, ben);
    const senderElsewhere = await connectTestClient(there, ann);
    const sender = await connectTestClient(here, ann);
    const { message } = await sender.done('send_message', {
      conversationId,
      clientMessageId: randomUUID(),
      body: mentionSource('Ben', ben.id),
    });
    for (const client of [sender, active, senderElsewhere]) {
      await expect(client.next('new_message')).resolves.toEqual({ message });
    }
    await expect(active.next('mentioned')).resolves.toEqual({ message });
    await expect(passive.next('mentioned')).resolves.toEqual({ message });
    await passive.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 1);
    expect(active.received('new_message')).toHaveLength(1);
    expect(passive.received('new_message')).toEqual([]);
  });

  it('announce on the other what changed about a person, and who comes', async () => {
    const watcher = await connectTestClient(there, ann);
    const stranger = await connectTestClient(there, eve);
    await request(here, 'PATCH', '/api/me', { as: ben, body: { displayName: 'Benoît' } });
    expect((await watcher.next('user_changed')).user).toMatchObject({ id: ben.id, displayName: 'Benoît' });
    await connectTestClient(here, ben);
    expect(await watcher.next('presence_changed')).toEqual({
      userId: ben.id,
      presence: 'online',
      lastSeenAt: null,
    });
    await stranger.done('sync', { conversations: [] });
    expect(stranger.received('user_changed')).toEqual([]);
    expect(stranger.received('presence_changed')).toEqual([]);
  });

  it('number what is sent to both at once without a gap, and deliver all of it everywhere', async () => {
    const clients = [await connectActive(here, ben), await connectActive(there, ben)];
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        sendMessage(at % 2 ? here : there, at % 3 ? ann : ben, conversationId, `message ${at}`),
      ),
    );
    for (const client of clients) {
      await until(() => client.received('new_message').length >= 40);
      const seqs = client.received('new_message').map(({ message }) => message.seq);
      expect([...new Set(seqs)].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    }
  });

  it('announce what is edited, deleted and reacted to on the other', async () => {
    const active = await connectActive(there, ben);
    const passive = await connectTestClient(there, ben);
    const message = await sendMessage(here, ann, conversationId);
    const ref = { conversationId, messageId: message.id };
    const changes = [
      await here.get(ReactionsService).add(ben.actor, ref, '👍'),
      await here.get(MessageChangesService).edit(ann.actor, ref, { body: mentionSource('Ben', ben.id) }),
      await here.get(MessageChangesService).delete(ann.actor, ref),
    ];
    for (const change of changes)
      await expect(active.next('message_updated')).resolves.toEqual({ message: change });
    await expect(passive.next('mentioned')).resolves.toEqual({ message: changes[1] });
    await passive.next(
      'conversation_updated',
      ({ conversation }) => conversation.lastMessage?.deletedAt === changes[2]?.deletedAt,
    );
    expect(passive.received('message_updated')).toEqual([]);
  });

  it('announce markers and typing', async () => {
    await sendMessage(here, ann, conversationId);
    const active = await connectActive(there, ann);
    await here.get(DeliveredMarkersService).markAsDelivered(ben.actor, conversationId, 1);
    await expect(active.next('messages_delivered')).resolves.toMatchObject({
      userId: ben.id,
      lastDeliveredSeq: 1,
    });
    await here.get(ReadReceiptsService).markAsRead(ben.actor, conversationId, 1);
    await expect(active.next('messages_read')).resolves.toMatchObject({ userId: ben.id, lastReadSeq: 1 });
    const typist = await connectTestClient(here, ben);
    await typist.done('typing', { conversationId, active: true });
    await expect(active.next('typing')).resolves.toEqual({ conversationId, userId: ben.id, active: true });
  });

  it('announce presence, which is the sum of the devices on both', async () => {
    const watcher = await connectTestClient(there, ann);
    const first = await connectTestClient(here, ben);
    await watcher.next('presence_changed', ({ presence }) => presence === 'online');
    const second = await connectTestClient(there, ben);
    await second.done('set_presence', { presence: 'away' });
    first.close();
    await watcher.next('presence_changed', ({ presence }) => presence === 'away');
    second.close();
    await watcher.next('presence_changed', ({ presence }) => presence === 'offline');
    expect(watcher.received('presence_changed').map(({ presence }) => presence)).toEqual([
      'online',
      'away',
      'offline',
    ]);
  });

  it('announce conversations that are created, changed and joined', async () => {
    const client = await connectTestClient(there, eve);
    const { id } = await createConversation(here, ann, [eve], { title: 'Cantine' });
    await expect(client.next('new_conversation')).resolves.toMatchObject({ conversation: { id } });
    await here.get(ConversationsService).update(ann.actor, id, { title: 'Restaurant' });
    await client.next('conversation_updated', ({ conversation }) => conversation.title === 'Restaurant');
    await here.get(ParticipantsService).add(ann.actor, conversationId, [eve.id]);
    await client.next('new_conversation', ({ conversation }) => conversation.id === conversationId);
    await sendMessage(here, ann, conversationId);
    await client.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 1);
  });

  it('take a removed participant out of the rooms of both', async () => {
    const removed = await connectActive(there, ben);
    await here.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
    await removed.next('conversation_removed');
    const witness = await connectActive(there, ann);
    await sendMessage(here, ann, conversationId);
    await witness.next('new_message');
    await removed.done('sync', { conversations: [] });
    expect(removed.received('new_message')).toEqual([]);
  });

  it.each([
    ['a message', () => sendMessage(there, ann, conversationId, 'after')],
    [
      'a change of a message',
      ({ id }: Message) => {
        const ref = { conversationId, messageId: id };
        return there.get(MessageChangesService).edit(ann.actor, ref, { body: mentionSource('Ann', ann.id) });
      },
    ],
    [
      'what a feature sends to those who have the conversation open',
      async (message: Message) =>
        there.get(Audience).toActive(await announced(), 'message_updated', { message }),
    ],
    [
      'what a feature sends to all participants',
      async (message: Message) =>
        there.get(Audience).toParticipants(await announced(), 'message_updated', { message }),
    ],
    [
      'what a feature sends to some participants',
      async (message: Message) => {
        const people = [ann.id, ben.id];
        there.get(Audience).toParticipants(await announced(), 'message_updated', { message }, people);
      },
    ],
  ])(
    'deliver nothing to who was removed on the other, even before that was heard: not %s',
    async (_what, act) => {
      const removed = await connectActive(there, ben);
      const witness = await connectActive(there, ann);
      const before = await sendMessage(there, ann, conversationId, 'before');
      await removed.next('new_message');
      const relay = here.get(EventRelay);
      const send = relay.send.bind(relay);
      relay.send = () => undefined;
      try {
        await here.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
      } finally {
        relay.send = send;
      }
      await act(before);
      await until(
        () => witness.received('new_message').length + witness.received('message_updated').length === 2,
      );
      await removed.done('sync', { conversations: [] });
      expect(removed.received('new_message').map(({ message }) => message.body)).toEqual(['before']);
      expect(removed.received('message_updated')).toEqual([]);
      expect(removed.received('conversation_updated')).toEqual([]);
    },
  );

  it.each([
    ['a message', (body: string) => sendMessage(here, ann, conversationId, body)],
    [
      'an edit',
      async (body: string, { id }: Message) => {
        const ref = { conversationId, messageId: id };
        await here.get(MessageChangesService).edit(ann.actor, ref, { body });
      },
    ],
  ])('mention nobody in %s who has heard conversation_removed, however late it comes', async (_what, act) => {
    const before = await sendMessage(here, ann, conversationId, 'before');
    const removed = [await connectActive(there, ben), await connectTestClient(there, ben)];
    const witness = await connectActive(there, ann);
    line.hold();
    await act(`${mentionSource('Ben', ben.id)} ${mentionSource('Ann', ann.id)}`, before);
    await there.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
    for (const client of removed) await client.next('conversation_removed');
    line.release();
    await witness.next('mentioned');
    for (const client of removed) {
      await client.done('sync', { conversations: [] });
      expect(client.received('mentioned')).toEqual([]);
    }
  });

  it('mention who was added a moment before', async () => {
    const added = await connectTestClient(there, eve);
    for (let round = 0; round < 20; round += 1) {
      const { id } = await createConversation(here, ann);
      await here.get(ParticipantsService).add(ann.actor, id, [eve.id]);
      await sendMessage(here, ann, id, mentionSource('Eve', eve.id));
      await added.next('mentioned', ({ message }) => message.conversationId === id);
    }
  });

  describe('while the database breaks off what is loaded before something is sent', () => {
    const events = [
      ['new_message', () => sendMessage(here, ann, conversationId)],
      ['new_conversation', () => createConversation(here, ann, [ben])],
      ['conversation_removed', () => here.get(ParticipantsService).remove(ann.actor, conversationId, ben.id)],
      ['user_changed', () => request(here, 'PATCH', '/api/me', { as: ben, body: { displayName: 'Benoît' } })],
    ] as const;

    /** Does `act`, and ends every connection that reads participants for it until the listeners' node has said so. */
    const breakOff = async (act: () => Promise<unknown>) => {
      const holder = new Client({ connectionString: database.url });
      await holder.connect();
      try {
        line.hold();
        await act();
        await holder.query('BEGIN; LOCK TABLE participants IN ACCESS EXCLUSIVE MODE');
        const begun = there.log.length;
        line.release();
        await until(async () => {
          await holder.query(
            `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'participants'::regclass AND NOT granted`,
          );
          return there.log.slice(begun).some(({ msg }) => /sent live/.test(String(msg)));
        });
      } finally {
        await holder.end();
      }
    };

    it.each(events)('send it a moment later: %s', async (event, act) => {
      const client = await connectActive(there, ben);
      await breakOff(act);
      await client.next(event);
    });

    it.each(events)('send those whom it concerns to pull where it goes on: %s', async (_event, act) => {
      const client = await connectActive(there, ben);
      const delivery = there.get(LiveDelivery);
      const { pausesMs } = delivery;
      delivery.pausesMs = [];
      try {
        await breakOff(act);
      } finally {
        delivery.pausesMs = pausesMs;
      }
      await expect(client.disconnected).resolves.toBe('transport close');
    });
  });

  it('end the sockets of a session on both', async () => {
    const client = await connectTestClient(there, ben);
    await here.get(SessionsService).endOne(ben.actor.sessionId, ben.id);
    await expect(client.next('session_expired')).resolves.toEqual({ reason: 'signed_out' });
    await client.disconnected;
  });

  it.each([
    ['trimmed', ['XTRIM', streamName, 'MAXLEN', '0']],
    ['flushed', ['FLUSHALL']],
  ])(
    'send all clients to pull where events were %s before they were heard, and say so',
    async (_how, lose) => {
      const clients = [
        await connectActive(there, ben),
        await connectTestClient(there, ben),
        await connectTestClient(there, eve),
      ];
      const stays = await connectActive(here, ben);
      const stored = async () => Number(await redis.command('XLEN', streamName));
      const before = await stored();
      line.hold();
      for (let at = 0; at < 10; at += 1) await sendMessage(here, ann, conversationId, `unheard ${at}`);
      await stays.next('new_message', ({ message }) => message.body === 'unheard 9');
      await until(async () => (await stored()) > before + 1);
      await redis.command(...lose);
      line.release();
      await sendMessage(here, ann, conversationId, 'afterwards');
      for (const client of clients) await expect(client.disconnected).resolves.toBe('transport close');
      expect(there.log.map(({ msg }) => String(msg))).toContainEqual(
        expect.stringContaining('events of other nodes were missed'),
      );
      const again = await connectActive(there, ben);
      await until(async () => {
        await sendMessage(here, ann, conversationId, 'together');
        return again.received('new_message').length > 0;
      });
    },
  );

  it('answer what is sent, and who signs in, while Redis hangs', async () => {
    const limited = await createTestApp({
      databaseUrl: database.url,
      redisUrl: redis.url,
      rateLimitMessages: { points: 20, durationMs: 1_000 },
    });
    const password = 'a passphrase of some length';
    const cal = await createUser(limited, { password });
    const { id } = await createConversation(limited, cal, [ben]);
    const client = await connectTestClient(limited, cal);
    redis.freeze();
    try {
      const send = { conversationId: id, clientMessageId: randomUUID(), body: 'Encore là' };
      expect(await client.done('send_message', send)).toMatchObject({ message: { seq: 1 } });
      const body = { email: cal.email, password };
      expect(await request(limited, 'POST', '/api/auth/login', { body })).toMatchObject({ status: 200 });
    } finally {
      redis.thaw();
    }
    await limited.close();
  });

  it('go on each for itself while Redis is away, and together again afterwards', async () => {
    const local = await connectActive(here, ben);
    const remote = await connectActive(there, ben);
    await redis.kill();
    await sendMessage(here, ann, conversationId, 'alone');
    await local.next('new_message', ({ message }) => message.body === 'alone');
    await redis.start();
    // What lay in Redis is lost: clients are sent to ask what is new.
    await expect(remote.disconnected).resolves.toBe('transport close');
    await until(() => here.get(Redis).isReady && there.get(Redis).isReady);
    const again = await connectActive(there, ben);
    await until(async () => {
      await sendMessage(here, ann, conversationId, 'together');
      return again.received('new_message').length > 0;
    });
  });
});
