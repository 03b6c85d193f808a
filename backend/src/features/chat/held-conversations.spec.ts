import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueriesOfAll } from '../../../test/record-queries.js';
import { holds } from '../../../test/seeds.js';
import { sendMessage } from '../../../test/send-message.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { DeliveredMarkersService } from '../read-receipts/delivered-markers.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { HeldConversations } from './held-conversations.js';

let app: TestApp;
let people: TestUser[];
let late: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  people = await Promise.all([1, 2, 3].map(() => createUser(app)));
  late = await createUser(app);
});
afterEach(closeTestClients);
afterAll(() => app.close());

const kinds = [
  'send',
  'send',
  'send',
  'read',
  'delivered',
  'edit',
  'rename',
  'come',
  'go',
  'look',
  'look',
] as const;
const act = fc.record({ kind: fc.constantFrom(...kinds), person: fc.nat(2), seq: fc.nat(12) });
const acts = fc.array(act, { minLength: 10, maxLength: 25 });
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

async function perform({ kind, person, seq }: Act, id: string): Promise<void> {
  const [owner, one] = [people[0] as TestUser, people[person] as TestUser];
  if (kind === 'send') await sendMessage(app, one, id);
  if (kind === 'read') await app.get(ReadReceiptsService).markAsRead(one.actor, id, seq);
  if (kind === 'delivered') await app.get(DeliveredMarkersService).markAsDelivered(one.actor, id, seq);
  if (kind === 'edit') {
    const message = await sendMessage(app, one, id);
    const ref = { conversationId: id, messageId: message.id };
    await app.get(MessageChangesService).edit(one.actor, ref, { body: `Bonsoir ${seq}` });
  }
  if (kind === 'rename')
    await app.get(ConversationsService).update(owner.actor, id, { title: `Cantine ${seq}` });
  if (kind === 'come') await app.get(ParticipantsService).add(owner.actor, id, [late.id]);
  if (kind === 'go')
    await app
      .get(ParticipantsService)
      .remove(owner.actor, id, late.id)
      .catch(() => undefined);
}

it('holds what the database has, whatever happens', async () => {
  await holds(fc.tuple(acts, fc.boolean()), async ([schedule, atOnce]) => {
    const { id } = await createConversation(app, people[0] as TestUser, people.slice(1));
    const compare = async () => {
      const stored = await app.get(ConversationsService).shared(id);
      expect(await app.get(HeldConversations).present(id, stored?.revision ?? 0)).toEqual(stored);
    };
    await compare();
    if (atOnce) await Promise.all(schedule.map((act) => perform(act, id)));
    for (const act of atOnce ? [] : schedule) {
      await perform(act, id);
      if (act.kind === 'look') await compare();
    }
    await compare();
  });
});

it('does not hold what was overtaken while it was loaded', async () => {
  const [ann, ben] = people as [TestUser, TestUser];
  const { id } = await createConversation(app, ann, [ben]);
  const { seq, revision } = await sendMessage(app, ann, id);
  const conversations = app.get(ConversationsService);
  const shared = conversations.shared.bind(conversations);
  conversations.shared = async (...args) => {
    conversations.shared = shared;
    const loaded = await shared(...args);
    await app.get(ReadReceiptsService).markAsRead(ben.actor, id, seq);
    return loaded;
  };
  await app.get(HeldConversations).present(id, revision);
  expect(await app.get(HeldConversations).present(id, revision)).toEqual(await shared(id));
});

it('asks the database nothing for what it moved along, and loads what was changed otherwise', async () => {
  const [ann, ben] = people as [TestUser, TestUser];
  const { id } = await createConversation(app, ann, [ben]);
  const held = app.get(HeldConversations);
  await held.present(id, 0);
  const { seq, revision } = await sendMessage(app, ann, id);
  await app.get(ReadReceiptsService).markAsRead(ben.actor, id, seq);
  const looks = await recordQueriesOfAll(app, async () => {
    expect(await held.present(id, revision)).toMatchObject({ lastSeq: seq, revision });
  });
  expect(looks).toEqual([]);
  await app.get(ConversationsService).update(ann.actor, id, { title: 'Cantine' });
  expect(await held.present(id, revision + 1)).toMatchObject({ title: 'Cantine', revision: revision + 1 });
});

it('gives passive sockets the last state after each of several messages, at the cost of one look', async () => {
  const [ann, ben] = people as [TestUser, TestUser];
  const { id } = await createConversation(app, ann, [ben]);
  const client = await connectTestClient(app, ben);
  await sendMessage(app, ann, id);
  await client.next('conversation_updated', ({ conversation }) => conversation.lastSeq === 1);
  const statements = await recordQueriesOfAll(app, async () => {
    await sendMessage(app, ann, id, 'Et maintenant ?');
    const { conversation } = await client.next(
      'conversation_updated',
      (event) => event.conversation.lastSeq === 2,
    );
    expect(conversation.lastMessage?.body).toBe('Et maintenant ?');
  });
  expect(statements.filter((sql) => sql.includes('FROM conversations c WHERE c.id'))).toEqual([]);
});
