import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Integrity, Message, Problem } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';

let app: TestApp;
let ann: TestUser, stranger: TestUser;
let id: string;
const held: Message[] = [];

beforeAll(async () => {
  app = await createTestApp();
  [ann, stranger] = await Promise.all([createUser(app), createUser(app)]);
  ({ id } = await createConversation(app, ann));
  for (let count = 0; count < 12; count += 1) held.push(await sendMessage(app, ann, id));
});
afterEach(closeTestClients);
afterAll(() => app.close());

const ask = <Body = Integrity>(query = '', conversationId = id, as = ann) =>
  request<Body>(app, 'GET', `/api/conversations/${conversationId}/integrity${query}`, { as });
/** What a client computes of what it holds. */
const digestOf = (messages: readonly Message[]) =>
  createHash('sha256')
    .update(messages.map((message) => `${message.seq}:${message.id}:${message.revision}\n`).join(''))
    .digest('hex');

describe('the integrity of a range', () => {
  it('is the digest of what is held, ends included, in the order of seq', async () => {
    const { status, body } = await ask('?fromSeq=2&toSeq=11');
    expect(status).toBe(200);
    expect(body).toEqual({
      fromSeq: 2,
      toSeq: 11,
      messageCount: 10,
      lastSeq: 12,
      revision: 13,
      digest: digestOf(held.slice(1, 11)),
    });
  });

  it('begins with the first message and is cut at the last one', async () => {
    const whole = { fromSeq: 1, toSeq: 12, messageCount: 12, digest: digestOf(held) };
    for (const query of ['', '?fromSeq=1', '?fromSeq=1&toSeq=1000', '?toSeq=12'])
      expect((await ask(query)).body).toMatchObject(whole);
  });

  it('past the end is empty', async () => {
    for (const query of ['?fromSeq=13', `?fromSeq=${Number.MAX_SAFE_INTEGER}`]) {
      const { body } = await ask(query);
      expect(body).toMatchObject({ toSeq: 12, messageCount: 0, digest: digestOf([]) });
    }
    const { id: empty } = await createConversation(app, ann);
    expect((await ask('', empty)).body).toMatchObject({ fromSeq: 1, toSeq: 0, lastSeq: 0, messageCount: 0 });
  });

  it('is another once a message changed', async () => {
    const { id: other } = await createConversation(app, ann);
    const [first, second] = [await sendMessage(app, ann, other), await sendMessage(app, ann, other)];
    const { body: before } = await ask('', other);
    const path = `/api/conversations/${other}/messages/${first.id}`;
    const { body: edited } = await request<Message>(app, 'PATCH', path, {
      as: ann,
      body: { body: 'Bonsoir' },
    });
    const { body: after } = await ask('', other);
    expect(before.digest).toBe(digestOf([first, second]));
    expect(after.digest).toBe(digestOf([edited, second]));
    const { body: tombstone } = await request<Message>(app, 'DELETE', path, { as: ann });
    expect((await ask('', other)).body).toMatchObject({
      digest: digestOf([tombstone, second]),
      messageCount: 2,
    });
  });

  it.each(['?toSeq=1001', '?fromSeq=5&toSeq=1005', '?fromSeq=0', '?fromSeq=3&toSeq=2', '?fromSeq=x'])(
    'is refused for %s',
    async (query) => {
      expect((await ask<Problem>(query)).body.code).toBe('VALIDATION_FAILED');
    },
  );

  it('looks like absence to who does not participate', async () => {
    expect((await ask<Problem>('', id, stranger)).body.code).toBe('NOT_FOUND');
    expect((await ask<Problem>('', randomUUID())).body.code).toBe('NOT_FOUND');
  });
});

describe('a client that had to heal', () => {
  it('is counted, with its messages', async () => {
    const client = await connectTestClient(app, ann);
    expect(await client.done('report_healed', { conversationId: id, messages: 3 })).toEqual({});
    await client.done('report_healed', { conversationId: id, messages: 4 });
    const outsider = await connectTestClient(app, stranger);
    expect(await outsider.request('report_healed', { conversationId: id, messages: 9 })).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
    const { text } = await request(app, 'GET', '/metrics');
    expect(text).toMatch(/^litspark_client_heals_total 2$/m);
    expect(text).toMatch(/^litspark_client_messages_healed_total 7$/m);
  });
});
