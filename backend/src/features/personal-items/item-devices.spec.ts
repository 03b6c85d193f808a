import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { ItemPage, PersonalItem } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { label, MadeUpItemsModule } from '../../../test/made-up-items.js';
import { deleteItem, listItems, putItem } from '../../../test/personal-items.js';
import { holds } from '../../../test/seeds.js';
import { ParticipantsService } from '../conversations/participants.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;
let conversations: string[];

beforeAll(async () => (app = await createTestApp({}, MadeUpItemsModule)));
afterEach(closeTestClients);
afterAll(() => app.close());

/** What one of ben's devices holds: merged by revision alone, as the contract says a client may. */
class Device {
  private readonly items = new Map<string, PersonalItem>();
  private revision = 0;
  private client: TestClient | null = null;
  /** Of its own acts one ends before the next begins. */
  private acts: Promise<void> = Promise.resolve();

  async connect(): Promise<void> {
    this.client ??= await connectTestClient(app, ben);
    this.client.socket.on('item_changed', ({ item }) => this.merge(item));
  }

  /** Goes without a word; what it holds is there when it comes back. */
  die(): Promise<void> {
    return (this.acts = this.acts.then(() => {
      this.client?.close();
      this.client = null;
    }));
  }

  /** Pulls what is above the revision it holds, `limit` at a time where it does so over REST. */
  pull(limit: number | null): Promise<void> {
    return (this.acts = this.acts.then(() => this.pullAll(limit)));
  }

  /** By kind and id, what is there. */
  living(): Map<string, PersonalItem> {
    return new Map([...this.items].filter(([, { value }]) => value !== null));
  }

  private async pullAll(limit: number | null): Promise<void> {
    await this.connect();
    // Who never loaded holds nothing, whatever came live: a load of everything leaves out what is gone.
    if (this.revision === 0) this.items.clear();
    let cursor: string | null = null;
    let began: number | null = null;
    do {
      const page: ItemPage = limit === null ? await this.sync(cursor) : await this.list(cursor, limit);
      if (page.reset) this.items.clear();
      page.items.forEach((item) => this.merge(item));
      began ??= page.revision;
      cursor = page.nextCursor;
    } while (cursor !== null);
    this.revision = began;
  }

  private merge(item: PersonalItem): void {
    const key = `${item.kind} ${item.id}`;
    if ((this.items.get(key)?.revision ?? 0) < item.revision) this.items.set(key, item);
  }

  private async sync(personalCursor: string | null): Promise<ItemPage> {
    const { personal } = await this.client!.done('sync', {
      conversations: [],
      only: true,
      personalRevision: this.revision,
      ...(personalCursor !== null && { personalCursor }),
    });
    const { cursor, ...page } = personal!;
    return { ...page, nextCursor: cursor };
  }

  private async list(cursor: string | null, limit: number): Promise<ItemPage> {
    const at = cursor === null ? '' : `&cursor=${cursor}`;
    return (await listItems(app, ben, `?afterRevision=${this.revision}&limit=${limit}${at}`)).body;
  }
}

const where = { device: fc.nat(2), conversation: fc.nat(3) };
const condition = fc.option(fc.nat(30), { nil: undefined });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...where,
      kind: fc.constantFrom('label', 'waves'),
      seq: fc.integer({ min: 1, max: 3 }),
      ifRevision: condition,
      act: fc.constant('put' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...where,
      kind: fc.constantFrom('label', 'waves'),
      ifRevision: condition,
      act: fc.constant('delete' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...where, act: fc.constantFrom('send', 'send away') }) },
  { weight: 2, arbitrary: fc.record({ ...where, act: fc.constant('come or go' as const) }) },
  { weight: 2, arbitrary: fc.record({ ...where, act: fc.constant('die' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...where,
      limit: fc.option(fc.integer({ min: 1, max: 4 })),
      act: fc.constant('pull' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
/** What stands in one list happens at once. */
const schedule = fc.array(fc.array(step, { minLength: 1, maxLength: 10 }), { minLength: 3, maxLength: 8 });

/** One message of each conversation, sent on all devices. */
const messageId = (conversation: number, round: number) =>
  `01900000-0000-7000-8${conversation}00-${String(round).padStart(12, '0')}`;

async function take(one: Step, round: number, devices: readonly Device[]): Promise<number> {
  const id = conversations[one.conversation]!;
  const device = devices[one.device]!;
  switch (one.act) {
    case 'put': {
      const colour = one.seq > 1 ? 'red' : 'blue';
      const value = one.kind === 'waves' ? { count: one.seq } : label({ colour });
      return (await putItem(app, ben, one.kind, id, value, one.ifRevision)).status;
    }
    case 'delete':
      return (await deleteItem(app, ben, one.kind, id, one.ifRevision)).status;
    case 'send':
    case 'send away': {
      const client = await connectTestClient(app, ben);
      const clientMessageId = messageId(one.conversation, round);
      // Takes a red label away, in its transaction.
      const fromDraft = one.act === 'send away';
      const sent = { conversationId: id, clientMessageId, body: 'Bonjour', fromDraft };
      const answer = await client.request('send_message', sent);
      client.close();
      return answer.ok || answer.error.code === 'NOT_FOUND' ? 200 : 500;
    }
    case 'come or go': {
      const participants = app.get(ParticipantsService);
      await participants
        .remove(ann.actor, id, ben.id)
        .catch(() => participants.add(ann.actor, id, [ben.id]).then(() => undefined));
      return 200;
    }
    case 'die':
      await device.die();
      return 200;
    case 'pull':
      await device.pull(one.limit);
      return 200;
  }
}

it('leaves every device with what is stored, and the revisions without a gap', async () => {
  await holds(schedule, async (rounds) => {
    [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
    const created = await Promise.all([0, 1, 2, 3].map(() => createConversation(app, ann, [ben])));
    conversations = created.map(({ id }) => id);
    const witness = await connectTestClient(app, ben);
    const devices = [new Device(), new Device(), new Device()];
    for (const [round, steps] of rounds.entries()) {
      await Promise.all(devices.map((device) => device.connect()));
      const statuses = await Promise.all(steps.map((one) => take(one, round, devices)));
      expect(statuses.filter((status) => ![200, 204, 404, 409].includes(status))).toEqual([]);
    }
    const rows = await app
      .get(DataSource)
      .query<PersonalItem[]>(
        'SELECT kind, id, revision, value FROM personal_items WHERE user_id = $1 ORDER BY revision',
        [ben.id],
      );
    const { body } = await listItems(app, ben, '?limit=500');
    expect(body.items).toEqual(rows.filter(({ value }) => value !== null));
    const present = new Map(body.items.map((item) => [`${item.kind} ${item.id}`, item]));
    for (const [at, device] of devices.entries()) {
      await device.pull(at === 0 ? null : at);
      expect(device.living()).toEqual(present);
    }
    // Each revision was announced once, to a device that was there all the time.
    await witness.done('set_presence', { presence: 'online' });
    const announced = witness.received('item_changed').map(({ item }) => item.revision);
    expect(announced.sort((one, other) => one - other)).toEqual(
      Array.from({ length: body.revision }, (_, at) => at + 1),
    );
    await Promise.all(devices.map((device) => device.die()));
    witness.close();
  });
});
