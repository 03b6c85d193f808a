import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { FrozenNode } from '../../../test/frozen-node.js';
import { sendMessage } from '../../../test/send-message.js';
import { buildProduct } from '../../../test/start-product.js';
import { until } from '../../../test/until.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError, UnavailableError } from '../../platform/errors/domain-error.js';
import { SessionsService } from '../auth/sessions.service.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { UsersService } from '../users/users.service.js';
import { MessagesService } from './messages.service.js';
import { ReactionsService } from './reactions.service.js';

const poolSize = 8;
let app: TestApp;
let ann: TestUser, ben: TestUser;

beforeAll(async () => {
  app = await createTestApp({ databasePoolSize: poolSize });
  ann = await createUser(app);
  ben = await createUser(app);
});
afterAll(() => app.close());

/** A session beside the application's, which holds rows until it is told to let go. */
let other: Client;
beforeEach(async () => {
  other = new Client({ connectionString: app.configuration.databaseUrl ?? '' });
  await other.connect();
});
afterEach(() => other.end());

const hold = async (conversationIds: readonly string[]) => {
  await other.query('BEGIN');
  await other.query('SELECT FROM conversations WHERE id = ANY($1) FOR UPDATE', [conversationIds]);
};
const releaseLocks = () => other.query('COMMIT');

const send = async (as: TestUser, conversationId: string, body = 'Bonjour') => {
  const command = { conversationId, clientMessageId: randomUUID(), body };
  return (await app.get(MessagesService).send(as.actor, command)).message.seq;
};
const conversations = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await createConversation(app, ann, [ben])).id));

/** Counts those that came to an end, however they did. */
function settled(work: readonly Promise<unknown>[]): { count: number } {
  const ended = { count: 0 };
  const count = () => void (ended.count += 1);
  for (const each of work) each.then(count, count);
  return ended;
}

const waitingForLocks = async () => {
  const { rowCount } = await other.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rowCount;
};

describe('sends, while another process holds conversations', () => {
  it.each([1, 2, 12])(
    'are stored in all others (%i held), and in those in the order sent once they are let go',
    async (count) => {
      const held = await conversations(count);
      const free = await conversations(20);
      await hold(held);
      const first = held.flatMap((id) => [send(ann, id), send(ben, id)]);
      const strangers = free.map((id) => send(ann, id));
      const later = held.map((id) => send(ann, id));
      const ended = settled([...first, ...later]);
      expect(await Promise.all(strangers)).toEqual(free.map(() => 1));
      expect(await Promise.all(free.map((id) => send(ben, id)))).toEqual(free.map(() => 2));
      expect(ended.count).toBe(0);
      await releaseLocks();
      expect(await Promise.all(first)).toEqual(held.flatMap(() => [1, 2]));
      expect(await Promise.all(later)).toEqual(held.map(() => 3));
    },
  );

  it('tell a conversation that is held from one that does not exist', async () => {
    const [held = ''] = await conversations(1);
    await hold([held]);
    const waiting = send(ann, held);
    await expect(send(ann, randomUUID())).rejects.toBeInstanceOf(NotFoundError);
    await releaseLocks();
    expect(await waiting).toBe(1);
  });

  it('are refused as unavailable when they are not let go, and are stored when they are sent again', async () => {
    const held = await conversations(6);
    await hold(held);
    // More than a batch holds, whether the conversation has a lane to wait in or none.
    const many = held.map((id) => Array.from({ length: 1_100 }, () => send(ann, id)));
    await Promise.all(
      many.map(async (sends) => {
        const ended = settled(sends);
        await expect(sends[0]).rejects.toBeInstanceOf(UnavailableError);
        await setImmediate();
        expect(ended.count).toBe(sends.length);
      }),
    );
    const outcomes = await Promise.allSettled(many.flat());
    const faults = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as unknown) : null,
    );
    expect(faults.every((fault) => fault instanceof UnavailableError)).toBe(true);
    await releaseLocks();
    expect(await Promise.all(held.map((id) => send(ann, id)))).toEqual(held.map(() => 1));
  }, 60_000);

  it('wait alone where another process moves the marker of one sender', async () => {
    const [held = '', free = ''] = await conversations(2);
    await other.query('BEGIN');
    await other.query('SELECT FROM participants WHERE conversation_id = $1 AND user_id = $2 FOR UPDATE', [
      held,
      ann.id,
    ]);
    const waiting = [send(ann, held), send(ben, held), send(ann, held)];
    const ended = settled(waiting);
    expect(await Promise.all([send(ann, free), send(ben, free)])).toEqual([1, 2]);
    expect(await send(ann, free)).toBe(3);
    expect(ended.count).toBe(0);
    await releaseLocks();
    expect(await Promise.all(waiting)).toEqual([1, 2, 3]);
  });
});

describe('other changes, while another process holds their conversations', () => {
  it('leave connections to everybody else, and are made once they are let go', async () => {
    const held = await conversations(2 * poolSize);
    const [free = ''] = await conversations(1);
    const messages = await Promise.all(held.map((id) => sendMessage(app, ann, id)));
    await hold(held);
    const changes = messages.map(({ id, conversationId }) =>
      app.get(ReactionsService).add(ben.actor, { conversationId, messageId: id }, '👍'),
    );
    const renamed = held.map((id) => app.get(ConversationsService).update(ann.actor, id, { title: 'Neuf' }));
    const ended = settled([...changes, ...renamed]);
    // All that may wait do wait.
    await until(async () => (await waitingForLocks()) === poolSize / 4);
    expect(await send(ann, free)).toBe(1);
    expect(await app.get(ConversationsService).get(ann.actor, free)).toMatchObject({ lastSeq: 1 });
    expect(ended.count).toBe(0);
    await releaseLocks();
    expect(await Promise.all(changes)).toEqual(held.map(() => expect.objectContaining({ revision: 3 })));
    expect(await Promise.all(renamed)).toEqual(held.map(() => expect.objectContaining({ revision: 4 })));
  });
});

describe('changes of people and their sessions, while another process holds their rows', () => {
  it('leave connections to everybody else, and are made once they are let go', async () => {
    const [free = ''] = await conversations(1);
    const held = await Promise.all(Array.from({ length: poolSize }, () => createUser(app)));
    const sessions = app.get(SessionsService);
    const grants = await Promise.all(held.map(({ id }) => sessions.begin(id)));
    const ids = held.map(({ id }) => id);
    await other.query('BEGIN');
    await other.query('SELECT FROM users WHERE id = ANY($1) FOR NO KEY UPDATE', [ids]);
    await other.query('SELECT FROM sessions WHERE user_id = ANY($1) FOR NO KEY UPDATE', [ids]);
    const rename = ({ actor }: TestUser) => app.get(UsersService).updateMe(actor, { displayName: 'Neuf' });
    const renamed = held.map(rename);
    const refreshed = grants.map(({ refreshToken }) => sessions.refresh(refreshToken));
    const ended = settled([...renamed, ...refreshed]);
    // All that may wait do wait.
    await until(async () => ((await waitingForLocks()) ?? 0) >= poolSize / 4);
    expect(await send(ann, free)).toBe(1);
    expect(await rename(ben)).toMatchObject({ displayName: 'Neuf' });
    expect(ended.count).toBe(0);
    await releaseLocks();
    expect(await Promise.all(renamed)).toEqual(
      held.map(() => expect.objectContaining({ displayName: 'Neuf' })),
    );
    expect((await Promise.all(refreshed)).map(({ sessionId }) => sessionId)).toEqual(
      grants.map(({ sessionId }) => sessionId),
    );
  });
});

describe('a node that froze in the middle of a change', () => {
  beforeAll(() => buildProduct());

  it('holds up nobody else, and its conversation only until the database lets go of it', async () => {
    const [held = '', free = ''] = await conversations(2);
    const node = new FrozenNode(app.configuration.databaseUrl ?? '', held);
    try {
      await node.holds();
      node.freeze();
      const waiting = send(ann, held);
      const ended = settled([waiting]);
      expect(await send(ann, free)).toBe(1);
      expect(ended.count).toBe(0);
      expect(await waiting).toBe(1);
      node.thaw();
      expect(await node.outcome()).toBe('UNAVAILABLE');
      expect(await app.get(ConversationsService).get(ann.actor, held)).toMatchObject({
        title: 'Somewhere to talk',
      });
    } finally {
      node.kill();
    }
  }, 60_000);
});

describe('a send inside a unit of work', () => {
  it('is refused, and harms nobody who sends at the same moment', async () => {
    const [one = '', two = ''] = await conversations(2);
    const inside = app.get(UnitOfWork).transaction(() => send(ann, one));
    const outside = send(ben, two);
    await expect(inside).rejects.toThrow('a message cannot be sent inside a unit of work');
    expect(await outside).toBe(1);
  });
});
