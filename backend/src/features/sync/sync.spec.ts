import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SyncAnswer, SyncRequest } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { Metrics } from '../../platform/observability/metrics.js';
import { recordQueries } from '../../../test/record-queries.js';
import { sendMessage } from '../../../test/send-message.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { SyncService } from './sync.service.js';

let app: TestApp;
let nothing: SyncAnswer;
let ann: TestUser, ben: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  const generation = await presentGeneration();
  nothing = { changed: [], removed: [], markers: [], unchanged: 0, more: false, generation };
});
beforeEach(async () => {
  ann = await createUser(app);
  ben = await createUser(app);
});
afterAll(() => app.close());

const sync = (as: TestUser, conversations: SyncRequest['conversations'], only?: boolean) =>
  app.get(SyncService).sync(as.actor, { conversations, ...(only !== undefined && { only }) });
const syncOf = (
  as: TestUser,
  generation: string,
  conversations: SyncRequest['conversations'],
  only = false,
) => app.get(SyncService).sync(as.actor, { conversations, generation, only });
async function presentGeneration(): Promise<string> {
  const sql = 'SELECT generation FROM database_generation';
  const [row] = await app.get(DataSource).query<{ generation: string }[]>(sql);
  return row!.generation;
}
const get = (as: TestUser, id: string) => app.get(ConversationsService).get(as.actor, id);

it('answers all conversations, without messages, to who holds nothing', async () => {
  expect(await sync(ann, [])).toEqual(nothing);
  const older = await createConversation(app, ann, [ben]);
  const newer = await createConversation(app, ann);
  await sendMessage(app, ben, older.id);
  const answer = await sync(ann, []);
  expect(answer).toEqual({
    ...nothing,
    changed: [
      { conversation: await get(ann, older.id), messages: [], hasMore: false },
      { conversation: await get(ann, newer.id), messages: [], hasMore: false },
    ],
  });
  expect(await sync(ann, [], true)).toEqual(nothing);
});

it('answers what changed above the revision given, and counts the rest', async () => {
  const changed = await createConversation(app, ann, [ben]);
  const same = await createConversation(app, ann, [ben]);
  const unnamed = await createConversation(app, ann, [ben]);
  const first = await sendMessage(app, ann, changed.id);
  const held = [
    { id: changed.id, revision: first.revision },
    { id: same.id, revision: same.revision },
  ];
  const news = [await sendMessage(app, ben, changed.id), await sendMessage(app, ann, changed.id)];
  await app.get(ConversationsService).update(ann.actor, changed.id, { title: 'Autrement' });
  expect(await sync(ann, held, true)).toEqual({
    ...nothing,
    changed: [{ conversation: await get(ann, changed.id), messages: news, hasMore: false }],
    unchanged: 1,
  });
  const all = await sync(ann, held);
  expect(all.changed.map(({ conversation }) => conversation.id)).toEqual([changed.id, unnamed.id]);
});

it('gives 100 messages of a conversation at most, to go on from', async () => {
  const { id } = await createConversation(app, ann, [ben]);
  await Promise.all(Array.from({ length: 130 }, () => sendMessage(app, ben, id)));
  const [first] = (await sync(ann, [{ id, revision: 0 }])).changed;
  expect(first?.messages.map(({ revision }) => revision)).toEqual([...Array(100).keys()].map((at) => at + 2));
  expect(first?.hasMore).toBe(true);
  const [second] = (await sync(ann, [{ id, revision: first?.messages.at(-1)?.revision ?? 0 }])).changed;
  expect(second?.messages).toHaveLength(30);
  expect(second?.hasMore).toBe(false);
  const [exactly] = (await sync(ann, [{ id, revision: 31 }])).changed;
  expect([exactly?.messages.length, exactly?.hasMore]).toEqual([100, false]);
});

it('gives 100 conversations at most, last active first', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 105; count += 1) ids.unshift((await createConversation(app, ann)).id);
  const first = await sync(ann, []);
  expect(first.changed.map(({ conversation }) => conversation.id)).toEqual(ids.slice(0, 100));
  expect(first.more).toBe(true);
  const held = first.changed.map(({ conversation: { id, revision } }) => ({ id, revision }));
  const second = await sync(ann, held);
  expect(second.changed.map(({ conversation }) => conversation.id)).toEqual(ids.slice(100));
  expect(second).toMatchObject({ unchanged: 100, more: false });
});

it('keeps an answer small enough for memory, one conversation at least', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    const { id } = await createConversation(app, ann, [ben]);
    await Promise.all(
      Array.from({ length: 100 }, () => sendMessage(app, ben, id, '\u{1F600}'.repeat(8_000))),
    );
    ids.push(id);
  }
  const first = await sync(
    ann,
    ids.map((id) => ({ id, revision: 0 })),
  );
  expect(first.more).toBe(true);
  expect(first.changed.length).toBeGreaterThan(0);
  expect(JSON.stringify(first).length).toBeLessThan(10_000_000);
  const taken = new Map(first.changed.map(({ conversation }) => [conversation.id, conversation.revision]));
  const second = await sync(
    ann,
    ids.map((id) => ({ id, revision: taken.get(id) ?? 0 })),
  );
  expect(second.changed.length + first.changed.length).toBe(4);
  expect(second.more).toBe(false);
});

it('names what the caller is not (any more) in, and what never was', async () => {
  const left = await createConversation(app, ann, [ben]);
  await app.get(ParticipantsService).remove(ben.actor, left.id, ben.id);
  const foreign = await createConversation(app, ann);
  const unknown = randomUUID();
  const held = [left.id, foreign.id, unknown, unknown].map((id) => ({ id, revision: 1 }));
  expect(await sync(ben, held)).toEqual({ ...nothing, removed: [left.id, foreign.id, unknown] });
});

it('answers a client that is ahead of a restored backup that it has to forget, without messages', async () => {
  const { id } = await createConversation(app, ann, [ben]);
  await sendMessage(app, ben, id);
  expect(await sync(ann, [{ id, revision: 9 }])).toEqual({
    ...nothing,
    changed: [{ conversation: await get(ann, id), messages: [], hasMore: false, reset: true }],
  });
});

it('answers markers that are elsewhere, for what changed and what did not', async () => {
  const read = await createConversation(app, ann, [ben]);
  const talked = await createConversation(app, ann, [ben]);
  const message = await sendMessage(app, ben, read.id, `@[Ann](user:${ann.id}) et @[Ann](user:${ann.id})`);
  await sendMessage(app, ben, read.id, `@[Ann](user:${ann.id})`);
  await sendMessage(app, ann, talked.id);
  await app.get(ReadReceiptsService).markAsRead(ann.actor, read.id, message.seq);
  const answer = await sync(ann, [
    { id: read.id, revision: 3, lastReadSeq: 0 },
    { id: talked.id, revision: 1, lastReadSeq: 0 },
  ]);
  expect(answer.markers).toEqual(
    expect.arrayContaining([
      { conversationId: read.id, lastReadSeq: 1, unreadCount: 1, mentionCount: 1 },
      { conversationId: talked.id, lastReadSeq: 1, unreadCount: 0, mentionCount: 0 },
    ]),
  );
  expect(answer).toMatchObject({ unchanged: 1, changed: [{ conversation: { id: talked.id } }] });
  const same = await sync(ann, [
    { id: read.id, revision: 3, lastReadSeq: 1 },
    { id: talked.id, revision: 2 },
  ]);
  expect(same).toEqual({ ...nothing, unchanged: 2 });
});

describe('the generation', () => {
  const earlier: string = randomUUID();

  it('is answered to who gives none, or the present one, with what is new', async () => {
    const { id, revision } = await createConversation(app, ann, [ben]);
    const message = await sendMessage(app, ben, id);
    const news = {
      ...nothing,
      changed: [{ conversation: await get(ann, id), messages: [message], hasMore: false }],
    };
    expect(await sync(ann, [{ id, revision }])).toEqual(news);
    expect(await syncOf(ann, nothing.generation, [{ id, revision }])).toEqual(news);
    expect((await sync(await createUser(app), [])).generation).toBe(nothing.generation);
  });

  it('resets whatever is named under another one, at any revision, without messages', async () => {
    const below = await createConversation(app, ann, [ben]);
    const equal = await createConversation(app, ann, [ben]);
    const above = await createConversation(app, ann, [ben]);
    const unnamed = await createConversation(app, ann, [ben]);
    await sendMessage(app, ben, below.id);
    const held = [below, equal, above].map(({ id }) => ({ id, revision: id === above.id ? 9 : 1 }));
    const reset = async (id: string) => ({
      conversation: await get(ann, id),
      messages: [],
      hasMore: false,
      reset: true,
    });
    const resets = await Promise.all([below, above, equal].map(({ id }) => reset(id)));
    const lost = { id: randomUUID(), revision: 4 };
    expect(await syncOf(ann, earlier, [...held, lost], true)).toEqual({
      ...nothing,
      changed: resets,
      removed: [lost.id],
    });
    expect((await syncOf(ann, earlier, held)).changed).toEqual([
      resets[0],
      { conversation: await get(ann, unnamed.id), messages: [], hasMore: false },
      ...resets.slice(1),
    ]);
  });

  it('leaves a client of many conversations with all of them, in as many answers as a new one needs', async () => {
    const held = new Map<string, number>();
    for (let count = 0; count < 230; count += 1) held.set((await createConversation(app, ann)).id, 7);
    const ids = [...held.keys()];
    let generation = earlier;
    let answers = 0;
    for (let more = true; more; answers += 1) {
      const answer = await syncOf(
        ann,
        generation,
        [...held].map(([id, revision]) => ({ id, revision })),
      );
      if (answer.generation !== generation) held.clear();
      ({ generation, more } = answer);
      for (const { conversation } of answer.changed) held.set(conversation.id, conversation.revision);
    }
    expect(answers).toBe(3);
    expect(held).toEqual(new Map(ids.map((id) => [id, 1])));
    const named = ids.map((id) => ({ id, revision: 1 }));
    expect(await syncOf(ann, generation, named)).toEqual({ ...nothing, unchanged: 230 });
  });
});

describe('the cost', () => {
  it('is one scan where nothing changed, and a fixed number of queries for what did', async () => {
    const held: SyncRequest['conversations'] = [];
    for (let count = 0; count < 40; count += 1) {
      const { id, revision } = await createConversation(app, ann, [ben]);
      held.push({ id, revision, lastReadSeq: 0 });
    }
    const begin = ['START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'];
    const idle = await recordQueries(app, () => sync(ann, held));
    expect(idle).toEqual([
      ...begin,
      expect.stringContaining('FROM participants p JOIN conversations c'),
      'COMMIT',
    ]);

    for (const { id } of held.slice(0, 1)) await sendMessage(app, ben, id, `@[Ann](user:${ann.id})`);
    const one = await recordQueries(app, () => sync(ann, held));
    for (const { id } of held.slice(1, 30)) await sendMessage(app, ann, id);
    const thirty = await recordQueries(app, () => sync(ann, held));
    expect(one.length).toBe(idle.length + 5);
    expect(thirty.length).toBe(idle.length + 7);
  });

  it('of a list of 100 is that of a list of one', async () => {
    for (let count = 0; count < 100; count += 1) {
      const { id } = await createConversation(app, ann, [ben]);
      await sendMessage(app, ben, id);
    }
    const list = (limit: number) => () => app.get(ConversationsService).list(ann.actor, { limit });
    const one = await recordQueries(app, list(1));
    const hundred = await recordQueries(app, list(100));
    expect(hundred.length).toBe(one.length);
    expect(hundred.length).toBe(6);
  });
});

it('is measured', async () => {
  const count = async () => {
    const text = await app.get(Metrics).text();
    return Number(/^litspark_sync_seconds_count (\d+)$/m.exec(text)?.[1]);
  };
  const before = await count();
  await sync(ann, []);
  expect(await count()).toBe(before + 1);
});
