import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ItemValue, MessagePage } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { deleteItem, listItems, putItem } from '../../../test/personal-items.js';
import { recordQueries } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { holds } from '../../../test/seeds.js';
import { until } from '../../../test/until.js';
import { jobTiming } from '../../platform/config/job-timing.js';
import { MessagesService } from '../messages/messages.service.js';
import { ScheduledSendsService } from './scheduled-sends.service.js';

type Scheduled = ItemValue<'scheduled_message'>;

// Two nodes on one database, each of which runs jobs.
let app: TestApp, node: TestApp;
beforeAll(async () => {
  const settings = { jobTiming: { ...jobTiming, pollMs: 100 } };
  app = await createTestApp(settings);
  node = await createTestApp({ ...settings, databaseUrl: app.configuration.databaseUrl });
});
afterAll(async () => {
  await node.close();
  await app.close();
});

const soon = new Date(Date.now() - 1_000).toISOString();
const later = new Date(Date.now() + 3_600_000).toISOString();

const act = fc.record({
  kind: fc.constantFrom('put', 'put', 'due', 'delete', 'hand', 'job', 'job'),
  item: fc.nat(3),
  onNode: fc.boolean(),
});
/** Rounds, in each of which everything happens at once. */
const rounds = fc.array(fc.array(act, { minLength: 4, maxLength: 12 }), { minLength: 3, maxLength: 6 });

interface Story {
  /** What was acknowledged, by body. */
  put: string[];
  hand: boolean;
  /** Whether the last round in which it was changed took it away, and nothing else was acknowledged in it. */
  isCancelled: boolean;
}

it('is sent once and as it was last put, or not at all, whoever changes, cancels or sends it where', async () => {
  await holds(rounds, async (schedule) => {
    const ann = await createUser(app);
    const { id: conversationId } = await createConversation(app, ann);
    const ids = Array.from({ length: 4 }, () => randomUUID());
    const stories = ids.map((): Story => ({ put: [], hand: false, isCancelled: false }));
    const messages = async () =>
      (
        await request<MessagePage>(app, 'GET', `/api/conversations/${conversationId}/messages`, {
          as: ann,
        })
      ).body.items;
    for (const acts of schedule) {
      const done: { at: number; what: 'put' | 'delete' | 'hand' }[] = [];
      await Promise.all(
        acts.map((one, at) => perform(one, `${at} of ${acts.length}, ${randomUUID()}`, done)),
      );
      stories.forEach((story, at) => {
        const what = done.filter((one) => one.at === at).map((one) => one.what);
        if (what.length > 0) story.isCancelled = what.every((one) => one === 'delete');
      });
    }
    await until(async () => !(await waiting(ann)).some(({ sendAt }) => sendAt === soon));
    const sent = await messages();
    for (const [at, id] of ids.entries()) {
      const mine = sent.filter(({ clientMessageId }) => clientMessageId === id);
      const { put, hand, isCancelled } = stories[at]!;
      expect(mine.length).toBeLessThanOrEqual(1);
      if (mine.length > 0) expect(hand ? [...put, 'By hand'] : put).toContain(mine[0]!.body);
      if (mine.length > 0) expect(isCancelled && !hand).toBe(false);
      const again = await putItem(app, ann, 'scheduled_message', id, valueOf('again', later));
      expect(again.status).toBe(mine.length > 0 ? 409 : 200);
    }
    const { items, revision } = (await listItems(app, ann)).body;
    expect(items.map(({ id }) => id).sort()).toEqual(
      ids.filter((id) => !sent.some(({ clientMessageId }) => clientMessageId === id)).sort(),
    );
    expect(Math.max(0, ...items.map((one) => one.revision))).toBeLessThanOrEqual(revision);

    async function perform(
      { kind, item, onNode }: { kind: string; item: number; onNode: boolean },
      body: string,
      done: { at: number; what: 'put' | 'delete' | 'hand' }[],
    ): Promise<void> {
      const on = onNode ? node : app;
      const [id, story] = [ids[item]!, stories[item]!];
      if (kind === 'put' || kind === 'due') {
        const value = valueOf(body, kind === 'due' ? soon : later);
        // Before the answer: it may be sent before that comes.
        story.put.push(body);
        const { status } = await putItem(on, ann, 'scheduled_message', id, value);
        expect([200, 409]).toContain(status);
        if (status === 200) done.push({ at: item, what: 'put' });
      } else if (kind === 'delete') {
        const { status } = await deleteItem(on, ann, 'scheduled_message', id);
        expect([204, 409]).toContain(status);
        if (status === 204) done.push({ at: item, what: 'delete' });
      } else if (kind === 'hand') {
        story.hand = true;
        await on
          .get(MessagesService)
          .send(ann.actor, { conversationId, clientMessageId: id, body: 'By hand' });
        done.push({ at: item, what: 'hand' });
      } else {
        for (const sendAt of [soon, later])
          await on.get(ScheduledSendsService).run({ userId: ann.id, id, sendAt }, { attempt: 1 });
      }
    }
    function valueOf(body: string, sendAt: string): Scheduled {
      return { conversationId, body, replyToId: null, fileIds: [], sendAt, state: 'waiting', error: null };
    }
  });
});

const waiting = async (ann: TestUser): Promise<Scheduled[]> =>
  (await listItems(app, ann)).body.items.map(({ value }) => value as Scheduled);

it('costs a send that is none no statement, and one that is two and what it takes away', async () => {
  const ann = await createUser(app);
  const { id: conversationId } = await createConversation(app, ann);
  const sendOf = (clientMessageId: string) => () =>
    app.get(MessagesService).send(ann.actor, { conversationId, clientMessageId, body: 'Bonjour' });
  const plain = await recordQueries(app, sendOf(randomUUID()));
  expect(plain.filter((sql) => sql.includes('personal_item'))).toHaveLength(1);
  const id = randomUUID();
  const value = { conversationId, body: 'x', replyToId: null, fileIds: [], sendAt: later };
  await putItem(app, ann, 'scheduled_message', id, value);
  const scheduled = await recordQueries(app, sendOf(id));
  // The statement that stores what is plain asks, and leaves it to a batch, which takes three more for it.
  expect(plain).toHaveLength(1);
  expect(scheduled).toHaveLength(1 + 6 + 3);
});

it('a send under the id of a scheduled message keeps its place among those that are sent with it', async () => {
  const ann = await createUser(app);
  const { id: conversationId } = await createConversation(app, ann);
  const id = randomUUID();
  const value = { conversationId, body: 'deux', replyToId: null, fileIds: [], sendAt: later };
  await putItem(app, ann, 'scheduled_message', id, value);
  const sent = await Promise.all(
    [
      [randomUUID(), 'un'],
      [id, 'deux'],
      [randomUUID(), 'trois'],
    ].map(([clientMessageId = '', body = '']) =>
      app.get(MessagesService).send(ann.actor, { conversationId, clientMessageId, body }),
    ),
  );
  expect(sent.map(({ message }) => [message.body, message.seq])).toEqual([
    ['un', 1],
    ['deux', 2],
    ['trois', 3],
  ]);
});

it('what is scheduled writes the row of its conversation, so that no send passes it by', async () => {
  const ann = await createUser(app);
  const { id: conversationId, revision } = await createConversation(app, ann);
  const version = async () => {
    const sql = 'SELECT xmin::text AS version, revision FROM conversations WHERE id = $1';
    return (
      await app.get(DataSource).query<{ version: string; revision: number }[]>(sql, [conversationId])
    )[0];
  };
  const before = await version();
  const value = { conversationId, body: 'x', replyToId: null, fileIds: [], sendAt: later };
  await putItem(app, ann, 'scheduled_message', randomUUID(), value);
  const after = await version();
  expect(after?.revision).toBe(revision);
  expect(after?.version).not.toBe(before?.version);
});
