import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { limits } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, signIn, type TestUser } from '../../../test/create-user.js';
import { sendMessage } from '../../../test/send-message.js';
import { shortToken } from '../../../test/short-token.js';
import { SessionsService } from '../../features/auth/sessions.service.js';
import { ParticipantsService } from '../../features/conversations/participants.service.js';

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

describe('the session of a socket', () => {
  let app: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let conversationId: string;

  beforeAll(async () => {
    app = await createTestApp();
  });
  beforeEach(async () => {
    ann = await createUser(app);
    ben = await createUser(app);
    ({ id: conversationId } = await createConversation(app, ben, [ann]));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    closeTestClients();
  });
  afterAll(() => app.close());

  describe('whose access token expires', () => {
    let client: TestClient;

    beforeEach(async () => {
      client = await connectTestClient(app, { accessToken: shortToken(app, ann) });
      await client.done('join_conversation', { conversationId });
    });

    it('is notified, and receives nothing more', async () => {
      await expect(client.next('session_expired')).resolves.toEqual({ reason: 'token_expired' });
      const witness = await connectTestClient(app, ann);
      await witness.done('join_conversation', { conversationId });
      await sendMessage(app, ben, conversationId);
      await witness.next('new_message');
      // Whatever was sent to it would have come before this answer.
      await client.request('sync', { conversations: [] });
      expect(client.received('new_message')).toEqual([]);
      expect(client.received('conversation_updated')).toEqual([]);
    });

    it('may only authenticate', async () => {
      await client.next('session_expired');
      await expect(client.request('sync', { conversations: [] })).resolves.toEqual(
        refusal('UNAUTHENTICATED'),
      );
      await expect(client.request('typing', { conversationId, active: true })).resolves.toEqual(
        refusal('UNAUTHENTICATED'),
      );
      const data = await client.done('authenticate', { token: ann.accessToken });
      expect(data.userId).toBe(ann.id);
      expect(new Date(data.expiresAt).getTime()).toBeGreaterThan(Date.now() + 800_000);
      await expect(client.done('sync', { conversations: [] })).resolves.toBeDefined();
    });

    it('is active again where it was, once it authenticated', async () => {
      await client.next('session_expired');
      await client.done('authenticate', { token: ann.accessToken });
      const { id } = await sendMessage(app, ben, conversationId);
      await expect(client.next('new_message')).resolves.toMatchObject({ message: { id } });
    });

    it('does not come back to a conversation that it was removed from meanwhile', async () => {
      await client.next('session_expired');
      await app.get(ParticipantsService).remove(ben.actor, conversationId, ann.id);
      await client.done('authenticate', { token: ann.accessToken });
      await sendMessage(app, ben, conversationId);
      await client.done('sync', { conversations: [] });
      expect(client.received('new_message')).toEqual([]);
      expect(client.received('conversation_updated')).toEqual([]);
    });

    it('refuses bad tokens and goes on waiting', async () => {
      await client.next('session_expired');
      await expect(client.request('authenticate', { token: 'forged' })).resolves.toEqual(
        refusal('UNAUTHENTICATED'),
      );
      await expect(client.request('authenticate', { token: ben.accessToken })).resolves.toEqual(
        refusal('FORBIDDEN'),
      );
      await client.done('authenticate', { token: ann.accessToken });
    });

    it('is disconnected if it does not authenticate for as long as the contract gives it', async () => {
      expect(limits.sessionGraceMs).toBe(30_000);
      jest.replaceProperty(limits, 'sessionGraceMs', 300 as never);
      const expired = client.next('session_expired').then(() => performance.now());
      await expect(client.disconnected).resolves.toBe('io server disconnect');
      // A timer may be a moment early.
      expect(performance.now() - (await expired)).toBeGreaterThan(200);
    });
  });

  it('goes on beyond its first token if it authenticates in time', async () => {
    const client = await connectTestClient(app, { accessToken: shortToken(app, ann) });
    const witness = await connectTestClient(app, { accessToken: shortToken(app, ann) });
    await client.done('authenticate', { token: ann.accessToken });
    await witness.next('session_expired');
    await client.done('sync', { conversations: [] });
    expect(client.received('session_expired')).toEqual([]);
  });

  it('stays as it was after a token that is no good', async () => {
    const client = await connectTestClient(app, ann);
    await expect(client.request('authenticate', { token: ben.accessToken })).resolves.toEqual(
      refusal('FORBIDDEN'),
    );
    await expect(client.request('authenticate', { token: 'forged' })).resolves.toEqual(
      refusal('UNAUTHENTICATED'),
    );
    await expect(client.done('sync', { conversations: [] })).resolves.toBeDefined();
  });

  it('ends at once when the session ends, and other sessions go on', async () => {
    const other = await connectTestClient(app, await signIn(app, ann.id));
    const client = await connectTestClient(app, ann);
    await app.get(SessionsService).endOne(ann.actor.sessionId, ann.id);
    await expect(client.next('session_expired')).resolves.toEqual({ reason: 'signed_out' });
    await expect(client.disconnected).resolves.toBe('io server disconnect');
    await expect(other.done('sync', { conversations: [] })).resolves.toBeDefined();
  });

  it('follows the session of the token it authenticated with last', async () => {
    const client = await connectTestClient(app, ann);
    const second = await signIn(app, ann.id);
    await client.done('authenticate', { token: second.accessToken });
    await app.get(SessionsService).endOne(ann.actor.sessionId, ann.id);
    await expect(client.done('sync', { conversations: [] })).resolves.toBeDefined();
    await app.get(SessionsService).endOne(second.actor.sessionId, ann.id);
    await expect(client.disconnected).resolves.toBe('io server disconnect');
  });
});
