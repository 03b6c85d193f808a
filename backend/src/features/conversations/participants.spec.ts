import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationPage, ConversationSummary, Problem } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import {
  ConversationChanged,
  ConversationCreated,
  ParticipantRemoved,
  ParticipantsAdded,
} from './conversations.events.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, cleo: TestUser, stranger: TestUser;
const published: object[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  cleo = await createUser(app);
  stranger = await createUser(app);
  const bus = app.get(EventBus);
  for (const type of [ConversationCreated, ConversationChanged, ParticipantsAdded, ParticipantRemoved])
    bus.on<object>(type, (event) => published.push(event));
});
beforeEach(() => void published.splice(0));
afterAll(() => app.close());

const add = <Body = ConversationSummary>(as: TestUser, id: string, userIds: unknown) =>
  request<Body>(app, 'POST', `/api/conversations/${id}/participants`, { as, body: { userIds } });
const remove = (as: TestUser, id: string, userId: string) =>
  request<Problem>(app, 'DELETE', `/api/conversations/${id}/participants/${userId}`, { as });
const get = <Body = ConversationSummary>(as: TestUser, path: string) =>
  request<Body>(app, 'GET', `/api${path}`, { as });
const join = <Body = ConversationSummary>(as: TestUser, id: string) =>
  request<Body>(app, 'POST', `/api/conversations/${id}/join`, { as });
const rolesIn = async (as: TestUser, id: string) => {
  const { body } = await get(as, `/conversations/${id}`);
  return Object.fromEntries(body.participants.map(({ userId, role }) => [userId, role]));
};

describe('adding people', () => {
  it('is any participant’s in a group, and starts them at the last message', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    await sendMessage(app, ann, id, `@[Cléo](user:${cleo.id}) n'est pas encore là`);
    const { status, body } = await add(ben, id, [cleo.id, cleo.id, ann.id]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ participantCount: 3, revision: 3, lastReadSeq: 0 });
    expect((await get(cleo, `/conversations/${id}`)).body).toMatchObject({
      lastReadSeq: 1,
      unreadCount: 0,
      mentionCount: 0,
    });
    expect(body.participants.at(-1)).toMatchObject({ userId: cleo.id, lastReadSeq: 1, lastDeliveredSeq: 1 });
    const history = await get<{ items: unknown[] }>(cleo, `/conversations/${id}/messages`);
    expect(history.body.items).toHaveLength(1);
    expect(published.slice(-2)).toEqual([
      new ParticipantsAdded(id, [cleo.id], 3),
      new ConversationChanged(id, 3, 3),
    ]);
  });

  it('changes nothing for who is there already', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    published.splice(0);
    expect((await add(ann, id, [ben.id])).body).toMatchObject({ revision: 1, participantCount: 2 });
    expect(published).toEqual([]);
  });

  it('is an owner’s in a channel and nobody’s in a direct', async () => {
    const channel = await createConversation(app, ann, [ben], { kind: 'channel' });
    expect((await add(ben, channel.id, [cleo.id])).status).toBe(403);
    expect((await add(stranger, channel.id, [cleo.id])).status).toBe(404);
    expect((await add(ann, channel.id, [cleo.id])).status).toBe(200);
    const direct = await createConversation(app, ann, [ben], { kind: 'direct' });
    expect((await add(ann, direct.id, [cleo.id])).status).toBe(409);
  });

  it.each([() => [randomUUID()], () => [], () => ['x'], () => null, () => Array<string>(101).fill(ben.id)])(
    'refuses bad ids',
    async (userIds) => {
      const { id } = await createConversation(app, ann);
      const { body } = await add<Problem>(ann, id, userIds());
      expect(body.code).toBe('VALIDATION_FAILED');
      expect((await get(ann, `/conversations/${id}`)).body.revision).toBe(1);
    },
  );
});

describe('leaving and removing', () => {
  it('ends all sight of the conversation, and who comes back has nothing unread', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    expect((await remove(ben, id, ben.id)).status).toBe(204);
    expect(published.slice(-2)).toEqual([
      new ParticipantRemoved(id, ben.id, 2),
      new ConversationChanged(id, 2, 1),
    ]);
    expect((await get(ben, `/conversations/${id}`)).status).toBe(404);
    const list = await get<ConversationPage>(ben, '/conversations');
    expect(list.body.items.map((one) => one.id)).not.toContain(id);
    await sendMessage(app, ann, id, `@[Ben](user:${ben.id}) tu reviens ?`);
    await add(ann, id, [ben.id]);
    expect((await get(ben, `/conversations/${id}`)).body).toMatchObject({ unreadCount: 0, mentionCount: 0 });
  });

  it('lets an owner remove somebody, and nobody else', async () => {
    const { id } = await createConversation(app, ann, [ben, cleo]);
    expect((await remove(ben, id, cleo.id)).status).toBe(403);
    expect((await remove(stranger, id, cleo.id)).status).toBe(404);
    expect((await remove(ann, id, cleo.id)).status).toBe(204);
    expect((await remove(ann, id, cleo.id)).status).toBe(404);
    expect((await get(ann, `/conversations/${id}`)).body).toMatchObject({ participantCount: 2, revision: 2 });
  });

  it('hands over to the longest-standing participant when the last owner leaves', async () => {
    const { id } = await createConversation(app, ann, [ben, cleo], { kind: 'channel' });
    await remove(ann, id, ann.id);
    expect(await rolesIn(ben, id)).toEqual({ [ben.id]: 'owner', [cleo.id]: 'member' });
    expect((await get(ben, `/conversations/${id}`)).body.revision).toBe(2);
    await remove(ben, id, cleo.id);
    expect((await remove(ben, id, ben.id)).status).toBe(204);
  });

  it('is not possible in a direct', async () => {
    const { id } = await createConversation(app, ann, [ben], { kind: 'direct' });
    expect((await remove(ann, id, ann.id)).body.code).toBe('CONFLICT');
    expect((await remove(ann, id, ben.id)).body.code).toBe('CONFLICT');
    expect((await join<Problem>(ann, id)).body.code).toBe('CONFLICT');
  });

  it('keeps a removed sender from hearing of their old messages', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const message = await sendMessage(app, ben, id);
    await remove(ann, id, ben.id);
    const again = await request<Problem>(app, 'POST', `/api/conversations/${id}/messages`, {
      as: ben,
      body: { clientMessageId: message.clientMessageId, body: message.body },
    });
    expect(again.body.code).toBe('NOT_FOUND');
  });
});

describe('public channels', () => {
  it('are found by title without accents, without their last message until joined', async () => {
    const title = `Déploiement ${randomUUID()}`;
    const channel = await createConversation(app, ann, [ben], {
      kind: 'channel',
      title,
      visibility: 'public',
    });
    await sendMessage(app, ann, channel.id);
    const find = async (as: TestUser) => {
      const q = encodeURIComponent(title.toUpperCase().replace('É', 'E'));
      return (await get<ConversationPage>(as, `/channels?q=${q}`)).body.items;
    };
    expect(await find(stranger)).toEqual([
      expect.objectContaining({ id: channel.id, title, lastMessage: null, unreadCount: 0, mentionCount: 0 }),
    ]);
    expect((await find(ben))[0]).toMatchObject({ lastMessage: { seq: 1 }, unreadCount: 1 });
    expect((await get(stranger, `/conversations/${channel.id}`)).status).toBe(404);
    expect((await get(stranger, `/conversations/${channel.id}/messages`)).status).toBe(404);
  });

  it('are joined by anyone, once', async () => {
    const { id } = await createConversation(app, ann, [], { kind: 'channel', visibility: 'public' });
    await sendMessage(app, ann, id);
    const joined = await join(cleo, id);
    expect(joined.status).toBe(200);
    expect(joined.body).toMatchObject({
      participantCount: 2,
      revision: 3,
      unreadCount: 0,
      lastMessage: { seq: 1 },
    });
    expect(published).toContainEqual(new ParticipantsAdded(id, [cleo.id], 3));
    expect((await join(cleo, id)).body).toMatchObject({ participantCount: 2, revision: 3 });
  });

  it('are the only ones that can be joined', async () => {
    const channel = await createConversation(app, ann, [], { kind: 'channel' });
    const group = await createConversation(app, ann);
    for (const id of [channel.id, group.id, randomUUID()])
      expect((await join<Problem>(cleo, id)).body.code).toBe('NOT_FOUND');
    const listed = await get<ConversationPage>(cleo, '/channels?limit=100');
    expect(listed.body.items.map(({ id }) => id)).not.toContain(channel.id);
  });

  it('take nothing that is typed for a pattern, and page by title', async () => {
    const mark = randomUUID().slice(0, 8);
    for (const name of ['100 % sûr', '100 pour cent', 'Zoé'])
      await createConversation(app, ann, [], {
        kind: 'channel',
        title: `${mark} ${name}`,
        visibility: 'public',
      });
    const search = async (q: string) =>
      (await get<ConversationPage>(ben, `/channels?q=${encodeURIComponent(`${mark} ${q}`)}`)).body.items;
    expect((await search('100 %')).map(({ title }) => title)).toEqual([`${mark} 100 % sûr`]);
    const first = await get<ConversationPage>(ben, `/channels?q=${mark}&limit=2`);
    const second = await get<ConversationPage>(
      ben,
      `/channels?q=${mark}&limit=2&cursor=${first.body.nextCursor}`,
    );
    expect([...first.body.items, ...second.body.items].map(({ title }) => title)).toEqual([
      `${mark} 100 % sûr`,
      `${mark} 100 pour cent`,
      `${mark} Zoé`,
    ]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('belong to whoever comes back after everybody left', async () => {
    const { id } = await createConversation(app, ann, [], { kind: 'channel', visibility: 'public' });
    await remove(ann, id, ann.id);
    await join(ben, id);
    expect(await rolesIn(ben, id)).toEqual({ [ben.id]: 'owner' });
  });
});
