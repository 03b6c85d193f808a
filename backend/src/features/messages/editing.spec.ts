import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  limits,
  mentionSource,
  type ConversationSummary,
  type Message,
  type MessageVersions,
  type Problem,
} from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ParticipantsService } from '../conversations/participants.service.js';
import { MessageChanged } from './messages.events.js';
import { ReactionsService } from './reactions.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, stranger: TestUser;
let conversationId: string;
let message: Message;
const published: MessageChanged[] = [];

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app);
  ben = await createUser(app);
  stranger = await createUser(app);
  app.get(EventBus).on(MessageChanged, (event) => published.push(event));
});
beforeEach(async () => {
  ({ id: conversationId } = await createConversation(app, ann, [ben]));
  message = await sendMessage(app, ann, conversationId, 'Bonjuor');
  published.splice(0);
});
afterAll(() => app.close());

const path = (messageId: string) => `/api/conversations/${conversationId}/messages/${messageId}`;
const edit = <Body = Message>(as: TestUser, body: unknown, messageId = message.id) =>
  request<Body>(app, 'PATCH', path(messageId), { as, body });
const versions = (as: TestUser) =>
  request<MessageVersions>(app, 'GET', `${path(message.id)}/versions`, { as });
const versionPages = async (as: TestUser): Promise<MessageVersions[]> => {
  const pages: MessageVersions[] = [];
  for (let query = '', more = true; more;) {
    const { body } = await request<MessageVersions>(app, 'GET', `${path(message.id)}/versions${query}`, {
      as,
    });
    pages.push(body);
    query = `?cursor=${body.nextCursor}`;
    more = body.nextCursor !== null;
  }
  return pages;
};
const summary = (as: TestUser) => app.get(ConversationsService).get(as.actor, conversationId);

describe('editing a message', () => {
  it('replaces its body at the next revision, and keeps its seq', async () => {
    const { status, body: edited } = await edit(ann, { body: 'Bonjour', surprise: 1 });
    expect(status).toBe(200);
    expect(edited).toEqual({ ...message, body: 'Bonjour', revision: 3, editedAt: expect.any(String) });
    expect(Date.parse(edited.editedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(message.createdAt));
    expect(await summary(ben)).toMatchObject({ revision: 3, lastSeq: 1, lastMessage: edited });
    expect(published).toEqual([new MessageChanged(edited, [], 1)]);
  });

  it('keeps every version with the time at which it was written', async () => {
    expect((await versions(ben)).body).toEqual({
      items: [{ body: 'Bonjuor', at: message.createdAt }],
      nextCursor: null,
    });
    const second = (await edit(ann, { body: 'Bonjour' })).body;
    const third = (await edit(ann, { body: 'Bonjour !' })).body;
    expect((await versions(ben)).body).toEqual({
      items: [
        { body: 'Bonjuor', at: message.createdAt },
        { body: 'Bonjour', at: second.editedAt },
        { body: 'Bonjour !', at: third.editedAt },
      ],
      nextCursor: null,
    });
  });

  it('to what it says already changes nothing', async () => {
    const { status, body } = await edit(ann, { body: 'Bonjuor' });
    expect([status, body]).toEqual([200, message]);
    expect((await summary(ann)).revision).toBe(2);
    expect((await versions(ann)).body.items).toHaveLength(1);
    expect(published).toEqual([]);
  });

  it('is refused if the body changed since the revision that it is based on, or there never was that one', async () => {
    expect((await edit(ann, { body: 'Bonjour', expectedRevision: 2 })).status).toBe(200);
    for (const expectedRevision of [1, 2, 4]) {
      const refused = await edit<Problem>(ann, { body: 'Bonsoir', expectedRevision });
      expect(refused.body).toMatchObject({ status: 409, code: 'CONFLICT' });
    }
    expect((await edit(ann, { body: 'Bonsoir', expectedRevision: 3 })).body.revision).toBe(4);
  });

  it('is not refused for what others did to the message meanwhile', async () => {
    const ref = { conversationId, messageId: message.id };
    await app.get(ReactionsService).add(ben.actor, ref, '👍');
    await app.get(ReactionsService).add(ben.actor, ref, '🎉');
    expect((await edit<Problem>(ann, { body: 'Bonjour', expectedRevision: 5 })).body.code).toBe('CONFLICT');
    const edited = await edit(ann, { body: 'Bonjour', expectedRevision: 2 });
    expect(edited.body).toMatchObject({ revision: 5, body: 'Bonjour' });
    await app.get(ReactionsService).remove(ben.actor, ref, '👍');
    expect((await edit<Problem>(ann, { body: 'Bonsoir', expectedRevision: 4 })).body.code).toBe('CONFLICT');
    expect((await edit(ann, { body: 'Bonsoir', expectedRevision: 5 })).status).toBe(200);
  });

  it('of a message from before that was kept counts any later change, and what others do afterwards no more', async () => {
    const ref = { conversationId, messageId: message.id };
    await app.get(ReactionsService).add(ben.actor, ref, '👍');
    await app.get(DataSource).query('UPDATE messages SET body_revision = NULL WHERE id = $1', [message.id]);
    expect((await edit<Problem>(ann, { body: 'Bonjour', expectedRevision: 2 })).body.code).toBe('CONFLICT');
    await app.get(ReactionsService).remove(ben.actor, ref, '👍');
    expect((await edit<Problem>(ann, { body: 'Bonjour', expectedRevision: 2 })).body.code).toBe('CONFLICT');
    expect((await edit(ann, { body: 'Bonjour', expectedRevision: 3 })).status).toBe(200);
  });

  it('lets one of those win who edit the same revision at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => edit(ann, { body: `n° ${at}`, expectedRevision: 2 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(5).fill(409)]);
    expect((await summary(ann)).revision).toBe(3);
  });

  it('is the author’s alone, even where somebody else owns the conversation', async () => {
    const theirs = await sendMessage(app, ben, conversationId);
    expect((await edit<Problem>(ann, { body: 'Non' }, theirs.id)).body.code).toBe('FORBIDDEN');
    expect((await edit<Problem>(stranger, { body: 'Non' })).body.code).toBe('NOT_FOUND');
    await app.get(ParticipantsService).remove(ann.actor, conversationId, ben.id);
    expect((await edit<Problem>(ben, { body: 'Non' }, theirs.id)).body.code).toBe('NOT_FOUND');
  });

  it('finds no message that is not there, or is another conversation’s', async () => {
    const elsewhere = await createConversation(app, ann);
    const { id } = await sendMessage(app, ann, elsewhere.id);
    for (const messageId of [id, randomUUID()]) {
      expect((await edit<Problem>(ann, { body: 'Où ?' }, messageId)).body).toMatchObject({
        code: 'NOT_FOUND',
        detail: 'There is no such message.',
      });
      const read = await request<Problem>(app, 'GET', `${path(messageId)}/versions`, { as: ann });
      expect(read.body.code).toBe('NOT_FOUND');
    }
  });

  it('stays possible where the conversation is archived', async () => {
    await app.get(ConversationsService).update(ann.actor, conversationId, { archived: true });
    expect((await edit(ann, { body: 'Bonjour' })).body.revision).toBe(4);
  });

  it('stops where a message has as many versions as it may have', async () => {
    await app.get(DataSource).query(
      `INSERT INTO message_versions (message_id, number, body, written_at)
       SELECT $1, number, 'n° ' || number, now() FROM generate_series(1, $2) number`,
      [message.id, limits.messageVersions - 2],
    );
    expect((await edit(ann, { body: 'la dernière' })).status).toBe(200);
    expect((await edit<Problem>(ann, { body: 'une de trop' })).body.code).toBe('CONFLICT');
    const items = (await versionPages(ann)).flatMap((page) => page.items);
    expect([items.length, items.at(-1)?.body]).toEqual([limits.messageVersions, 'la dernière']);
    expect((await summary(ann)).revision).toBe(3);
  });

  it.each([limits.versionsPage - 1, limits.versionsPage, limits.versionsPage + 1, 1_000])(
    'shows %i versions in pages, each once and none of many megabytes',
    async (count) => {
      const body = '\u{1F600}'.repeat(limits.bodyCodePoints - 4);
      await app.get(DataSource).query(
        `INSERT INTO message_versions (message_id, number, body, written_at)
         SELECT $1, number, $3 || number, now() FROM generate_series(1, $2) number`,
        [message.id, count - 1, body],
      );
      const pages = await versionPages(ben);
      expect(Math.max(...pages.map(({ items }) => items.length))).toBe(Math.min(count, limits.versionsPage));
      expect(Math.max(...pages.map((page) => JSON.stringify(page).length))).toBeLessThan(2_000_000);
      const bodies = pages.flatMap(({ items }) => items.map((one) => one.body.replace(body, '')));
      expect(bodies).toEqual([...Array.from({ length: count - 1 }, (_, at) => String(at + 1)), 'Bonjuor']);
    },
  );

  it('gives a repeat of the send the message as it is now', async () => {
    const { clientMessageId } = message;
    const { body: edited } = await edit(ann, { body: 'Bonjour' });
    const repeat = await request<Message>(app, 'POST', `/api/conversations/${conversationId}/messages`, {
      as: ann,
      body: { clientMessageId, body: 'Bonjuor' },
    });
    expect([repeat.status, repeat.body]).toEqual([200, edited]);
  });
});

describe('mentions in an edited message', () => {
  const unreadMentions = async (as: TestUser): Promise<ConversationSummary['mentionCount']> =>
    (await summary(as)).mentionCount;

  it('are those of the body as it stands now', async () => {
    await app.get(ParticipantsService).add(ann.actor, conversationId, [stranger.id]);
    published.splice(0);
    const toBen = mentionSource('Ben', ben.id);
    const toBoth = `${toBen} ${mentionSource('Eve', stranger.id)} ${mentionSource('X', randomUUID())}`;
    const { id } = await sendMessage(app, ann, conversationId, 'Personne');
    for (const [body, ofBen, ofStranger] of [
      [toBen, 1, 0],
      [toBoth, 1, 1],
      ['Personne', 0, 0],
      [toBoth, 1, 1],
    ] as const) {
      await edit(ann, { body }, id);
      expect([await unreadMentions(ben), await unreadMentions(stranger)]).toEqual([ofBen, ofStranger]);
    }
    const newly = published.map(({ newlyMentionedUserIds }) => [...newlyMentionedUserIds].sort());
    expect(newly).toEqual([[ben.id], [stranger.id], [], [ben.id, stranger.id].sort()]);
  });
});
