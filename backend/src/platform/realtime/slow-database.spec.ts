import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { sendMessage } from '../../../test/send-message.js';
import { shortToken } from '../../../test/short-token.js';
import { until } from '../../../test/until.js';
import { UnsentBytes } from '../security/unsent-bytes.js';

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe('a socket whose access token expires while the database is slow', () => {
  let app: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let conversationId: string;
  let client: TestClient;
  const holders: Client[] = [];

  beforeAll(async () => {
    app = await createTestApp();
  });
  beforeEach(async () => {
    ann = await createUser(app);
    ben = await createUser(app);
    ({ id: conversationId } = await createConversation(app, ben, [ann]));
    client = await connectTestClient(app, { accessToken: shortToken(app, ann) });
  });
  afterEach(async () => {
    closeTestClients();
    for (const holder of holders.splice(0)) await holder.end();
  });
  afterAll(() => app.close());

  /** Nobody else reads this table until the connection lets go of it. */
  async function hold(table: string): Promise<Client> {
    const holder = new Client({ connectionString: app.configuration.databaseUrl ?? '' });
    holders.push(holder);
    await holder.connect();
    await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return holder;
  }

  /** The connections that wait for a lock on the table. */
  async function waitingFor(table: string, asked: Client): Promise<number[]> {
    const { rows } = await asked.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE relation = '${table}'::regclass AND NOT granted`,
    );
    return rows.map(({ pid }) => pid);
  }

  const hearsOfMessages = async () => {
    const { id } = await sendMessage(app, ben, conversationId);
    await expect(client.next('new_message')).resolves.toMatchObject({ message: { id } });
  };

  it('is not told that it joined: it would hear nothing', async () => {
    const holder = await hold('participants');
    const joined = client.request('join_conversation', { conversationId });
    await client.next('session_expired');
    await holder.query('COMMIT');
    await expect(joined).resolves.toEqual(refusal('UNAUTHENTICATED'));
  });

  it.each([true, false])(
    'is as active as before (%s) where its join is refused because it reads too slowly',
    async (wasActive) => {
      const reader = await connectTestClient(app, ann);
      if (wasActive) await reader.done('join_conversation', { conversationId });
      const holder = await hold('participants');
      const joined = reader.request('join_conversation', { conversationId });
      await until(async () => (await waitingFor('participants', holder)).length > 0);
      const forget = app.get(UnsentBytes).count(ann.id, () => app.configuration.httpBounds.unsentBytes + 1);
      await holder.query('COMMIT');
      await expect(joined).resolves.toEqual(refusal('RATE_LIMITED'));
      forget();
      const { id } = await sendMessage(app, ben, conversationId);
      await reader.done('sync', { conversations: [] });
      const heard = reader.received('new_message').map(({ message }) => message.id);
      expect(heard).toEqual(wasActive ? [id] : []);
    },
  );

  it('is active where it was although its renewal broke off half-way', async () => {
    await client.done('join_conversation', { conversationId });
    await client.next('session_expired');
    const first = await hold('participants');
    const renewed = client.request('authenticate', { token: ann.accessToken });
    await until(async () => (await waitingFor('participants', first)).length > 0);
    const second = await hold('sessions');
    await first.query('COMMIT');
    await until(async () => (await waitingFor('sessions', second)).length > 0);
    for (const pid of await waitingFor('sessions', second))
      await second.query('SELECT pg_terminate_backend($1)', [pid]);
    await expect(renewed).resolves.toEqual(refusal('UNAVAILABLE'));
    await second.query('COMMIT');
    await client.done('authenticate', { token: ann.accessToken });
    await hearsOfMessages();
  });
});
