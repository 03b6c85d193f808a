import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConversationSummary, Message, MessagePage, Problem } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessagesService } from './messages.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, stranger: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  stranger = await createUser(app);
});
afterAll(() => app.close());

const list = <Body = MessagePage>(as: TestUser, conversationId: string, query = '') =>
  request<Body>(app, 'GET', `/api/conversations/${conversationId}/messages${query}`, { as });

describe('reading messages', () => {
  let id: string;
  beforeAll(async () => {
    id = (await createConversation(app, ann, [ben])).id;
    for (let seq = 1; seq <= 12; seq += 1) await sendMessage(app, ann, id, `n° ${seq}`);
  });

  it.each([
    ['', 1, 12, false, false],
    ['?limit=5', 8, 12, true, false],
    ['?beforeSeq=8&limit=5', 3, 7, true, true],
    ['?beforeSeq=4&limit=5', 1, 3, false, true],
    ['?beforeSeq=99&limit=3', 10, 12, true, false],
    ['?beforeSeq=1', 1, 0, false, true],
    ['?afterSeq=0&limit=5', 1, 5, false, true],
    ['?afterSeq=10&limit=5', 11, 12, true, false],
    ['?afterSeq=12', 13, 12, true, false],
    ['?afterSeq=99', 13, 12, true, false],
    ['?aroundSeq=6&limit=5', 4, 8, true, true],
    ['?aroundSeq=1&limit=5', 1, 5, false, true],
    ['?aroundSeq=12&limit=5', 8, 12, true, false],
    ['?aroundSeq=99&limit=1', 12, 12, true, false],
  ])('answers %s with the seqs %i to %i', async (query, from, to, hasMoreBefore, hasMoreAfter) => {
    const { body } = await list(ben, id, query);
    const expected = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(body.items.map(({ seq }) => seq)).toEqual(expected);
    expect(body).toMatchObject({ hasMoreBefore, hasMoreAfter });
  });

  it.each([
    '?limit=0',
    '?limit=201',
    '?beforeSeq=-1',
    '?beforeSeq=1.5',
    '?beforeSeq=2&afterSeq=1',
    '?aroundSeq=x',
  ])('refuses %s', async (query) => {
    expect((await list<Problem>(ben, id, query)).body.code).toBe('VALIDATION_FAILED');
  });

  it('answers one message by its id, in its own conversation only', async () => {
    const [message] = (await list(ben, id)).body.items;
    const another = await createConversation(app, ben);
    const get = (as: TestUser, conversationId: string) =>
      request<Message & Problem>(app, 'GET', `/api/conversations/${conversationId}/messages/${message?.id}`, {
        as,
      });
    expect((await get(ben, id)).body).toEqual(message);
    expect((await get(ben, another.id)).body.code).toBe('NOT_FOUND');
    expect((await get(stranger, id)).body.code).toBe('NOT_FOUND');
  });

  it('answers an empty conversation with nothing', async () => {
    const empty = await createConversation(app, ann);
    for (const query of ['', '?beforeSeq=5', '?afterSeq=0', '?aroundSeq=1'])
      expect((await list(ann, empty.id, query)).body).toEqual({
        items: [],
        hasMoreBefore: false,
        hasMoreAfter: false,
      });
  });
});

describe('what joining a conversation answers', () => {
  const join = (as: TestUser, id: string, afterSeq?: number) =>
    app.get(MessagesService).joinSnapshot(as.actor, id, afterSeq);
  const seqs = ({ messages }: { messages: Message[] }) => messages.map(({ seq }) => seq);
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('is the newest 50, or at most 200 after a seq, with the summary of the same moment', async () => {
    const { id } = await createConversation(app, ann, [ben]);
    await Promise.all(range(1, 210).map(() => sendMessage(app, ann, id)));
    const newest = await join(ben, id);
    expect(seqs(newest)).toEqual(range(161, 210));
    expect(newest).toMatchObject({ hasMoreBefore: true, hasMoreAfter: false });
    expect(newest.conversation).toEqual(
      (await request<ConversationSummary>(app, 'GET', `/api/conversations/${id}`, { as: ben })).body,
    );
    const after = await join(ben, id, 3);
    expect(seqs(after)).toEqual(range(4, 203));
    expect(after).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
    for (const beyond of [210, 9_999]) {
      const none = await join(ben, id, beyond);
      expect(none).toMatchObject({ messages: [], hasMoreBefore: true, hasMoreAfter: false });
    }
    await expect(join(stranger, id)).rejects.toThrow(NotFoundError);
  });

  it('names the first 100 participants', async () => {
    const others = await Promise.all(range(1, 102).map(() => createUser(app)));
    const { id } = await createConversation(app, ann, others.slice(0, 100));
    await app.get(ParticipantsService).add(ann.actor, id, [others[100]!.id, others[101]!.id]);
    const { participants, conversation } = await join(ann, id);
    expect(participants.map(({ userId }) => userId)).toEqual([
      ann.id,
      ...others.slice(0, 99).map((user) => user.id),
    ]);
    expect(conversation.participantCount).toBe(103);
  });
});
