import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { limits, type PersonalItem, type Problem, type SyncRequest } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { label, MadeUpItemsModule, madeUp } from '../../../test/made-up-items.js';
import { deleteItem, getItem, listItems, putItem } from '../../../test/personal-items.js';
import { recordQueries } from '../../../test/record-queries.js';
import { SyncService } from '../sync/sync.service.js';
import { ItemCleanUpService } from './item-clean-up.service.js';

const kind = 'label';

let app: TestApp;
let ann: TestUser;

beforeAll(async () => (app = await createTestApp({}, MadeUpItemsModule)));
beforeEach(async () => (ann = await createUser(app)));
afterEach(closeTestClients);
afterAll(() => app.close());

/** Sets an item of each of so many new conversations; gives the ids. */
async function fill(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const { id } = await createConversation(app, ann);
    await putItem(app, ann, kind, id, label());
    ids.push(id);
  }
  return ids;
}

const sync = async (request: Partial<SyncRequest>) => {
  const client = await connectTestClient(app, ann);
  return client.done('sync', { conversations: [], only: true, ...request });
};
const personal = async (request: Partial<SyncRequest>) => (await sync(request)).personal;
const idsOf = ({ items }: { items: readonly PersonalItem[] }) => items.map(({ id }) => id);
/** Makes items gone for so many days. */
const age = (days: number) =>
  app
    .get(DataSource)
    .query("UPDATE personal_items SET changed_at = changed_at - $1 * interval '1 day' WHERE user_id = $2", [
      days,
      ann.id,
    ]);

describe('a list of items', () => {
  it('is empty at revision 0 for who never set one', async () => {
    expect((await listItems(app, ann)).body).toEqual({ items: [], revision: 0, nextCursor: null });
  });

  it('holds what lies above a revision, in ascending revision', async () => {
    const [first = '', second = '', third = ''] = await fill(3);
    await putItem(app, ann, kind, first, label({ colour: 'red' }));
    await deleteItem(app, ann, kind, third);
    const all = await listItems(app, ann);
    expect(all.body).toEqual({
      items: [madeUp(kind, second, 2, label()), madeUp(kind, first, 4, label({ colour: 'red' }))],
      revision: 5,
      nextCursor: null,
    });
    expect(idsOf((await listItems(app, ann, '?afterRevision=2')).body)).toEqual([first, third]);
    expect((await listItems(app, ann, '?afterRevision=5')).body).toEqual({ ...all.body, items: [] });
  });

  it('can be asked for one kind', async () => {
    const [id = ''] = await fill(1);
    await putItem(app, ann, 'waves', id, { count: 4 });
    const { body } = await listItems(app, ann, '?kind=waves');
    expect(body).toEqual({
      items: [madeUp('waves', id, 2, { count: 4 })],
      revision: 2,
      nextCursor: null,
    });
    expect((await listItems<Problem>(app, ann, '?kind=pebbles')).body.code).toBe('VALIDATION_FAILED');
  });

  it('comes in pages of one moment’s revision, and each item once', async () => {
    const ids = await fill(5);
    const pages: string[][] = [];
    const revisions: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor && `&cursor=${cursor}`;
      const { body } = await listItems(app, ann, `?limit=2${query}`);
      pages.push(idsOf(body));
      revisions.push(body.revision);
      cursor = body.nextCursor;
      if (pages.length === 1) await putItem(app, ann, kind, ids[0]!, label({ colour: 'red' }));
    }
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), [ids[4], ids[0]]]);
    expect(revisions).toEqual([5, 5, 5]);
  });

  it('of everything leaves out only what was gone when it began', async () => {
    const ids = await fill(4);
    await deleteItem(app, ann, kind, ids[3]!);
    const { body } = await listItems(app, ann, '?limit=1');
    await deleteItem(app, ann, kind, ids[1]!);
    const rest = await listItems(app, ann, `?cursor=${body.nextCursor}`);
    expect(rest.body.items).toEqual([madeUp(kind, ids[2]!, 3, label()), madeUp(kind, ids[1]!, 6, null)]);
  });

  it.each(['?limit=0', '?limit=501', '?afterRevision=-1', '?cursor=x', '?cursor=WzEsMl0'])(
    'refuses %s',
    async (query) => {
      expect((await listItems<Problem>(app, ann, query)).body.code).toBe('VALIDATION_FAILED');
    },
  );

  it('begins anew where the client holds a revision that never was', async () => {
    const ids = await fill(3);
    await deleteItem(app, ann, kind, ids[1]!);
    const { body } = await listItems(app, ann, '?afterRevision=5&limit=1');
    expect(body).toMatchObject({ reset: true, revision: 4 });
    const rest = await listItems(app, ann, `?afterRevision=5&cursor=${body.nextCursor}`);
    expect(rest.body).not.toHaveProperty('reset');
    expect([...idsOf(body), ...idsOf(rest.body)]).toEqual([ids[0], ids[2]]);
  });
});

describe('sync', () => {
  it('answers items where they are asked for only', async () => {
    const ids = await fill(2);
    expect(await sync({})).not.toHaveProperty('personal');
    expect(await personal({ personalRevision: 0 })).toEqual({
      revision: 2,
      items: ids.map((id, at) => madeUp(kind, id, at + 1, label())),
      cursor: null,
    });
    expect(await personal({ personalRevision: 2 })).toEqual({ revision: 2, items: [], cursor: null });
  });

  it('goes on by the cursor after 500', async () => {
    await app.get(DataSource).query(
      `WITH filled AS (
         INSERT INTO personal_items (user_id, kind, id, revision, value)
         SELECT $1, 'label', gen_random_uuid()::text, n, '{}' FROM generate_series(1, 501) n
       ) INSERT INTO personal_item_counts (user_id, revision) VALUES ($1, 501)`,
      [ann.id],
    );
    const first = await personal({ personalRevision: 0 });
    expect(first!.items).toHaveLength(limits.itemsMax);
    const second = await personal({ personalCursor: first!.cursor! });
    expect(second).toMatchObject({ revision: 501, items: [{ revision: 501 }], cursor: null });
  });

  it('begins anew under another generation, whatever is held and wherever a load was', async () => {
    const ids = await fill(2);
    const { generation } = await sync({});
    const other = { generation: randomUUID() };
    for (const held of [
      { personalRevision: 0 },
      { personalRevision: 1 },
      { personalRevision: 2, personalCursor: Buffer.from('[1,2,0]').toString('base64url') },
    ]) {
      const answer = await personal({ ...held, ...other });
      expect(answer).toMatchObject({ reset: true, revision: 2, cursor: null });
      expect(idsOf(answer!)).toEqual(ids);
    }
    expect(await personal({ personalRevision: 2, generation })).toEqual({
      revision: 2,
      items: [],
      cursor: null,
    });
  });

  it('refuses a cursor that none of its answers gave', async () => {
    const client = await connectTestClient(app, ann);
    for (const personalCursor of ['x', Buffer.from('[-1,0,2]').toString('base64url')])
      expect(await client.request('sync', { conversations: [], personalCursor })).toMatchObject({
        error: { code: 'VALIDATION_FAILED' },
      });
  });

  it('takes no statement more where items are not asked for, and one where they are, new or not', async () => {
    await fill(3);
    const count = async (request: Partial<SyncRequest>) => {
      const statements = await recordQueries(app, () =>
        app.get(SyncService).sync(ann.actor, { conversations: [], only: true, ...request }),
      );
      return statements.length;
    };
    expect(await count({})).toBe(3);
    for (const personalRevision of [0, 2, 3, 9]) expect(await count({ personalRevision })).toBe(4);
  });
});

describe('an answer', () => {
  it('is bounded in bytes: what is left comes with the cursor', async () => {
    await app.get(DataSource).query(
      `WITH filled AS (
         INSERT INTO personal_items (user_id, kind, id, revision, value)
         SELECT $1, 'label', gen_random_uuid()::text, n, jsonb_build_object('body', repeat('é', 30000))
         FROM generate_series(1, 100) n
       ) INSERT INTO personal_item_counts (user_id, revision) VALUES ($1, 100)`,
      [ann.id],
    );
    const found: number[] = [];
    for (let cursor: string | undefined, held = 0; ;) {
      const answer = (await personal(
        cursor === undefined ? { personalRevision: held } : { personalCursor: cursor },
      ))!;
      expect(JSON.stringify(answer).length).toBeLessThan(5_000_000);
      expect(answer.items.every(({ value }) => value !== null)).toBe(true);
      found.push(...answer.items.map(({ revision }) => revision));
      held = answer.revision;
      if (answer.cursor === null) break;
      cursor = answer.cursor;
    }
    expect(found).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  });
});

describe('what has been gone for 90 days', () => {
  const cleanUp = () => app.get(ItemCleanUpService).run();
  const rows = () =>
    app.get(DataSource).query<object[]>('SELECT 1 FROM personal_items WHERE user_id = $1', [ann.id]);

  it('is forgotten, and who may not have learnt of it begins anew', async () => {
    const ids = await fill(3);
    await deleteItem(app, ann, kind, ids[0]!);
    await age(92);
    await putItem(app, ann, kind, ids[1]!, label({ colour: 'red' }));
    await cleanUp();
    expect(await rows()).toHaveLength(2);
    const living = [ids[2], ids[1]];
    const answers = await Promise.all(
      [0, 1, 3, 4].map((revision) => listItems(app, ann, `?afterRevision=${revision}`)),
    );
    expect(answers.map(({ body }) => ({ reset: body.reset, ids: idsOf(body) }))).toEqual([
      { ids: living },
      { reset: true, ids: living },
      { reset: true, ids: living },
      { ids: [ids[1]] },
    ]);
    // What is forgotten can be set again.
    expect((await putItem(app, ann, kind, ids[0]!, label(), 0)).body.revision).toBe(6);
    expect((await getItem(app, ann, kind, ids[0]!)).status).toBe(200);
  });

  it('is kept for a day longer, so that a load which began before comes to its end', async () => {
    const ids = await fill(3);
    await deleteItem(app, ann, kind, ids[0]!);
    const { body } = await listItems(app, ann, '?afterRevision=1&limit=1');
    await age(90.5);
    await cleanUp();
    const rest = await listItems(app, ann, `?cursor=${body.nextCursor}`);
    expect([...idsOf(body), ...idsOf(rest.body)]).toEqual([ids[1], ids[2], ids[0]]);
    expect((await listItems(app, ann, '?afterRevision=1')).body.reset).toBe(true);
  });

  it('sooner is kept', async () => {
    const ids = await fill(2);
    await deleteItem(app, ann, kind, ids[0]!);
    await age(89);
    await cleanUp();
    const { body } = await listItems(app, ann, '?afterRevision=1');
    expect(body).not.toHaveProperty('reset');
    expect(idsOf(body)).toEqual([ids[1], ids[0]]);
  });
});
