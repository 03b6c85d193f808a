import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ItemValue, Message, Problem } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { item, listItems, putItem } from '../../../test/personal-items.js';
import { sendMessage } from '../../../test/send-message.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChangesService } from '../messages/message-changes.service.js';

type Saved = ItemValue<'saved_message'>;

let app: TestApp;
let ann: TestUser, ben: TestUser;
let message: Message;

beforeAll(async () => (app = await createTestApp()));
beforeEach(async () => {
  [ann, ben] = await Promise.all([createUser(app), createUser(app)]);
  const { id } = await createConversation(app, ann, [ben]);
  message = await sendMessage(app, ann, id);
});
afterAll(() => app.close());

const saved = (changes: Partial<Saved> = {}): Saved => ({
  conversationId: message.conversationId,
  seq: message.seq,
  note: null,
  remindAt: null,
  doneAt: null,
  savedAt: '2026-11-30T08:00:00.000Z',
  ...changes,
});
const put = (value: Saved, id = message.id) => putItem<Problem>(app, ben, 'saved_message', id, value);

describe('saving a message', () => {
  it('keeps it with a note, and says where it stands', async () => {
    const value = saved({ note: 'Rappeler Inès', remindAt: '2026-12-01T08:00:00.000Z' });
    expect((await put({ ...value, seq: 99 })).body).toEqual(item('saved_message', message.id, 1, value));
    expect((await put(value)).body).toMatchObject({ revision: 1 });
  });

  it('is refused where the message is none of a conversation that one sees', async () => {
    const { id: hidden } = await createConversation(app, ann);
    const { id: open } = await createConversation(app, ben);
    const secret = await sendMessage(app, ann, hidden);
    for (const [value, id] of [
      [saved({ conversationId: hidden }), secret.id],
      [saved({ conversationId: open }), secret.id],
      [saved(), secret.id],
      [saved(), randomUUID()],
      [saved({ conversationId: randomUUID() }), message.id],
    ] as const)
      expect((await put(value, id)).body.code).toBe('NOT_FOUND');
    expect((await listItems(app, ben)).body.revision).toBe(0);
  });

  it('outlives a deletion of the message, and ends when one leaves', async () => {
    const { conversationId, id: messageId } = message;
    await app.get(MessageChangesService).delete(ann.actor, { conversationId, messageId });
    expect((await put(saved())).status).toBe(200);
    await app.get(ParticipantsService).remove(ben.actor, conversationId, ben.id);
    expect((await listItems(app, ben, '?afterRevision=1')).body.items).toEqual([
      item('saved_message', messageId, 2, null),
    ]);
  });
});
