import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ConversationPage,
  ConversationSummary,
  Message,
  ParticipantPage,
  Problem,
} from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, cleo: TestUser, stranger: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app, { displayName: 'Ann' });
  ben = await createUser(app, { displayName: 'Ben' });
  cleo = await createUser(app, { displayName: 'Cléo' });
  stranger = await createUser(app, { displayName: 'Stranger' });
});
afterAll(() => app.close());

const create = <Body = ConversationSummary>(as: TestUser, body: unknown) =>
  request<Body>(app, 'POST', '/api/conversations', { as, body });
const get = <Body = ConversationSummary>(as: TestUser, path: string) =>
  request<Body>(app, 'GET', `/api${path}`, { as });
const patch = <Body = ConversationSummary>(as: TestUser, id: string, body: unknown) =>
  request<Body>(app, 'PATCH', `/api/conversations/${id}`, { as, body });

describe('creating a conversation', () => {
  it('makes a group that its creator owns, at revision 1', async () => {
    const { status, body } = await create(ann, {
      kind: 'group',
      participantIds: [ben.id, cleo.id.toUpperCase(), ben.id],
      title: 'Accueil',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'group',
      visibility: 'private',
      title: 'Accueil',
      topic: null,
      participantCount: 3,
      participants: [
        expect.objectContaining({
          userId: ann.id,
          role: 'owner',
          lastReadSeq: 0,
          lastDeliveredSeq: 0,
          readAt: null,
        }),
        expect.objectContaining({ userId: ben.id, role: 'member' }),
        expect.objectContaining({ userId: cleo.id, role: 'member' }),
      ],
      lastSeq: 0,
      revision: 1,
      lastMessage: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: body.createdAt,
      archived: false,
      lastReadSeq: 0,
      unreadCount: 0,
      mentionCount: 0,
    });
  });

  it('lets a group go without a title and without others', async () => {
    const { status, body } = await create(ann, { kind: 'group', participantIds: [] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ title: null, participantCount: 1 });
  });

  it('gives two people one direct, which nobody owns, whoever asks', async () => {
    const first = await create(ann, { kind: 'direct', participantIds: [ben.id] });
    const second = await create(ben, { kind: 'direct', participantIds: [ann.id] });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    expect(first.body.participants.map(({ role }) => role)).toEqual(['member', 'member']);
  });

  it('gives two people one direct when both create it at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, other] = await Promise.all([createUser(app), createUser(app)]);
      const answers = await Promise.all([
        create(one, { kind: 'direct', participantIds: [other.id] }),
        create(other, { kind: 'direct', participantIds: [one.id] }),
        create(one, { kind: 'direct', participantIds: [other.id] }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    }
  });

  it.each([
    ['a direct with oneself', () => ({ kind: 'direct', participantIds: [ann.id] })],
    ['a direct with nobody', () => ({ kind: 'direct', participantIds: [] })],
    ['a direct with two others', () => ({ kind: 'direct', participantIds: [ben.id, cleo.id] })],
    ['a direct with a title', () => ({ kind: 'direct', participantIds: [cleo.id], title: 'Nous' })],
    ['a channel without a title', () => ({ kind: 'channel', participantIds: [] })],
    ['a public group', () => ({ kind: 'group', participantIds: [], visibility: 'public' })],
    ['an unknown user', () => ({ kind: 'group', participantIds: [randomUUID()] })],
    ['a title that turns its words around', () => ({ kind: 'group', participantIds: [], title: 'a\u202eb' })],
    ['too long a title', () => ({ kind: 'group', participantIds: [], title: 'é'.repeat(121) })],
    ['no id', () => ({ kind: 'group', participantIds: ['nobody'] })],
    ['an unknown kind', () => ({ kind: 'room', participantIds: [] })],
    ['more than 100 people', () => ({ kind: 'group', participantIds: Array(101).fill(ben.id) })],
  ])('refuses %s', async (_what, body) => {
    const answer = await create<Problem>(ann, body());
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('VALIDATION_FAILED');
  });

  it('refuses disabled users, but still gives the direct one had with them', async () => {
    const admin = await createUser(app, { role: 'admin' });
    const gone = await createUser(app);
    const direct = await createConversation(app, ann, [gone], { kind: 'direct' });
    await request(app, 'PATCH', `/api/users/${gone.id}`, { as: admin, body: { disabled: true } });
    expect((await create(ann, { kind: 'group', participantIds: [gone.id] })).status).toBe(400);
    expect((await create(ben, { kind: 'direct', participantIds: [gone.id] })).status).toBe(400);
    const again = await create(ann, { kind: 'direct', participantIds: [gone.id] });
    expect([again.status, again.body.id]).toEqual([200, direct.id]);
  });
});

describe('reading a conversation', () => {
  it('looks like absence to who does not participate', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    for (const path of [
      `/conversations/${id}`,
      `/conversations/${id}/participants`,
      `/conversations/${id}/messages`,
    ]) {
      const refused = await get<Problem>(stranger, path);
      const absent = await get<Problem>(stranger, path.replace(id, randomUUID()));
      expect(refused.status).toBe(404);
      expect({ ...refused.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    }
    expect((await get<Problem>(ann, '/conversations/no-id')).body.code).toBe('VALIDATION_FAILED');
  });

  it('counts what is unread and who is mentioned from the reader’s marker', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    await sendMessage(app, ann, id, `Salut @[Ben](user:${ben.id.toUpperCase()}) et @[Ben](user:${ben.id})`);
    const last = await sendMessage(app, ann, id, 'Et encore');
    expect((await get(ann, `/conversations/${id}`)).body).toMatchObject({
      lastSeq: 2,
      revision: 3,
      lastReadSeq: 2,
      unreadCount: 0,
      mentionCount: 0,
      lastMessage: last,
    });
    expect((await get(ben, `/conversations/${id}`)).body).toMatchObject({
      lastReadSeq: 0,
      unreadCount: 2,
      mentionCount: 1,
    });
  });

  it('shows the first 10 participants and pages through all in the order they came', async () => {
    const others = await Promise.all(Array.from({ length: 12 }, () => createUser(app)));
    const conversation = await createConversation(app, ann, others);
    const expected = [ann.id, ...others.map(({ id }) => id)];
    expect(conversation.participantCount).toBe(13);
    expect(conversation.participants.map(({ userId }) => userId)).toEqual(expected.slice(0, 10));
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: ParticipantPage } = await get(
        ann,
        `/conversations/${conversation.id}/participants?limit=5${cursor && `&cursor=${cursor}`}`,
      );
      ids.push(...page.body.items.map(({ userId }) => userId));
      cursor = page.body.nextCursor;
    }
    expect(ids).toEqual(expected);
  });
});

describe('the list of conversations', () => {
  it('pages through all, last active first', async () => {
    const reader = await createUser(app);
    const created: string[] = [];
    for (let count = 0; count < 7; count += 1)
      created.unshift((await createConversation(app, ann, [reader])).id);
    const revived = created.pop() ?? '';
    await sendMessage(app, ann, revived);
    const listed: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: ConversationPage } = await get(
        reader,
        `/conversations?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      listed.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    }
    expect(listed).toEqual([revived, ...created]);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'cursor=forged',
    `cursor=${Buffer.from('["x",1]').toString('base64url')}`,
  ])('refuses %s', async (query) => {
    expect((await get<Problem>(ann, `/conversations?${query}`)).body.code).toBe('VALIDATION_FAILED');
  });
});

describe('changing a conversation', () => {
  it('counts one revision for one call, and none for a call that changes nothing', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const topic = 'Sujet :\n\tdeux lignes';
    const changed = await patch(ben, id, { title: 'Nouveau', topic, archived: true });
    expect(changed.body).toMatchObject({ title: 'Nouveau', topic, archived: true, revision: 2 });
    const same = await patch(ann, id, { title: 'Nouveau', archived: true });
    expect(same.body).toMatchObject({ revision: 2 });
    const cleared = await patch(ann, id, { topic: '' });
    expect(cleared.body).toMatchObject({ topic: null, revision: 3 });
  });

  it('leaves channels to their owners, and renames no direct', async () => {
    const channel = await createConversation(app, ann, [ben], { kind: 'channel' });
    expect((await patch(ben, channel.id, { title: 'À moi' })).status).toBe(403);
    expect((await patch(ben, channel.id, { archived: true })).status).toBe(403);
    expect((await patch(stranger, channel.id, { title: 'À moi' })).status).toBe(404);
    expect((await patch(ann, channel.id, { title: 'À nous' })).status).toBe(200);

    const direct = await createConversation(app, ann, [cleo], { kind: 'direct' });
    expect((await patch(ann, direct.id, { title: 'Nous' })).status).toBe(409);
    expect((await patch(cleo, direct.id, { archived: true })).body).toMatchObject({ archived: true });
  });

  it.each([
    {},
    { title: '' },
    { title: '  ' },
    { title: 'a\u2066b' },
    { title: 'two\nlines' },
    { title: 'zero\u200bwidth' },
    { topic: 'a\u202eb' },
    { topic: 'a bell\u0007' },
    { title: null },
    { topic: 'x'.repeat(501) },
    { archived: 'yes' },
  ])('refuses %j', async (body) => {
    const { id } = await createConversation(app, ann);
    expect((await patch<Problem>(ann, id, body)).body.code).toBe('VALIDATION_FAILED');
  });

  it('takes no new messages while archived, and takes them again later', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    const send = (clientMessageId: string) =>
      request<Message>(app, 'POST', `/api/conversations/${id}/messages`, {
        as: ben,
        body: { clientMessageId, body: 'Encore une chose' },
      });
    const before = randomUUID();
    const first = await send(before);
    await patch(ann, id, { archived: true });
    expect((await send(randomUUID())).status).toBe(409);
    expect(await send(before)).toMatchObject({ status: 200, body: first.body });
    await patch(ben, id, { archived: false });
    expect((await send(randomUUID())).status).toBe(201);
  });
});
