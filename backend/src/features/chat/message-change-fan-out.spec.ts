import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mentionSource, type Message } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { sendMessage } from '../../../test/send-message.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { ReactionsService } from '../messages/reactions.service.js';

describe('a change of a message on its way to sockets', () => {
  let app: TestApp;
  let ann: TestUser, ben: TestUser, eve: TestUser;
  let conversationId: string;
  let message: Message;

  beforeAll(async () => {
    app = await createTestApp();
  });
  beforeEach(async () => {
    [ann, ben, eve] = await Promise.all([createUser(app), createUser(app), createUser(app)]);
    ({ id: conversationId } = await createConversation(app, ann, [ben]));
    message = await sendMessage(app, ann, conversationId);
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  const connectActive = async (user: TestUser) => {
    const client = await connectTestClient(app, user);
    await client.done('join_conversation', { conversationId });
    return client;
  };
  const ref = () => ({ conversationId, messageId: message.id });
  const edit = (body: string) => app.get(MessageChangesService).edit(ann.actor, ref(), { body });
  const remove = () => app.get(MessageChangesService).delete(ann.actor, ref());
  const react = (user: TestUser) => app.get(ReactionsService).add(user.actor, ref(), '👍');
  const removeReaction = (user: TestUser) => app.get(ReactionsService).remove(user.actor, ref(), '👍');

  it('reaches the active sockets, whole, and nobody else', async () => {
    const active = [await connectActive(ann), await connectActive(ben)];
    const others = [await connectTestClient(app, ben), await connectTestClient(app, eve)];
    const changes = [await edit('Bonsoir'), await react(ben), await removeReaction(ben), await remove()];
    for (const client of active) {
      for (const change of changes)
        await expect(client.next('message_updated')).resolves.toEqual({ message: change });
    }
    for (const client of others) {
      await client.done('sync', { conversations: [] });
      expect(client.received('message_updated')).toEqual([]);
    }
  });

  it('is not announced where nothing changed', async () => {
    const client = await connectActive(ben);
    await react(ben);
    await react(ben);
    await removeReaction(ann);
    await edit(message.body);
    const tombstone = await remove();
    await remove();
    await client.next('message_updated', (update) => update.message.revision === tombstone.revision);
    await client.done('sync', { conversations: [] });
    expect(client.received('message_updated')).toHaveLength(2);
  });

  it('shows passive sockets the last message as it is now', async () => {
    const passive = await connectTestClient(app, ben);
    await edit('Bonsoir');
    await passive.next(
      'conversation_updated',
      ({ conversation }) => conversation.lastMessage?.body === 'Bonsoir',
    );
    const tombstone = await remove();
    const { conversation } = await passive.next(
      'conversation_updated',
      (update) => update.conversation.revision === tombstone.revision,
    );
    expect(conversation.lastMessage).toEqual(tombstone);
  });

  it('comes among the messages in the order of the revisions', async () => {
    const client = await connectTestClient(app, ben);
    const revisions: number[] = [];
    client.socket.on('new_message', (event) => revisions.push(event.message.revision));
    client.socket.on('message_updated', (event) => revisions.push(event.message.revision));
    await client.done('join_conversation', { conversationId });
    const rounds = Array.from({ length: 15 }, (_, at) => [
      sendMessage(app, ann, conversationId, `message ${at}`),
      edit(`édition ${at}`),
      react(at % 2 ? ann : ben).then(() => removeReaction(at % 2 ? ann : ben)),
    ]);
    await Promise.all(rounds.flat());
    await client.done('sync', { conversations: [] });
    expect(revisions.length).toBeGreaterThan(30);
    expect(revisions).toEqual(revisions.map((_, at) => at + 3));
  });

  it('is sent as a mention to every socket of who is mentioned since then, and to nobody else', async () => {
    const [bens, eves] = [await connectTestClient(app, ben), await connectTestClient(app, eve)];
    await app.get(ParticipantsService).add(ann.actor, conversationId, [eve.id]);
    const toBen = await edit(mentionSource('Ben', ben.id));
    const toBoth = await edit(`${mentionSource('Ben', ben.id)} ${mentionSource('Eve', eve.id)}`);
    await expect(bens.next('mentioned')).resolves.toEqual({ message: toBen });
    await expect(eves.next('mentioned')).resolves.toEqual({ message: toBoth });
    await bens.done('sync', { conversations: [] });
    expect(bens.received('mentioned')).toHaveLength(1);
  });

  it('reaches nobody who was removed, from the moment of the commit', async () => {
    const [removed, witness] = [await connectActive(ben), await connectActive(ann)];
    await app.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
    await edit(mentionSource('Ben', ben.id));
    await witness.next('message_updated');
    await removed.next('conversation_removed');
    await removed.done('sync', { conversations: [] });
    expect(removed.received('message_updated')).toEqual([]);
    expect(removed.received('mentioned')).toEqual([]);
  });
});
