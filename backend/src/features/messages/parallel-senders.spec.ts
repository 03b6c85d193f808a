import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Acknowledgement, Message, Problem } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { holds } from '../../../test/seeds.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessagesService } from './messages.service.js';

let app: TestApp, node: TestApp;
let people: { user: TestUser; client: TestClient; on: TestApp }[];

// Two nodes on one database: what holds within a process by its queues must hold between them by locks.
beforeAll(async () => {
  app = await createTestApp();
  node = await createTestApp({ databaseUrl: app.configuration.databaseUrl });
  people = await Promise.all(
    [app, app, node].map(async (on) => {
      const user = await createUser(app);
      return { user, on, client: await connectTestClient(on, user) };
    }),
  );
});
afterAll(async () => {
  closeTestClients();
  await node.close();
  await app.close();
});

type Api = 'socket' | 'rest';
type Answer = { message: Message } | { code: string };

/** Who sends what, where: ids from a small pool, so that many are sent again, elsewhere too. */
const attempt = fc.record({
  kind: fc.constant('send' as const),
  person: fc.nat(2),
  conversation: fc.nat(2),
  clientMessageId: fc.nat(15),
  api: fc.constantFrom<Api>('socket', 'rest'),
});
const rename = fc.record({ kind: fc.constant('rename' as const), conversation: fc.nat(2) });
const steps = fc.oneof({ arbitrary: attempt, weight: 9 }, { arbitrary: rename, weight: 1 });
/** Rounds, in each of which everything happens at once. */
const schedule = fc.array(fc.array(steps, { minLength: 5, maxLength: 40 }), { minLength: 2, maxLength: 4 });

async function send(
  api: Api,
  person: number,
  payload: { conversationId: string; clientMessageId: string; body: string },
): Promise<Answer> {
  const { user, client, on } = people[person]!;
  if (api === 'socket') {
    const answer: Acknowledgement<{ message: Message }> = await client.request('send_message', payload);
    return answer.ok ? answer.data : { code: answer.error.code };
  }
  const { conversationId, ...body } = payload;
  const { status, body: got } = await request<Message | Problem>(
    on,
    'POST',
    `/api/conversations/${conversationId}/messages`,
    { as: user, body },
  );
  return status < 300 ? { message: got as Message } : { code: (got as Problem).code };
}

async function everythingIn(conversationId: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const page = await app
      .get(MessagesService)
      .list(people[0]!.user.actor, conversationId, { afterSeq: all.length, limit: 200 });
    all.push(...page.items);
    if (!page.hasMoreAfter) return all;
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('gives seqs and revisions without gap or repeat, and each id one message, over both APIs at once', async () => {
  await holds(schedule, async (rounds) => {
    const [ann, ...others] = people.map(({ user }) => user);
    const conversations = await Promise.all([1, 2, 3].map(() => createConversation(app, ann!, others)));
    const pool = Array.from({ length: 16 }, () => randomUUID());
    const answers: { key: string; conversationId: string; answer: Answer }[] = [];
    let renames = 0;
    const renamed = new Map<string, number>();

    for (const round of rounds) {
      await Promise.all(
        round.map(async (step) => {
          const conversationId = conversations[step.conversation]!.id;
          if (step.kind === 'rename') {
            renames += 1;
            renamed.set(conversationId, (renamed.get(conversationId) ?? 0) + 1);
            await app
              .get(ConversationsService)
              .update(ann!.actor, conversationId, { title: `Titre ${renames}` });
            return;
          }
          const clientMessageId = pool[step.clientMessageId]!;
          const body = `${step.person} ${step.clientMessageId}`;
          const answer = await send(step.api, step.person, { conversationId, clientMessageId, body });
          answers.push({ key: `${step.person} ${clientMessageId}`, conversationId, answer });
        }),
      );
    }

    const stored = new Map<string, Message>();
    for (const { id } of conversations) {
      const messages = await everythingIn(id);
      const { lastSeq, revision } = await app.get(ConversationsService).get(ann!.actor, id);
      expect(messages.map(({ seq }) => seq)).toEqual(upTo(lastSeq));
      expect(revision).toBe(1 + messages.length + (renamed.get(id) ?? 0));
      const revisions = messages.map((message) => message.revision);
      expect([...revisions].sort((a, b) => a - b)).toEqual(revisions);
      expect(new Set(revisions).size).toBe(revisions.length);
      for (const message of messages) stored.set(message.id, message);
    }

    const byKey = new Map<string, Message>();
    for (const message of stored.values()) {
      const key = `${people.findIndex(({ user }) => user.id === message.senderId)} ${message.clientMessageId}`;
      expect(byKey.has(key)).toBe(false);
      byKey.set(key, message);
    }
    for (const { key, conversationId, answer } of answers) {
      const message = byKey.get(key);
      if (message?.conversationId === conversationId) expect(answer).toEqual({ message });
      else expect(answer).toEqual({ code: 'CONFLICT' });
    }
  });
});

it('stores what one socket sends in the order sent, whoever else sends at the same time', async () => {
  const where = fc.array(fc.record({ person: fc.nat(2), conversation: fc.nat(2) }), {
    minLength: 30,
    maxLength: 120,
  });
  await holds(where, async (sends) => {
    const [ann, ...others] = people.map(({ user }) => user);
    const conversations = await Promise.all([1, 2, 3].map(() => createConversation(app, ann!, others)));
    await Promise.all(
      sends.map(({ person, conversation }, index) =>
        people[person]!.client.done('send_message', {
          conversationId: conversations[conversation]!.id,
          clientMessageId: randomUUID(),
          body: String(index),
        }),
      ),
    );
    for (const [conversation, { id }] of conversations.entries()) {
      const messages = await everythingIn(id);
      for (const [person, { user }] of people.entries()) {
        const got = messages.filter(({ senderId }) => senderId === user.id).map(({ body }) => Number(body));
        const asked = sends.flatMap((one, index) =>
          one.person === person && one.conversation === conversation ? [index] : [],
        );
        expect(got).toEqual(asked);
      }
    }
  });
});
