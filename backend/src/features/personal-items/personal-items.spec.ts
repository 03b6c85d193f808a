import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { limits, type Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { label, MadeUpItemsModule, madeUp } from '../../../test/made-up-items.js';
import { deleteItem, getItem, listItems, putItem } from '../../../test/personal-items.js';
import { until } from '../../../test/until.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { ItemChangesRepository } from './item-changes.repository.js';

const kind = 'label';

let app: TestApp;
let ann: TestUser, ben: TestUser;
let id: string;

beforeAll(async () => (app = await createTestApp({}, MadeUpItemsModule)));
beforeEach(async () => {
  [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
  ({ id } = await createConversation(app, ann, [ben]));
});
afterEach(closeTestClients);
afterAll(() => app.close());

const revisionOf = async (person: TestUser) => (await listItems(app, person)).body.revision;
const codeOf = ({ body }: { body: Problem }) => body.code;

describe('setting an item', () => {
  it('takes the person’s next revision and answers the item', async () => {
    const first = await putItem(app, ann, kind, id, label({ colour: 'blue' }));
    expect(first).toMatchObject({ status: 200, body: madeUp(kind, id, 1, label({ colour: 'blue' })) });
    await putItem(app, ann, 'waves', id, { count: 1 });
    const again = await putItem(app, ann, kind, id, label({ colour: 'red' }));
    expect(again.body).toEqual(madeUp(kind, id, 3, label({ colour: 'red' })));
    expect((await getItem(app, ann, kind, id)).body).toEqual(again.body);
  });

  it('is nobody else’s', async () => {
    await putItem(app, ann, kind, id, label());
    expect(await revisionOf(ben)).toBe(0);
    expect((await getItem<Problem>(app, ben, kind, id)).body.code).toBe('NOT_FOUND');
    expect((await putItem(app, ben, kind, id, label())).body.revision).toBe(1);
  });

  it('takes no revision where it changes nothing, in whichever order the fields come', async () => {
    const { body: first } = await putItem(app, ann, kind, id, label({ colour: 'blue' }));
    const reversed = Object.fromEntries(Object.entries(label({ colour: 'blue' })).reverse());
    expect((await putItem(app, ann, kind, id, { ...reversed, unknown: 1 })).body).toEqual(first);
    expect(await revisionOf(ann)).toBe(1);
  });

  it('takes ids in any case', async () => {
    const { body } = await putItem(app, ann, kind, id.toUpperCase(), label());
    expect(body.id).toBe(id);
    expect((await getItem(app, ann, kind, id.toUpperCase())).body).toEqual(body);
    expect((await deleteItem(app, ann, kind, id.toUpperCase())).status).toBe(204);
    expect((await getItem(app, ann, kind, id)).status).toBe(404);
  });

  it.each([
    ['an unknown kind', 'pebbles', label()],
    ['what an object has by nature', 'constructor', label()],
    ['a value that the schema refuses', kind, label({ colour: 'loud' as 'red' })],
    ['a value that lacks a field', kind, { colour: 'red' }],
    ['no value', kind, undefined],
    ['null', kind, null],
    ['a text', kind, 'all'],
    ['a value that is too large', kind, { ...label(), filler: 'é'.repeat(limits.itemValueBytes / 2) }],
  ])('refuses %s', async (_what, name, value) => {
    expect(codeOf(await putItem<Problem>(app, ann, name, id, value))).toBe('VALIDATION_FAILED');
    expect(await revisionOf(ann)).toBe(0);
  });

  it('refuses a value that is nested too deeply', async () => {
    const filler = '['.repeat(60_000) + ']'.repeat(60_000);
    const answer = await fetch(`${app.url}/api/me/items/${kind}/${id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${ann.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ value: { ...label(), filler: 0 } }).replace('"filler":0', `"filler":${filler}`),
    });
    expect(((await answer.json()) as Problem).code).toBe('VALIDATION_FAILED');
  });

  it('says where the value is wrong', async () => {
    const { body } = await putItem<Problem>(app, ann, kind, id, label({ until: 'tomorrow' }));
    expect(body.errors).toEqual([{ path: 'value.until', message: expect.any(String) }]);
    expect((await putItem<Problem>(app, ann, kind, 'elsewhere', label())).body.errors).toMatchObject([
      { path: 'id' },
    ]);
  });

  it('takes a value of 64 KiB', async () => {
    const value = { ...label(), filler: '' };
    value.filler = 'x'.repeat(limits.itemValueBytes - Buffer.byteLength(JSON.stringify(value)));
    expect((await putItem(app, ann, kind, id, value)).status).toBe(200);
    value.filler += 'x';
    expect((await putItem(app, ann, kind, id, value)).status).toBe(400);
  });

  it('of a conversation that one does not see looks as if there were none', async () => {
    const stranger = await createUser(app);
    expect(codeOf(await putItem<Problem>(app, stranger, kind, id, label()))).toBe('NOT_FOUND');
    expect(codeOf(await putItem<Problem>(app, ann, kind, randomUUID(), label()))).toBe('NOT_FOUND');
  });
});

describe('ifRevision', () => {
  const put = (ifRevision: number, isRed: boolean) =>
    putItem<Problem>(app, ann, kind, id, label({ colour: isRed ? 'red' : 'blue' }), ifRevision);

  it('0 asks that there is none, also of one that is gone', async () => {
    expect((await put(0, true)).status).toBe(200);
    expect(codeOf(await put(0, true))).toBe('CONFLICT');
    await deleteItem(app, ann, kind, id);
    expect((await put(0, true)).body).toMatchObject({ revision: 3 });
  });

  it('asks for the present revision, also where nothing would change', async () => {
    await put(0, true);
    await putItem(app, ann, 'waves', id, { count: 1 });
    for (const other of [2, 3]) expect(codeOf(await put(other, true))).toBe('CONFLICT');
    expect((await put(1, true)).body).toMatchObject({ revision: 1 });
    expect((await put(1, false)).body).toMatchObject({ revision: 3 });
    expect(codeOf(await put(1, true))).toBe('CONFLICT');
  });

  it('of what is gone is not its last revision', async () => {
    await put(0, true);
    await deleteItem(app, ann, kind, id);
    expect(codeOf(await put(2, true))).toBe('CONFLICT');
  });

  it('holds for a deletion, but for one of what is gone', async () => {
    await put(0, true);
    const remove = (ifRevision: number) => deleteItem<Problem>(app, ann, kind, id, ifRevision);
    for (const other of [0, 2]) expect(codeOf(await remove(other))).toBe('CONFLICT');
    expect((await remove(1)).status).toBe(204);
    for (const any of [0, 1, 2, 9]) expect((await remove(any)).status).toBe(204);
    expect(await revisionOf(ann)).toBe(2);
  });
});

describe('deleting an item', () => {
  it('leaves it as gone, under a revision of its own', async () => {
    await putItem(app, ann, kind, id, label());
    expect((await deleteItem(app, ann, kind, id)).status).toBe(204);
    expect((await getItem<Problem>(app, ann, kind, id)).body.code).toBe('NOT_FOUND');
    expect((await listItems(app, ann, '?afterRevision=1')).body.items).toEqual([madeUp(kind, id, 2, null)]);
  });

  it('of what never was is done, and takes no revision', async () => {
    for (const one of [id, randomUUID(), 'elsewhere'])
      expect((await deleteItem(app, ann, kind, one)).status).toBe(204);
    expect(await revisionOf(ann)).toBe(0);
    expect(codeOf(await deleteItem<Problem>(app, ann, 'pebbles', id))).toBe('VALIDATION_FAILED');
  });
});

describe('every socket of the person', () => {
  it('is sent each change, the writing one too, and nobody else’s', async () => {
    const [desk, phone, other] = await Promise.all([ann, ann, ben].map((one) => connectTestClient(app, one)));
    const { body: set } = await putItem(app, ann, kind, id, label({ colour: 'red' }));
    await putItem(app, ann, kind, id, label({ colour: 'red' }));
    await deleteItem(app, ann, kind, id);
    for (const device of [desk!, phone!]) {
      await device.next('item_changed', ({ item: one }) => one.value === null);
      expect(device.received('item_changed')).toEqual([{ item: set }, { item: madeUp(kind, id, 2, null) }]);
    }
    expect(other!.received('item_changed')).toEqual([]);
  });
});

describe('who leaves a conversation', () => {
  const remove = () => app.get(ParticipantsService).remove(ann.actor, id, ben.id);

  it('has no items of it any more, each gone under a revision of its own', async () => {
    const { id: elsewhere } = await createConversation(app, ben);
    for (const one of [id, elsewhere]) await putItem(app, ben, kind, one, label());
    await putItem(app, ben, 'waves', id, { count: 1 });
    await putItem(app, ann, kind, id, label());
    const client = await connectTestClient(app, ben);
    await remove();
    const gone = [madeUp(kind, id, 4, null), madeUp('waves', id, 5, null)];
    expect((await listItems(app, ben, '?afterRevision=3')).body).toMatchObject({ items: gone, revision: 5 });
    await client.next('item_changed', ({ item: { revision } }) => revision === 5);
    expect(client.received('item_changed')).toEqual(gone.map((one) => ({ item: one })));
    expect((await getItem(app, ben, kind, elsewhere)).status).toBe(200);
    expect((await getItem(app, ann, kind, id)).status).toBe(200);
    expect((await putItem(app, ben, kind, id, label())).status).toBe(404);
  });

  it('takes what is being set at that moment along', async () => {
    // The departure begins once the person was found to participate, and before they are locked.
    const changes = app.get(ItemChangesRepository);
    const lockOne = changes.lockOne.bind(changes);
    let reach: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const spy = jest.spyOn(changes, 'lockOne').mockImplementationOnce(async (userId) => {
      reach();
      await gate;
      return lockOne(userId);
    });
    const put = putItem(app, ben, kind, id, label());
    await reached;
    const removed = remove();
    await Promise.race([removed, until(async () => (await waiting()) === 1)]);
    open();
    spy.mockRestore();
    expect((await put).status).toBe(200);
    await removed;
    expect((await listItems(app, ben, '?afterRevision=1')).body.items).toEqual([madeUp(kind, id, 2, null)]);
  });
});

describe('two nodes', () => {
  it('let one of those win who set an item at once, and leave no gap', async () => {
    const other = await createTestApp({ databaseUrl: app.configuration.databaseUrl }, MadeUpItemsModule);
    try {
      for (let round = 0; round < 10; round += 1) {
        const ifRevision = await revisionOf(ann);
        const answers = await Promise.all(
          [app, other, app, other].map((node, at) =>
            putItem(node, ann, 'waves', id, { count: 1 + round * 4 + at }, ifRevision),
          ),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      }
      expect(await revisionOf(ann)).toBe(10);
    } finally {
      await other.close();
    }
  });
});

describe('the number of items of one person', () => {
  it('is bounded; what is gone is not counted, and what is there can be changed', async () => {
    const { id: elsewhere } = await createConversation(app, ann);
    await putItem(app, ann, kind, id, label());
    await app.get(DataSource).query(
      `WITH filled AS (
         INSERT INTO personal_items (user_id, kind, id, revision, value)
         SELECT $1, 'label', gen_random_uuid()::text, 1 + n, '{}' FROM generate_series(1, $2::int) n
       ) UPDATE personal_item_counts SET revision = 1 + $2::int WHERE user_id = $1`,
      [ann.id, limits.personalItems - 2],
    );
    const wave = (where = id) => putItem<Problem>(app, ann, 'waves', where, { count: 1 });
    expect((await wave()).body).toMatchObject({ revision: limits.personalItems });
    expect(codeOf(await wave(elsewhere))).toBe('CONFLICT');
    expect((await putItem(app, ann, kind, id, label({ colour: 'red' }))).status).toBe(200);
    await deleteItem(app, ann, 'waves', id);
    expect((await wave(elsewhere)).status).toBe(200);
    expect(codeOf(await wave())).toBe('CONFLICT');
  });
});

/** How many connections of the product wait for a lock. */
async function waiting(): Promise<number> {
  const rows = await app
    .get(DataSource)
    .query<object[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
  return rows.length;
}
