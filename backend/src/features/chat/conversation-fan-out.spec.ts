import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueriesOfAll } from '../../../test/record-queries.js';
import { sendMessage } from '../../../test/send-message.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';

describe('a conversation that comes, changes and goes', () => {
  let app: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let eve: TestUser;

  beforeAll(async () => {
    app = await createTestApp();
  });
  beforeEach(async () => {
    [ann, ben, eve] = await Promise.all([createUser(app), createUser(app), createUser(app)]);
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  it('is sent to every socket of its creator and participants, as each of them sees it', async () => {
    const clients = await Promise.all([ann, ann, ben].map((user) => connectTestClient(app, user)));
    const stranger = await connectTestClient(app, eve);
    const { id } = await createConversation(app, ann, [ben], { title: 'Cantine' });
    for (const client of clients) {
      await expect(client.next('new_conversation')).resolves.toMatchObject({
        conversation: { id, title: 'Cantine', lastReadSeq: 0, unreadCount: 0, mentionCount: 0 },
      });
    }
    await stranger.done('sync', { conversations: [] });
    expect(stranger.received('new_conversation')).toEqual([]);
  });

  it.each(['created', 'added to'])(
    'takes as many statements for 5 connected people as for 50 when %s',
    async (how) => {
      const crowd = await Promise.all(Array.from({ length: 50 }, () => createUser(app)));
      const clients = await Promise.all(crowd.map((user) => connectTestClient(app, user)));
      const welcome = async (count: number) => {
        const people = crowd.slice(0, count);
        const { id: existing } = await createConversation(app, ann, [ben], { title: 'Cantine' });
        await sendMessage(app, ann, existing);
        const statements = await recordQueriesOfAll(app, async () => {
          let id = existing;
          if (how === 'created') ({ id } = await createConversation(app, ann, people));
          else
            await app.get(ParticipantsService).add(
              ann.actor,
              id,
              people.map((user) => user.id),
            );
          for (const client of clients.slice(0, count)) {
            const { conversation } = await client.next(
              'new_conversation',
              ({ conversation }) => conversation.id === id,
            );
            expect(conversation).toMatchObject({ unreadCount: 0, mentionCount: 0 });
          }
        });
        return statements.length;
      };
      const five = await welcome(5);
      // What else goes on at that moment, such as an update that waited for its second, is not worth 20 statements.
      expect(await welcome(50)).toBeLessThanOrEqual(five + 20);
      expect(five).toBeLessThanOrEqual(40);
    },
  );

  it('delivers from then on to sockets that were connected before', async () => {
    const client = await connectTestClient(app, ben);
    const { id } = await createConversation(app, ann, [ben]);
    await client.next('new_conversation');
    await sendMessage(app, ann, id);
    const { conversation } = await client.next(
      'conversation_updated',
      (event) => event.conversation.lastSeq === 1,
    );
    expect(conversation).not.toHaveProperty('unreadCount');
  });

  it('is sent to who is added, with the markers at its end', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    await sendMessage(app, ann, id);
    const client = await connectTestClient(app, eve);
    const witness = await connectTestClient(app, ben);
    await app.get(ParticipantsService).add(ann.actor, id, [eve.id]);
    await expect(client.next('new_conversation')).resolves.toMatchObject({
      conversation: { id, lastSeq: 1, lastReadSeq: 1, unreadCount: 0, participantCount: 3 },
    });
    await witness.next('conversation_updated', ({ conversation }) => conversation.participantCount === 3);
    expect(witness.received('new_conversation')).toEqual([]);
  });

  it('is sent to who joins a public channel', async () => {
    const { id } = await createConversation(app, ann, [], { kind: 'channel', visibility: 'public' });
    const client = await connectTestClient(app, eve);
    await app.get(ParticipantsService).join(eve.actor, id);
    await expect(client.next('new_conversation')).resolves.toMatchObject({ conversation: { id } });
  });

  it('is sent to all sockets of the participants when it is renamed, active and passive', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const clients = await Promise.all([ann, ben, ben].map((user) => connectTestClient(app, user)));
    await clients[0]!.done('join_conversation', { conversationId: id });
    await app.get(ConversationsService).update(ann.actor, id, { title: 'Une autre' });
    await app.get(ConversationsService).update(ben.actor, id, { topic: 'De quoi parler' });
    for (const client of clients) {
      const first = await client.next('conversation_updated');
      expect(first.conversation).toMatchObject({ id, title: 'Une autre' });
      expect(first.conversation).not.toHaveProperty('lastReadSeq');
      const second = await client.next('conversation_updated');
      expect(second.conversation).toMatchObject({ topic: 'De quoi parler', revision: 3 });
    }
  });

  it('is sent to all a moment later when its new state could not be loaded at once', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const client = await connectTestClient(app, ben);
    await client.done('join_conversation', { conversationId: id });
    const conversations = app.get(ConversationsService);
    const load = conversations.shared.bind(conversations);
    conversations.shared = () => {
      conversations.shared = load;
      return Promise.reject(new UnavailableError('The database is away.'));
    };
    await conversations.update(ann.actor, id, { title: 'Une autre' });
    await expect(client.next('conversation_updated')).resolves.toMatchObject({
      conversation: { id, title: 'Une autre' },
    });
  });

  it('is taken from every socket of who is removed or leaves; what follows does not reach them', async () => {
    const { id } = await createConversation(app, ann, [ben, eve]);
    const removed = await Promise.all([eve, eve].map((user) => connectTestClient(app, user)));
    await removed[0]!.done('join_conversation', { conversationId: id });
    const witness = await connectTestClient(app, ben);
    await app.get(ParticipantsService).remove(eve.actor, id, eve.id);
    await app.get(ConversationsService).update(ann.actor, id, { title: 'Entre nous' });
    await witness.next('conversation_updated', ({ conversation }) => conversation.title === 'Entre nous');
    for (const client of removed) {
      await expect(client.next('conversation_removed')).resolves.toEqual({ conversationId: id });
      await client.done('sync', { conversations: [] });
      expect(client.received('conversation_updated')).toEqual([]);
    }
    expect(witness.received('conversation_removed')).toEqual([]);
  });

  it('can be come back to', async () => {
    const { id } = await createConversation(app, ann, [eve]);
    const client = await connectTestClient(app, eve);
    await app.get(ParticipantsService).remove(ann.actor, id, eve.id);
    await app.get(ParticipantsService).add(ann.actor, id, [eve.id]);
    await client.next('conversation_removed');
    await client.next('new_conversation');
    await sendMessage(app, ann, id);
    await client.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 1);
  });

  describe('while it is busy', () => {
    it('is sent to passive sockets at once, then at most once a second, and always the last state', async () => {
      const { id } = await createConversation(app, ann, [ben]);
      const client = await connectTestClient(app, ben);
      const times: number[] = [];
      client.socket.on('conversation_updated', () => times.push(performance.now()));
      const first = sendMessage(app, ann, id);
      await client.next('conversation_updated', ({ conversation }) => conversation.lastSeq >= 1);
      await first;
      for (let at = 2; at <= 40; at += 1) await sendMessage(app, ann, id, `message ${at}`);
      await client.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 40);
      const updates = client.received('conversation_updated');
      expect(updates.length).toBeLessThan(10);
      times.slice(1).forEach((time, at) => expect(time - times[at]!).toBeGreaterThan(800));
    });

    it('sends an active socket its messages one by one, and not its state', async () => {
      const { id } = await createConversation(app, ann, [ben]);
      const active = await connectTestClient(app, ben);
      await active.done('join_conversation', { conversationId: id });
      const passive = await connectTestClient(app, ben);
      await sendMessage(app, ann, id);
      await passive.next('conversation_updated');
      await active.next('new_message');
      expect(active.received('conversation_updated')).toEqual([]);
    });
  });
});
