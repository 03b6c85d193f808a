import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { declaredParts, type Message, type MessagePart, type Problem } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueries } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ForbiddenError, ValidationFailedError } from '../../platform/errors/domain-error.js';
import type { PartSend, SentPart } from './message-part.port.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessagePartHandlers } from './message-part-handlers.js';
import { MessageSent } from './messages.events.js';
import { MessagesService, type SendMessageCommand } from './messages.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;
let conversationId: string;
const published: MessageSent[] = [];

/** A made-up feature: votes begin with a message, and only an owner may ask for them. */
const asked: PartSend<unknown>[] = [];
const batches: (readonly SentPart<unknown, unknown>[])[] = [];
const removed: string[] = [];
const handler = {
  admit(send: PartSend<unknown>) {
    asked.push(send);
    const { question } = send.input as { question: string };
    if (send.sender.role !== 'owner') throw new ForbiddenError('Only an owner may ask.');
    if (question === 'SQL') return app.get(UnitOfWork).manager.query('SELECT 1/0') as never;
    return Promise.resolve({ state: { question, votes: 0 }, kept: { secret: question.length } });
  },
  async store(sent: readonly SentPart<unknown, unknown>[]) {
    batches.push(sent);
    // The messages are there: their rows can be referred to.
    const ids = sent.map(({ message }) => message.id);
    const rows = await app
      .get(UnitOfWork)
      .manager.query<object[]>('SELECT FROM messages WHERE id = ANY($1)', [ids]);
    if (rows.length !== ids.length) throw new Error('the messages are not there yet');
  },
  removed({ id }: { id: string }) {
    removed.push(id);
    return Promise.resolve();
  },
};

beforeAll(async () => {
  app = await createTestApp();
  [ann, ben] = [await createUser(app), await createUser(app)];
  app.get(MessagePartHandlers).register('vote', handler);
  app.get(EventBus).on(MessageSent, (event) => published.push(event));
});
beforeEach(async () => {
  ({ id: conversationId } = await createConversation(app, ann, [ben]));
  for (const list of [asked, batches, removed, published]) list.splice(0);
});
afterAll(async () => {
  closeTestClients();
  await app.close();
});

const command = (question: string | null, more: Partial<SendMessageCommand> = {}): SendMessageCommand => ({
  conversationId,
  clientMessageId: randomUUID(),
  body: 'On vote',
  ...(question !== null && { parts: { vote: { question } } }),
  ...more,
});
const send = (as: TestUser, what: SendMessageCommand) => app.get(MessagesService).send(as.actor, what);
const list = async () =>
  (await app.get(MessagesService).list(ben.actor, conversationId, { limit: 200 })).items;

describe('a send with a part', () => {
  it('stores what its feature admits, and answers, announces and shows it', async () => {
    const { message } = await send(ann, command('Où ?'));
    expect(message.parts).toEqual({ vote: { question: 'Où ?', votes: 0 } });
    expect(await list()).toEqual([message]);
    expect(published.map((event) => event.message)).toEqual([message]);
    expect(asked).toEqual([
      {
        conversation: expect.objectContaining({ id: conversationId, kind: 'group', participantsRevision: 1 }),
        sender: { userId: ann.id, role: 'owner' },
        input: { question: 'Où ?' },
        now: expect.any(Date),
      },
    ]);
    expect(batches).toEqual([[{ message, state: message.parts['vote' as never], kept: { secret: 4 } }]]);
  });

  it('is admitted once, whatever a repeat brings', async () => {
    const what = command('Où ?');
    const sent = await Promise.all([send(ann, what), send(ann, what), send(ann, { ...what, parts: {} })]);
    const later = await send(ann, { ...what, parts: { vote: { question: 'Quand ?' } } });
    for (const { message } of [...sent, later]) expect(message).toEqual(sent[0].message);
    expect([asked.length, batches.length]).toEqual([1, 1]);
  });

  it('is refused alone where its feature refuses it, whatever else is in its batch', async () => {
    const outcomes = await Promise.allSettled([
      send(ann, command('Où ?')),
      send(ben, command('Pourquoi ?')),
      send(ben, command(null)),
      send(ann, command('Quand ?')),
      send(ann, command(null, { parts: { unheardOf: {} } })),
    ]);
    const errors = outcomes.map((one) => (one.status === 'rejected' ? (one.reason as unknown) : null));
    expect(errors).toEqual([null, expect.any(ForbiddenError), null, null, expect.any(ValidationFailedError)]);
    expect(errors[4]).toMatchObject({ errors: [{ path: 'parts.unheardOf' }] });
    expect((await list()).map(({ seq, parts }) => [seq, Object.keys(parts)])).toEqual([
      [1, ['vote']],
      [2, []],
      [3, ['vote']],
    ]);
    // One statement of the feature's for all of the batch.
    expect(batches.map((batch) => batch.length)).toEqual([2]);
  });

  it('fails alone where its feature fails', async () => {
    const outcomes = await Promise.allSettled([
      send(ann, command('Où ?')),
      send(ann, command('SQL')),
      send(ben, command(null)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await list()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('is admitted to no conversation that does not take it', async () => {
    const elsewhere = await createConversation(app, ben);
    await expect(send(ann, command('Où ?', { conversationId: elsewhere.id }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(send(ann, command('Où ?', { replyToId: randomUUID() }))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    expect(asked).toEqual([]);
  });

  it('loses it with a deletion, of which its feature learns', async () => {
    const { message } = await send(ann, command('Où ?'));
    const ref = { conversationId, messageId: message.id };
    const tombstone = await app.get(MessageChangesService).delete(ann.actor, ref);
    expect(tombstone.parts).toEqual({});
    expect((await list())[0]?.parts).toEqual({});
    await app.get(MessageChangesService).delete(ann.actor, ref);
    expect(removed).toEqual([message.id]);
    const plain = await sendMessage(app, ann, conversationId);
    await app.get(MessageChangesService).delete(ann.actor, { conversationId, messageId: plain.id });
    expect(removed).toEqual([message.id]);
  });

  it('costs a message without parts no statement', async () => {
    const plain = await recordQueries(app, () => send(ann, command(null)));
    const empty = await recordQueries(app, () => send(ann, command(null, { parts: {} })));
    const withPart = await recordQueries(app, () => send(ann, command('Où ?')));
    expect([plain.length, empty.length, withPart.length]).toEqual([1, 1, 7]);
  });
});

describe('parts that no feature declares', () => {
  it('are refused at their name, over REST and sockets', async () => {
    // No send may name a part that is declared without an input either.
    const withoutInput = Object.entries<MessagePart>(declaredParts).filter(([, part]) => !('input' in part));
    for (const name of ['unheardOf', ...withoutInput.map(([part]) => part)]) {
      const body = { clientMessageId: randomUUID(), body: 'Oui', parts: { [name]: {} } };
      const url = `/api/conversations/${conversationId}/messages`;
      const { body: problem } = await request<Problem>(app, 'POST', url, { as: ann, body });
      expect(problem).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: `parts.${name}` }] });
      const client = await connectTestClient(app, ann);
      const [answer] = await client.raw('send_message', { conversationId, ...body });
      expect(answer).toMatchObject({
        error: { code: 'VALIDATION_FAILED', errors: [{ path: `parts.${name}` }] },
      });
      client.close();
    }
    expect(await list()).toEqual([]);
  });
});

it('weighs what a catch-up would give with parts', async () => {
  const { id } = await sendMessage(app, ann, conversationId);
  const { MessageReadingService } = await import('./message-reading.service.js');
  const weight = async () =>
    (await app.get(MessageReadingService).weightSince([{ conversationId, revision: 0 }])).get(
      conversationId,
    )!;
  const before = await weight();
  const parts: Message['parts'] = { ['vote' as never]: { question: 'x'.repeat(1_000) } };
  await app
    .get(DataSource)
    .query('UPDATE messages SET parts = $2 WHERE id = $1', [id, JSON.stringify(parts)]);
  expect((await weight()) - before).toBeGreaterThan(1_000);
});
