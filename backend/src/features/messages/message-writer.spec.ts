import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueries } from '../../../test/record-queries.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import {
  ConflictError,
  NotFoundError,
  UnavailableError,
  ValidationFailedError,
} from '../../platform/errors/domain-error.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageWriterService } from './message-writer.service.js';
import { MessageSent } from './messages.events.js';
import { MessagesService, type SendMessageCommand } from './messages.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
});
afterAll(() => app.close());

const command = (conversationId: string, more: Partial<SendMessageCommand> = {}): SendMessageCommand => ({
  conversationId,
  clientMessageId: randomUUID(),
  body: 'Bonjour',
  ...more,
});
const send = (as: TestUser, what: SendMessageCommand) => app.get(MessagesService).send(as.actor, what);
const seqsOf = async (conversationId: string) =>
  (await app.get(MessagesService).list(ann.actor, conversationId, { limit: 200 })).items.map(
    ({ seq }) => seq,
  );

/** A connection beside the app's, such as another node's. */
async function beside<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: app.configuration.databaseUrl ?? '' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

it('stores what was sent in one go in the order of the calls', async () => {
  const { id } = await createConversation(app, ann, [ben]);
  const bodies = Array.from({ length: 150 }, (_, index) => `n° ${index}`);
  const sent = await Promise.all(bodies.map((body) => send(ann, command(id, { body }))));
  expect(sent.map(({ message }) => message.seq)).toEqual(bodies.map((_, index) => index + 1));
  expect(sent.map(({ message }) => message.revision)).toEqual(bodies.map((_, index) => index + 2));
});

it('costs a batch one statement, and six where there is something to decide, whatever its size', async () => {
  const conversations = await Promise.all(
    Array.from({ length: 20 }, () => createConversation(app, ann, [ben])),
  );
  const one = await recordQueries(app, () => send(ann, command(conversations[0]?.id ?? '')));
  const many = await recordQueries(app, () =>
    Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        send(ann, command(conversations[index % 20]?.id ?? '', { body: `@[Ben](user:${ben.id}) ${index}` })),
      ),
    ),
  );
  expect([one.length, many.length]).toEqual([1, 1]);
  const repeated = { ...command(conversations[0]?.id ?? ''), clientMessageId: randomUUID() };
  await send(ann, repeated);
  const decided = await recordQueries(app, () =>
    Promise.all([send(ann, repeated), send(ann, command(conversations[1]?.id ?? ''))]),
  );
  // What is left alone of the first statement has no commit record.
  expect(decided).toHaveLength(1 + 4);
});

it('keeps the order of a conversation in which there is something to decide', async () => {
  const { id } = await createConversation(app, ann, [ben]);
  const known = await sendMessage(app, ann, id);
  const bodies = ['un', 'deux', 'trois'];
  const [first, repeat, second, third] = await Promise.all([
    send(ann, command(id, { body: 'un' })),
    send(ann, command(id, { clientMessageId: known.clientMessageId })),
    send(ben, command(id, { body: 'deux', replyToId: known.id })),
    send(ann, command(id, { body: 'trois' })),
  ]);
  expect([first, second, third].map(({ message }) => [message.body, message.seq])).toEqual(
    bodies.map((body, index) => [body, index + 2]),
  );
  expect(repeat).toMatchObject({ repeated: true, message: { seq: 1 } });
});

it('answers and shows a message in the same form, and what it changes beside', async () => {
  const { id } = await createConversation(app, ann, [ben]);
  const known = await sendMessage(app, ben, id);
  const told: MessageSent[] = [];
  app
    .get(EventBus)
    .on(MessageSent, (event) => void (event.message.conversationId === id && told.push(event)));
  const body = `@[Ben](user:${ben.id}) et @[Personne](user:${randomUUID()})`;
  const { message } = await send(ann, command(id, { body, replyToId: known.id }));
  expect(message).toEqual({
    ...known,
    id: expect.any(String),
    clientMessageId: expect.any(String),
    createdAt: expect.any(String),
    seq: 2,
    revision: 3,
    senderId: ann.id,
    body,
    replyToId: known.id,
  });
  expect((await app.get(MessagesService).list(ann.actor, id, { limit: 1 })).items).toEqual([message]);
  expect(told).toEqual([expect.objectContaining({ message, mentionedUserIds: [ben.id] })]);
  const { lastSeq, revision, lastReadSeq, unreadCount } = await app
    .get(ConversationsService)
    .get(ann.actor, id);
  expect({ lastSeq, revision, lastReadSeq, unreadCount }).toEqual({
    lastSeq: 2,
    revision: 3,
    lastReadSeq: 2,
    unreadCount: 0,
  });
  expect(await app.get(ConversationsService).get(ben.actor, id)).toMatchObject({
    mentionCount: 1,
    unreadCount: 1,
  });
});

it('lets no send fail for the faults of others in its batch', async () => {
  const open = await createConversation(app, ann, [ben]);
  const archived = await createConversation(app, ann);
  await app.get(ConversationsService).update(ann.actor, archived.id, { archived: true });
  const foreign = await createConversation(app, ben);
  const known = await sendMessage(app, ann, open.id);
  const outcomes = await Promise.allSettled([
    send(ann, command(open.id)),
    send(ann, command(archived.id)),
    send(ann, command(foreign.id)),
    send(ann, command(randomUUID())),
    send(ann, command(open.id, { replyToId: randomUUID() })),
    // PostgreSQL itself refuses it: no schema stands before the service.
    send(ann, command(open.id, { body: 'a\0b' })),
    send(ann, command(open.id, { clientMessageId: known.clientMessageId })),
    send(ben, command(open.id)),
  ]);
  const errors = outcomes.map((outcome) =>
    outcome.status === 'rejected' ? (outcome.reason as unknown) : null,
  );
  expect(errors).toEqual([
    null,
    expect.any(ConflictError),
    expect.any(NotFoundError),
    expect.any(NotFoundError),
    expect.any(ValidationFailedError),
    expect.any(Error),
    null,
    null,
  ]);
  expect(await seqsOf(open.id)).toEqual([1, 2, 3]);
});

it('is not held up by a change of another conversation', async () => {
  const [held, free] = [await createConversation(app, ann), await createConversation(app, ann)];
  await beside(async (node) => {
    await node.query('BEGIN');
    await node.query('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [held.id]);
    const change = app.get(ConversationsService).update(ann.actor, held.id, { title: 'Attendu' });
    const waiting = send(ann, command(held.id));
    await send(ann, command(free.id));
    await send(ann, command(free.id));
    await node.query('COMMIT');
    expect((await change).revision).toBe(2);
    expect((await waiting).message.revision).toBe(3);
  });
});

it('settles the race of two nodes for one id in two conversations', async () => {
  const [here, there] = [await createConversation(app, ann), await createConversation(app, ann)];
  const other = await createTestApp({ databaseUrl: app.configuration.databaseUrl });
  try {
    for (let round = 0; round < 20; round += 1) {
      const clientMessageId = randomUUID();
      const outcomes = await Promise.allSettled([
        send(ann, command(here.id, { clientMessageId })),
        other.get(MessagesService).send(ann.actor, command(there.id, { clientMessageId })),
      ]);
      const refused = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      );
      expect(refused).toEqual([expect.any(ConflictError)]);
    }
    const stored = [...(await seqsOf(here.id)), ...(await seqsOf(there.id))];
    expect(stored).toHaveLength(20);
    for (const { id } of [here, there]) {
      const seqs = await seqsOf(id);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    }
  } finally {
    await other.close();
  }
});

it('says so when the database went away, and stores the message once when it is sent again', async () => {
  const { id } = await createConversation(app, ann);
  const what = command(id);
  await beside(async (node) => {
    await node.query('BEGIN');
    await node.query('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [id]);
    const lost = send(ann, what);
    const outcome = lost.then(
      () => null,
      (error: unknown) => error,
    );
    let ended = 0;
    while (ended === 0) {
      const result = await node.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'`,
      );
      ended = result.rowCount ?? 0;
    }
    expect(await outcome).toBeInstanceOf(UnavailableError);
    await node.query('COMMIT');
  });
  expect(await send(ann, what)).toMatchObject({ repeated: false, message: { seq: 1 } });
  expect(await send(ann, what)).toMatchObject({ repeated: true, message: { seq: 1 } });
});

it('says so when the database gave up a statement, and stores the messages once when they are sent again', async () => {
  const { id } = await createConversation(app, ann);
  const all = [command(id), command(id), command(id)];
  await beside(async (node) => {
    await node.query('BEGIN');
    await node.query('LOCK TABLE messages IN ACCESS EXCLUSIVE MODE');
    let outcomes: PromiseSettledResult<unknown>[] = [];
    const asked = recordQueries(app, async () => {
      outcomes = await Promise.allSettled(all.map((what) => send(ann, what)));
    });
    let cancelled = 0;
    while (cancelled === 0) {
      const result = await node.query(
        `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'`,
      );
      cancelled = result.rowCount ?? 0;
    }
    // Nor does each wait again, alone.
    expect((await asked).filter((statement) => statement.includes('clock_timestamp()'))).toHaveLength(1);
    const faults = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as unknown) : null,
    );
    expect(faults).toEqual(all.map(() => expect.any(UnavailableError)));
    await node.query('COMMIT');
  });
  await Promise.all(all.map((what) => send(ann, what)));
  expect(await seqsOf(id)).toEqual([1, 2, 3]);
});

it('answers where no connection can be had, whatever the reason', async () => {
  const { id } = await createConversation(app, ann);
  const dataSource = app.get(DataSource);
  const create = dataSource.createQueryRunner.bind(dataSource);
  const away = jest.spyOn(dataSource, 'createQueryRunner').mockImplementation((mode) => {
    const runner = create(mode);
    runner.connect = () => Promise.reject(new Error('no certificate'));
    return runner;
  });
  await expect(Promise.all([send(ann, command(id)), send(ann, command(id))])).rejects.toThrow(
    'no certificate',
  );
  away.mockRestore();
  expect((await send(ann, command(id))).message.seq).toBe(1);
});

it('announces messages in the order of their revisions, before their senders hear', async () => {
  const { id } = await createConversation(app, ann, [ben]);
  const announced: number[] = [];
  app.get(EventBus).on(MessageSent, ({ message }) => {
    if (message.conversationId === id) announced.push(message.revision);
  });
  const first = send(ann, command(id)).then(() => announced.length);
  await Promise.all([...Array(60).keys()].map((index) => send(index % 2 ? ann : ben, command(id))));
  expect(await first).toBeGreaterThan(0);
  expect(announced).toEqual([...Array(61).keys()].map((index) => index + 2));
});

it('keeps the times of what is brought in, but never lets them go back', async () => {
  const { id } = await createConversation(app, ann);
  const day = new Date(Date.now() + 86_400_000);
  const ahead = await app.get(MessagesService).importMessage(ann.actor, command(id), day);
  expect(ahead.message.createdAt).toBe(day.toISOString());
  expect((await send(ann, command(id))).message.createdAt).toBe(day.toISOString());
});

it('finishes what it accepted before it stops', async () => {
  const { id } = await createConversation(app, ann);
  const writer = app.get(MessageWriterService);
  let stored = 0;
  for (let count = 0; count < 30; count += 1) void send(ann, command(id)).then(() => (stored += 1));
  await Promise.resolve();
  await writer.beforeApplicationShutdown();
  expect(await seqsOf(id)).toHaveLength(30);
  expect(stored).toBe(30);
});
