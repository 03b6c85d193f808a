import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ClientEventData } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueries } from '../../../test/record-queries.js';
import { sendMessage } from '../../../test/send-message.js';
import type { DomainError } from '../../platform/errors/domain-error.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessagesService } from '../messages/messages.service.js';

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe('ChatGateway', () => {
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

  const command = (body: string) => ({ conversationId, clientMessageId: randomUUID(), body });

  it('numbers what one socket sends in the order sent, whatever else the socket asks meanwhile', async () => {
    const client = await connectTestClient(app, ann);
    const sent = Array.from({ length: 200 }, (_, at) => {
      if (at % 3 === 0) void client.request('typing', { conversationId, active: true });
      if (at % 7 === 0) void client.request('join_conversation', { conversationId });
      return client.done('send_message', command(`${at} ${'x'.repeat((at * 37) % 500)}`));
    });
    const seqs = (await Promise.all(sent)).map(({ message }) => message.seq);
    expect(seqs).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  });

  it('answers a strangers’ join, send, typing and mark as if there were no such conversation', async () => {
    const client = await connectTestClient(app, eve);
    for (const id of [conversationId, randomUUID()]) {
      await expect(client.request('join_conversation', { conversationId: id })).resolves.toEqual(
        refusal('NOT_FOUND'),
      );
      await expect(
        client.request('send_message', { ...command('Bonjour'), conversationId: id }),
      ).resolves.toEqual(refusal('NOT_FOUND'));
      await expect(client.request('typing', { conversationId: id, active: true })).resolves.toEqual(
        refusal('NOT_FOUND'),
      );
      await expect(client.request('mark_as_read', { conversationId: id, seq: 1 })).resolves.toEqual(
        refusal('NOT_FOUND'),
      );
    }
    expect(app.get(Realtime).socketIds(rooms.active(conversationId)).size).toBe(0);
  });

  it('syncs over the socket', async () => {
    await sendMessage(app, ann, conversationId);
    const client = await connectTestClient(app, ben);
    const answer = await client.done('sync', { conversations: [{ id: conversationId, revision: 1 }] });
    expect(answer.changed).toMatchObject([
      { conversation: { id: conversationId, revision: 2, unreadCount: 1 }, messages: [{ seq: 1 }] },
    ]);
  });

  describe('join_conversation', () => {
    it('answers with the newest messages, or those after a seq', async () => {
      for (let at = 1; at <= 60; at += 1) await sendMessage(app, ann, conversationId, `message ${at}`);
      const client = await connectTestClient(app, ben);
      const newest = await client.done('join_conversation', { conversationId });
      expect(newest.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 11));
      expect(newest).toMatchObject({
        hasMoreBefore: true,
        hasMoreAfter: false,
        conversation: { id: conversationId, unreadCount: 60 },
        participants: [{ userId: ann.id }, { userId: ben.id }],
      });
      const after = await client.done('join_conversation', { conversationId, afterSeq: 58 });
      expect(after.messages.map(({ seq }) => seq)).toEqual([59, 60]);
      const beyond = await client.done('join_conversation', { conversationId, afterSeq: 1_000 });
      expect(beyond.messages).toEqual([]);
    });

    it('lets nothing fall between its answer and what is delivered', async () => {
      const client = await connectTestClient(app, ben);
      const sending = (async () => {
        for (let at = 1; at <= 80; at += 1) await sendMessage(app, ann, conversationId, `message ${at}`);
      })();
      const { messages } = await client.done('join_conversation', { conversationId, afterSeq: 0 });
      await sending;
      const known = () =>
        new Set(
          [...messages, ...client.received('new_message').map(({ message }) => message)].map(
            ({ seq }) => seq,
          ),
        );
      await client.next('new_message', ({ message }) => message.seq === 80);
      expect(known().size).toBe(80);
    });

    it('ends outside when the conversation was left meanwhile', async () => {
      const client = await connectTestClient(app, ben);
      const joined = client.request('join_conversation', { conversationId });
      await client.done('leave_conversation', { conversationId });
      await joined;
      expect(app.get(Realtime).socketIds(rooms.active(conversationId)).size).toBe(0);
    });

    it('costs three looks into the database, in a transaction of its own', async () => {
      await sendMessage(app, ben, conversationId);
      const join = () => app.get(MessagesService).joinSnapshot(ben.actor, conversationId);
      expect(await recordQueries(app, join)).toEqual([
        'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
        expect.stringMatching(/JOIN participants p .*\s+JOIN conversations c/),
        expect.stringContaining('FROM messages'),
        expect.stringContaining('FROM participants'),
        'COMMIT',
      ]);
    });

    it('shares its looks with others who join at the same time, each of whom is shown what is theirs', async () => {
      const others = await Promise.all(Array.from({ length: 8 }, () => createUser(app)));
      const theirs = await Promise.all(others.map((other) => createConversation(app, other)));
      await Promise.all(
        theirs.map(({ id }, place) => sendMessage(app, others[place] ?? ben, id, `of ${place}`)),
      );
      const joins = [
        ...theirs.map(({ id }, place) => ({ who: others[place] ?? ben, id, afterSeq: undefined })),
        ...theirs.map(({ id }, place) => ({ who: others[place] ?? ben, id, afterSeq: 1 })),
        ...theirs.map(({ id }) => ({ who: ben, id, afterSeq: undefined })),
      ];
      let answers: PromiseSettledResult<ClientEventData<'join_conversation'>>[] = [];
      const statements = await recordQueries(app, async () => {
        const messages = app.get(MessagesService);
        answers = await Promise.allSettled(
          joins.map(({ who, id, afterSeq }) => messages.joinSnapshot(who.actor, id, afterSeq)),
        );
      });
      expect(statements).toHaveLength(5);
      const shown = answers.map((answer) =>
        answer.status === 'fulfilled'
          ? [answer.value.conversation.id, answer.value.messages.map(({ body }) => body)]
          : (answer.reason as DomainError).code,
      );
      expect(shown).toEqual([
        ...theirs.map(({ id }, place) => [id, [`of ${place}`]]),
        ...theirs.map(({ id }) => [id, []]),
        ...theirs.map(() => 'NOT_FOUND'),
      ]);
    });

    it('ends outside when a removal overtakes it, and hears nothing on the way', async () => {
      const client = await connectTestClient(app, ben);
      const messages = app.get(MessagesService);
      const load = messages.joinSnapshot.bind(messages);
      messages.joinSnapshot = async (...args) => {
        messages.joinSnapshot = load;
        await app.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
        await sendMessage(app, ann, conversationId, 'not for Ben');
        return load(...args);
      };
      await expectOutside(client);
    });

    it('ends outside when a removal overtakes the look whether they participate', async () => {
      const client = await connectTestClient(app, ben);
      // As where the news that they were added is still on its way.
      for (const socket of app.get(Realtime).socketsIn(rooms.user(ben.id)))
        void socket.leave(rooms.conversation(conversationId));
      const conversations = app.get(ConversationsService);
      const authorise = conversations.forParticipant.bind(conversations);
      conversations.forParticipant = async (actor, id) => {
        const own = await authorise(actor, id);
        conversations.forParticipant = authorise;
        await app.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
        return own;
      };
      await expectOutside(client);
    });

    async function expectOutside(client: TestClient): Promise<void> {
      const joined = client.request('join_conversation', { conversationId });
      await expect(joined).resolves.toEqual(refusal('NOT_FOUND'));
      expect(client.received('new_message')).toEqual([]);
      expect(app.get(Realtime).socketIds(rooms.active(conversationId)).size).toBe(0);
      expect(app.get(Realtime).socketIds(rooms.conversation(conversationId)).size).toBe(0);
    }

    it('leaves the socket as it was when its answer can’t be loaded', async () => {
      const client = await connectTestClient(app, ben);
      const messages = app.get(MessagesService);
      const load = messages.joinSnapshot.bind(messages);
      messages.joinSnapshot = () => Promise.reject(new Error('no answer'));
      try {
        await expect(client.request('join_conversation', { conversationId })).resolves.toEqual(
          refusal('INTERNAL'),
        );
      } finally {
        messages.joinSnapshot = load;
      }
      expect(app.get(Realtime).socketIds(rooms.active(conversationId)).size).toBe(0);
      expect(app.get(Realtime).socketIds(rooms.conversation(conversationId)).size).toBe(1);
    });
  });

  describe('typing', () => {
    it('is sent to the other active sockets only', async () => {
      const typist = await connectTestClient(app, ann);
      const typistElsewhere = await connectTestClient(app, ann);
      const other = await connectTestClient(app, ben);
      const passive = await connectTestClient(app, ben);
      for (const client of [typist, typistElsewhere, other]) {
        await client.done('join_conversation', { conversationId });
      }
      await typist.done('typing', { conversationId, active: true });
      await typist.done('typing', { conversationId, active: false });
      for (const client of [other, typistElsewhere]) {
        await expect(client.next('typing')).resolves.toEqual({
          conversationId,
          userId: ann.id,
          active: true,
        });
        await expect(client.next('typing')).resolves.toMatchObject({ active: false });
      }
      for (const client of [typist, passive]) {
        await client.done('sync', { conversations: [] });
        expect(client.received('typing')).toEqual([]);
      }
    });

    it('may come from a passive socket of a participant', async () => {
      const typist = await connectTestClient(app, ann);
      const other = await connectTestClient(app, ben);
      await other.done('join_conversation', { conversationId });
      await typist.done('typing', { conversationId, active: true });
      await expect(other.next('typing')).resolves.toMatchObject({ userId: ann.id });
    });
  });
});

describe('ChatGateway with limits', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ rateLimitMessages: { points: 20, durationMs: 60_000 } });
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  it('refuses a flood of cheap events of one user, and says when to come back', async () => {
    const [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
    const { id: conversationId } = await createConversation(app, ann, [ben]);
    const clients = [await connectTestClient(app, ann), await connectTestClient(app, ann)];
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, at) =>
        clients[at % 2]!.request('typing', { conversationId, active: true }),
      ),
    );
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(801);
    expect(refused[0]).toMatchObject({ error: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } });
    const other = await connectTestClient(app, ben);
    await expect(other.request('typing', { conversationId, active: true })).resolves.toMatchObject({
      ok: true,
    });
  });

  it('refuses messages beyond the burst', async () => {
    const ann = await createUser(app);
    const { id: conversationId } = await createConversation(app, ann);
    const client = await connectTestClient(app, ann);
    const answers = await Promise.all(
      Array.from({ length: 25 }, () =>
        client.request('send_message', { conversationId, clientMessageId: randomUUID(), body: 'x' }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect(answers.at(-1)).toMatchObject({
      error: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) },
    });
  });
});
