import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits, type Message, type Problem, type ReactionPage } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueries } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { SyncService } from '../sync/sync.service.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessagesService } from './messages.service.js';
import { MessageChanged } from './messages.events.js';
import { ReactionsService } from './reactions.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, eve: TestUser;
let conversationId: string;
let message: Message;
const published: MessageChanged[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  eve = await createUser(app);
  app.get(EventBus).on(MessageChanged, (event) => published.push(event));
});
beforeEach(async () => {
  ({ id: conversationId } = await createConversation(app, ann, [ben, eve]));
  message = await sendMessage(app, ann, conversationId);
  published.splice(0);
});
afterAll(() => app.close());

const call =
  (method: 'PUT' | 'DELETE') =>
  <Body = Message>(as: TestUser, emoji: string, messageId = message.id) =>
    request<Body>(
      app,
      method,
      `/api/conversations/${conversationId}/messages/${messageId}/reactions/${encodeURIComponent(emoji)}`,
      { as },
    );
const react = call('PUT');
const removeReaction = call('DELETE');
const list = <Body = ReactionPage>(as: TestUser, emoji: string, query = '') =>
  request<Body>(
    app,
    'GET',
    `/api/conversations/${conversationId}/messages/${message.id}/reactions/${encodeURIComponent(emoji)}${query}`,
    { as },
  );
const revision = async () => (await app.get(ConversationsService).get(ann.actor, conversationId)).revision;

describe('reacting to a message', () => {
  it('shows who reacted how, the first one first, at the next revision each time', async () => {
    expect((await react(ben, '👍')).body).toEqual({
      ...message,
      revision: 3,
      reactions: [{ emoji: '👍', count: 1, userIds: [ben.id] }],
    });
    await react(eve, '❤️');
    await react(ann, '❤️');
    const { status, body } = await react(ann, '👍');
    expect(status).toBe(200);
    expect(body).toEqual({
      ...message,
      revision: 6,
      reactions: [
        { emoji: '👍', count: 2, userIds: [ben.id, ann.id] },
        { emoji: '❤️', count: 2, userIds: [eve.id, ann.id] },
      ],
    });
    expect(published.map((event) => event.message.revision)).toEqual([3, 4, 5, 6]);
  });

  it('can be taken back; what nobody means any more is gone', async () => {
    await react(ben, '👍');
    await react(ben, '🎉');
    await react(eve, '👍');
    expect((await removeReaction(ben, '👍')).body.reactions).toEqual([
      { emoji: '🎉', count: 1, userIds: [ben.id] },
      { emoji: '👍', count: 1, userIds: [eve.id] },
    ]);
    await removeReaction(ben, '🎉');
    expect((await removeReaction(eve, '👍')).body).toEqual({ ...message, revision: 8 });
  });

  it('changes nothing when it is done again', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => react(ben, '👍')));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await revision()).toBe(3);
    const { body: without } = await removeReaction(ben, '👍');
    expect((await removeReaction(ben, '👍')).body).toEqual(without);
    expect((await removeReaction(eve, '👍')).body).toEqual(without);
    expect(await revision()).toBe(4);
    expect(published).toHaveLength(2);
  });

  it.each(['👍🏽', '👨‍👩‍👧‍👦', '🇫🇷', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('takes %s for one emoji', async (emoji) => {
    expect((await react(ben, emoji)).body.reactions).toEqual([{ emoji, count: 1, userIds: [ben.id] }]);
  });

  it.each(['x', '👍👍', '❤', ':+1:', '1', '👍 ', '🇫'])('refuses “%s”', async (emoji) => {
    for (const { body } of [await react<Problem>(ben, emoji), await removeReaction<Problem>(ben, emoji)])
      expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'emoji' }] });
  });

  it('is any participant’s, in an archived conversation too, and nobody else’s', async () => {
    await app.get(ConversationsService).update(ann.actor, conversationId, { archived: true });
    expect((await react(ben, '👍')).status).toBe(200);
    expect((await react<Problem>(await createUser(app), '👍')).body.code).toBe('NOT_FOUND');
    const elsewhere = await createConversation(app, ben);
    const theirs = await sendMessage(app, ben, elsewhere.id);
    for (const id of [theirs.id, randomUUID()]) {
      expect((await react<Problem>(ben, '👍', id)).body.code).toBe('NOT_FOUND');
      expect((await removeReaction<Problem>(ben, '👍', id)).body.code).toBe('NOT_FOUND');
    }
  });

  it('names the first 50 people and counts them all', async () => {
    const crowd = await Promise.all(Array.from({ length: 52 }, () => createUser(app)));
    await app.get(DataSource).query(
      `INSERT INTO reactions (message_id, emoji, user_id)
       SELECT $1, '👍', person.id FROM unnest($2::uuid[]) WITH ORDINALITY person (id, ordinal) ORDER BY ordinal`,
      [message.id, crowd.map(({ id }) => id)],
    );
    const [reaction] = (await react(ben, '👍')).body.reactions;
    expect(reaction).toEqual({
      emoji: '👍',
      count: 53,
      userIds: crowd.slice(0, limits.reactionUserIds).map(({ id }) => id),
    });
  });

  it('are listed in the order they came, page by page, with when and whether one is among them', async () => {
    await app
      .get(DataSource)
      .query(`INSERT INTO reactions (message_id, emoji, user_id, reacted_at) VALUES ($1, '👍', $2, NULL)`, [
        message.id,
        ann.id,
      ]);
    await react(eve, '👍');
    await react(ben, '👍');
    await react(eve, '🎉');
    const first = await list(ben, '👍', '?limit=2');
    expect(first).toMatchObject({ status: 200, body: { mine: true, nextCursor: expect.any(String) } });
    expect(first.body.items).toEqual([
      { userId: ann.id, at: null },
      { userId: eve.id, at: expect.any(String) },
    ]);
    const { body: second } = await list(ben, '👍', `?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.items.map(({ userId }) => userId)).toEqual([ben.id]);
    expect(second).toMatchObject({ mine: true, nextCursor: null });
    expect((await list(ben, '🎉')).body).toMatchObject({ mine: false, items: [{ userId: eve.id }] });
    expect((await list(ben, '👀')).body).toEqual({ items: [], mine: false, nextCursor: null });
    expect((await list<Problem>(ben, '👍', '?cursor=nonsense')).body.code).toBe('VALIDATION_FAILED');

    // Who takes theirs back and reacts again comes last; a deletion leaves nobody.
    await removeReaction(ann, '👍');
    await react(ann, '👍');
    const people = (await list(ann, '👍')).body.items.map(({ userId }) => userId);
    expect(people).toEqual([eve.id, ben.id, ann.id]);
    await app.get(MessageChangesService).delete(ann.actor, { conversationId, messageId: message.id });
    expect((await list(ben, '👍')).body).toEqual({ items: [], mine: false, nextCursor: null });
  });

  it('look like absence to who does not participate, and on a message of another conversation', async () => {
    expect((await list<Problem>(await createUser(app), '👍')).body.code).toBe('NOT_FOUND');
    const elsewhere = await createConversation(app, ben);
    message = await sendMessage(app, ben, elsewhere.id);
    expect((await list<Problem>(ben, '👍')).body.code).toBe('NOT_FOUND');
  });

  it('stops where a message has as many different emojis as it may have', async () => {
    const emojis = Array.from({ length: limits.reactionEmojis }, (_, at) =>
      String.fromCodePoint(0x1f400 + (at < 62 ? at : at + 4)),
    );
    for (const emoji of emojis)
      await app.get(ReactionsService).add(ben.actor, { conversationId, messageId: message.id }, emoji);
    expect((await react<Problem>(ben, '🎉')).body.code).toBe('CONFLICT');
    const joined = await react(eve, emojis[0]!);
    expect(joined.body.reactions.map(({ emoji }) => emoji)).toEqual(emojis);
    await removeReaction(ben, emojis[1]!);
    expect((await react(ben, '🎉')).status).toBe(200);
  });
});

describe('reactions wherever a message is shown', () => {
  it('are the present ones', async () => {
    const { body: present } = await react(ben, '👍');
    const { actor } = eve;
    const messages = app.get(MessagesService);
    const listed = await messages.list(actor, conversationId, { limit: 50 });
    const joined = await messages.joinSnapshot(actor, conversationId);
    const synced = await app
      .get(SyncService)
      .sync(actor, { conversations: [{ id: conversationId, revision: 2 }], only: true });
    const { conversationId: _here, ...rest } = message;
    const repeated = await messages.send(ann.actor, { conversationId, ...rest });
    expect(listed.items).toEqual([present]);
    expect(joined.messages).toEqual([present]);
    expect(joined.conversation.lastMessage).toEqual(present);
    expect(synced.changed[0]?.messages).toEqual([present]);
    expect(synced.changed[0]?.conversation.lastMessage).toEqual(present);
    expect(repeated).toEqual({ message: present, repeated: true });
  });

  it('cost no statement more, however many there are', async () => {
    const reads = [
      () => app.get(MessagesService).list(ann.actor, conversationId, { limit: 200 }),
      () => app.get(MessagesService).joinSnapshot(ann.actor, conversationId),
      () => app.get(ConversationsService).list(ann.actor, { limit: 100 }),
      () => app.get(SyncService).sync(ann.actor, { conversations: [{ id: conversationId, revision: 0 }] }),
    ];
    const cost = async () => {
      const counts: number[] = [];
      for (const read of reads) counts.push((await recordQueries(app, read)).length);
      return counts;
    };
    const one = await cost();
    for (let count = 0; count < 20; count += 1) {
      const { id } = await sendMessage(app, ann, conversationId);
      for (const emoji of ['👍', '🎉'])
        await app.get(ReactionsService).add(ben.actor, { conversationId, messageId: id }, emoji);
    }
    expect(await cost()).toEqual(one);
  });
});
