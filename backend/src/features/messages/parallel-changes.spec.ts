import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mentionedUserIds, mentionSource, type Message } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { closeTestClients, connectTestClient, type TestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { holds } from '../../../test/seeds.js';
import { groupBy } from '../../platform/collections/group-by.js';
import { ConflictError, ForbiddenError } from '../../platform/errors/domain-error.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessageVersionsService } from './message-versions.service.js';
import { MessagesService } from './messages.service.js';
import { ReactionsService } from './reactions.service.js';

/** Two nodes on one database, and on each a socket that hears what its node announces. */
let nodes: TestApp[];
let people: TestUser[];
let reader: TestUser;
let observers: TestClient[];

beforeAll(async () => {
  const app = await createTestApp();
  nodes = [app, await createTestApp({ databaseUrl: app.configuration.databaseUrl })];
  people = await Promise.all([1, 2, 3, 4].map(() => createUser(app)));
  reader = await createUser(app);
  observers = await Promise.all(nodes.map((node) => connectTestClient(node, reader)));
});
afterAll(async () => {
  closeTestClients();
  for (const node of nodes.toReversed()) await node.close();
});

const emojis = ['👍', '🎉', '❤️'];
const who = { person: fc.nat(3), node: fc.nat(1) };
/** `target` picks one of the messages that were there before the round; `word` and `emoji` come from small pools, so that much is repeated. */
const target = fc.nat(200);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('send' as const), ...who, word: fc.nat(3), target }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), ...who, word: fc.nat(3), target }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('react' as const), ...who, word: fc.nat(2), target }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('take back' as const), ...who, word: fc.nat(2), target }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), ...who, word: fc.nat(1), target }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const schedule = fc.array(fc.array(step, { minLength: 5, maxLength: 40 }), { minLength: 3, maxLength: 6 });

/** What is said, with and without a mention of who reads. */
const bodyOf = (word: number) => (word < 2 ? `mot ${word}` : `${mentionSource('Lise', reader.id)} ${word}`);

/** Answers the message as it is then, or null for what was refused as it may be. */
async function take(
  { kind, person, node, word, target }: Step,
  conversationId: string,
  before: readonly Message[],
): Promise<Message | null> {
  const { actor } = people[person]!;
  const app = nodes[node]!;
  const chosen = before.length > 0 ? before[target % before.length] : undefined;
  if (kind === 'send' || !chosen) {
    const command = { conversationId, clientMessageId: randomUUID(), body: bodyOf(word) };
    return (await app.get(MessagesService).send(actor, command)).message;
  }
  const ref = { conversationId, messageId: chosen.id };
  const emoji = emojis[word] ?? '👍';
  try {
    if (kind === 'edit') return await app.get(MessageChangesService).edit(actor, ref, { body: bodyOf(word) });
    if (kind === 'delete') return await app.get(MessageChangesService).delete(actor, ref);
    if (kind === 'react') return await app.get(ReactionsService).add(actor, ref, emoji);
    return await app.get(ReactionsService).remove(actor, ref, emoji);
  } catch (error) {
    if (error instanceof ForbiddenError || error instanceof ConflictError) return null;
    throw error;
  }
}

/** All that both nodes announced of messages, in the order in which it came from each. */
async function announced(conversationId: string): Promise<Message[][]> {
  // What was announced before the question was asked is here before its answer.
  await Promise.all(observers.map((client) => client.done('sync', { conversations: [] })));
  return observers.map((client) =>
    [...client.received('new_message'), ...client.received('message_updated')]
      .map(({ message }) => message)
      .filter((message) => message.conversationId === conversationId),
  );
}

/** What the rows of reactions come to, the first one first. */
async function reactionsStored(messageId: string): Promise<Message['reactions']> {
  const rows = await nodes[0]!
    .get(DataSource)
    .query<{ emoji: string; user_id: string }[]>(
      `SELECT emoji, user_id FROM reactions WHERE message_id = $1 ORDER BY position`,
      [messageId],
    );
  return [...groupBy(rows, ({ emoji }) => emoji)].map(([emoji, of]) => ({
    emoji,
    count: of.length,
    userIds: of.map(({ user_id }) => user_id),
  }));
}

const byRevision = (one: { revision: number }, other: { revision: number }) => one.revision - other.revision;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('gives each change a revision of its own, and announces what a fresh load shows', async () => {
  await holds(schedule, async (rounds) => {
    const [ann, ...others] = people;
    const conversationId = (await createConversation(nodes[0]!, ann!, [...others, reader])).id;
    await Promise.all(observers.map((client) => client.done('join_conversation', { conversationId })));
    const load = async () =>
      (await nodes[0]!.get(MessagesService).list(reader.actor, conversationId, { limit: 200 })).items;

    const answers: Message[] = [];
    for (const round of rounds) {
      const before = await load();
      const taken = await Promise.all(round.map((one) => take(one, conversationId, before)));
      answers.push(...taken.filter((message) => message !== null));
    }

    const changes = (await announced(conversationId)).flat().sort(byRevision);
    const { revision, lastSeq, lastMessage, mentionCount } = await nodes[1]!
      .get(ConversationsService)
      .get(reader.actor, conversationId);
    expect(changes.map((change) => change.revision)).toEqual(upTo(revision).slice(1));
    const changeAt = new Map(changes.map((change) => [change.revision, change]));
    for (const answer of answers) expect(changeAt.get(answer.revision)).toEqual(answer);

    const fresh = await load();
    expect(fresh.map(({ seq }) => seq)).toEqual(upTo(lastSeq));
    // Sorted by revision, the later one replaces the earlier: “the higher revision wins”.
    const merged = new Map(changes.map((change) => [change.seq, change]));
    expect([...merged.values()].sort((one, other) => one.seq - other.seq)).toEqual(fresh);
    expect(lastMessage).toEqual(fresh.at(-1) ?? null);
    expect(mentionCount).toBe(fresh.filter(({ body }) => mentionedUserIds(body).includes(reader.id)).length);

    for (const { id, deletedAt, reactions } of fresh) {
      expect(reactions).toEqual(await reactionsStored(id));
      const said = changes.filter((change) => change.id === id).map(({ body }) => body);
      const versions = deletedAt ? [] : said.filter((body, at) => body !== said[at - 1]);
      const { items } = await nodes[0]!
        .get(MessageVersionsService)
        .list(reader.actor, { conversationId, messageId: id }, undefined);
      expect(items.map(({ body }) => body)).toEqual(versions);
    }
  });
});
