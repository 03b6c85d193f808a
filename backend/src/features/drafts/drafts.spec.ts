import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ItemValue, Message, Problem } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openTransaction } from '../../../test/open-transaction.js';
import { getItem, item, listItems, putItem } from '../../../test/personal-items.js';
import { recordQueries } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { MessagesService } from '../messages/messages.service.js';

type Draft = ItemValue<'draft'>;

let app: TestApp;
let ann: TestUser, ben: TestUser;
let id: string;

beforeAll(async () => (app = await createTestApp()));
beforeEach(async () => {
  [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
  ({ id } = await createConversation(app, ann, [ben]));
});
afterEach(closeTestClients);
afterAll(() => app.close());

const draftOf = (changes: Partial<Draft> = {}): Draft => ({
  clientMessageId: randomUUID(),
  body: 'Bonjour',
  replyToId: null,
  fileIds: [],
  writtenAt: '2026-11-30T08:00:00.000Z',
  ...changes,
});
const put = (draft: Draft, as = ann) => putItem(app, as, 'draft', id, draft);
const send = (draft: Pick<Draft, 'clientMessageId'>, fromDraft?: boolean, as = ann) =>
  request<Message>(app, 'POST', `/api/conversations/${id}/messages`, {
    as,
    body: { clientMessageId: draft.clientMessageId, body: 'Bonjour', fromDraft },
  });
const present = async () => (await listItems(app, ann)).body;

describe('a draft', () => {
  it('goes with the send that names it, over REST', async () => {
    const draft = draftOf();
    await put(draft);
    const client = await connectTestClient(app, ann);
    expect((await send(draft, true)).status).toBe(201);
    expect(await present()).toMatchObject({ items: [], revision: 2 });
    expect(await client.next('item_changed')).toEqual({ item: item('draft', id, 2, null) });
  });

  it('goes with the send that names it, over the socket', async () => {
    const { clientMessageId, body } = draftOf();
    await put(draftOf({ clientMessageId: clientMessageId.toUpperCase() }));
    const client = await connectTestClient(app, ann);
    await client.done('send_message', { conversationId: id, clientMessageId, body, fromDraft: true });
    expect(await present()).toMatchObject({ items: [], revision: 2 });
  });

  it('stays where the send does not say so, is of another draft, or is another person’s', async () => {
    const draft = draftOf();
    await put(draft);
    await send(draftOf(), true);
    await put(draft, ben);
    await send(draft, true, ben);
    await send(draft);
    await send(draftOf(), false);
    expect(await present()).toEqual({
      items: [item('draft', id, 1, draft)],
      revision: 1,
      nextCursor: null,
    });
  });

  it('goes with a repeat, too', async () => {
    const draft = draftOf();
    await put(draft);
    await send(draft);
    expect((await send(draft, true)).status).toBe(200);
    expect(await present()).toMatchObject({ items: [], revision: 2 });
  });

  it('stays where the send is refused', async () => {
    const draft = draftOf();
    await put(draft);
    await request(app, 'PATCH', `/api/conversations/${id}`, { as: ann, body: { archived: true } });
    expect((await send(draft, true)).status).toBe(409);
    expect(await present()).toMatchObject({ items: [{ value: draft }], revision: 1 });
  });

  it('is sent once by two devices that send it', async () => {
    const draft = draftOf();
    await put(draft);
    const answers = await Promise.all([send(draft, true), send(draft, true), send(draft, true)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await present()).toMatchObject({ items: [], revision: 2 });
  });

  it('that was sent is not revived by a late autosave', async () => {
    const draft = draftOf();
    await put(draft);
    await send(draft, true);
    const late = await putItem<Problem>(app, ann, 'draft', id, { ...draft, body: 'Bonjour à' });
    expect(late.body.code).toBe('CONFLICT');
    expect((await getItem(app, ann, 'draft', id)).status).toBe(404);
    expect((await put(draftOf())).body.revision).toBe(3);
    // Another's message of that id is not mine.
    expect((await put(draft, ben)).status).toBe(200);
  });

  it('saved while it is sent is gone in the end, whoever comes first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const draft = draftOf();
      const saves = [1, 2, 3].map((at) => put({ ...draft, body: `Bonjour ${at}` }));
      const [sent] = await Promise.all([send(draft, true), ...saves]);
      expect(sent.status).toBe(201);
      expect((await getItem(app, ann, 'draft', id)).status).toBe(404);
    }
  });

  it('takes an empty body, and none that is too long', async () => {
    expect((await put(draftOf({ body: '' }))).status).toBe(200);
    expect((await put(draftOf({ body: '\u0001'.repeat(8_000) }))).status).toBe(200);
    expect((await put(draftOf({ body: 'x'.repeat(8_001) }))).status).toBe(400);
  });
});

describe('a send', () => {
  const statements = (fromDraft: boolean, count = 1) =>
    recordQueries(app, () =>
      Promise.all(
        Array.from({ length: count }, () =>
          app
            .get(MessagesService)
            .send(ann.actor, { conversationId: id, ...draftOf(), ...(fromDraft && { fromDraft }) }),
        ),
      ),
    );

  it('that is from no draft takes no statement for drafts, and those that are two in all', async () => {
    const plain = await statements(false);
    expect(plain.filter((sql) => sql.includes('personal_item_counts'))).toEqual([]);
    expect(plain).toHaveLength(1);
    for (const count of [1, 5]) {
      const drafted = await statements(true, count);
      expect(drafted.filter((sql) => sql.includes('personal_item_counts'))).toHaveLength(2);
      expect(drafted).toHaveLength(6 + 2);
    }
  });

  it('of a draft holds nobody up while another process holds its person', async () => {
    const draft = draftOf();
    await put(draft);
    const holder = await openTransaction(app);
    await holder.query('SELECT FROM personal_item_counts WHERE user_id = $1 FOR UPDATE', [ann.id]);
    const { id: elsewhere } = await createConversation(app, ben);
    const sent = send(draft, true);
    const others = request(app, 'POST', `/api/conversations/${elsewhere}/messages`, {
      as: ben,
      body: { clientMessageId: randomUUID(), body: 'Salut' },
    });
    expect((await others).status).toBe(201);
    await holder.commitTransaction();
    await holder.release();
    expect((await sent).status).toBe(201);
    expect(await present()).toMatchObject({ items: [], revision: 2 });
  });
});
