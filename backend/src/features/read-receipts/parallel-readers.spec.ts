import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DataSource } from 'typeorm';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { holds } from '../../../test/seeds.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { DeliveredMarkersService } from './delivered-markers.service.js';
import { ReadMarkerAdvanced } from './read-receipts.events.js';
import { ReadReceiptsService } from './read-receipts.service.js';

let app: TestApp;
let people: TestUser[];

beforeAll(async () => {
  app = await createTestApp();
  people = await Promise.all([createUser(app), createUser(app), createUser(app)]);
});
afterAll(() => app.close());

const step = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), person: fc.nat(2) }),
  fc.record({ kind: fc.constant('read' as const), person: fc.nat(2), seq: fc.nat(12) }),
  fc.record({ kind: fc.constant('deliver' as const), person: fc.nat(2), seq: fc.nat(12) }),
);
const schedule = fc.array(fc.array(step, { minLength: 3, maxLength: 15 }), { minLength: 3, maxLength: 8 });

/** Each marker is where its last advance brought it, and none was noted twice. */
async function expectLogToTell(
  conversationId: string,
  markers: readonly { read: number; delivered: number }[],
): Promise<void> {
  const rows = await app.get(DataSource).query<{ userId: string; kind: string; seq: number }[]>(
    `SELECT user_id AS "userId", kind, max(seq) AS seq FROM marker_advance_blocks, unnest(seqs) seq
     WHERE conversation_id = $1 GROUP BY user_id, kind`,
    [conversationId],
  );
  for (const [index, { id }] of people.entries()) {
    const own = rows.filter(({ userId }) => userId === id);
    expect(own.find(({ kind }) => kind === 'read')?.seq ?? 0).toBe(markers[index]?.read);
    expect(Math.max(0, ...own.map(({ seq }) => seq))).toBe(markers[index]?.delivered);
  }
}

it('only moves markers forward and never past the last message, while people send, receive and read at once', async () => {
  const announced: ReadMarkerAdvanced[] = [];
  app.get(EventBus).on(ReadMarkerAdvanced, (event) => announced.push(event));
  await holds(schedule, async (rounds) => {
    announced.splice(0);
    const [ann, ...others] = people;
    const { id } = await createConversation(app, ann!, others);
    const conversations = app.get(ConversationsService);
    const before = people.map(() => ({ read: 0, delivered: 0 }));

    for (const round of rounds) {
      const floor = before.map((one) => ({ ...one }));
      const reach = (person: number, to: Partial<(typeof floor)[number]>) => {
        const one = floor[person]!;
        one.read = Math.max(one.read, to.read ?? 0);
        one.delivered = Math.max(one.delivered, to.delivered ?? 0, one.read);
      };
      await Promise.all(
        round.map(async (one) => {
          const actor = people[one.person]!.actor;
          if (one.kind === 'send') {
            const { seq } = await sendMessage(app, people[one.person]!, id);
            reach(one.person, { read: seq });
          } else if (one.kind === 'read') {
            const { lastReadSeq, unreadCount } = await app
              .get(ReadReceiptsService)
              .markAsRead(actor, id, one.seq);
            expect(unreadCount).toBeGreaterThanOrEqual(0);
            expect(lastReadSeq).toBeGreaterThanOrEqual(before[one.person]!.read);
            reach(one.person, { read: lastReadSeq });
          } else {
            const { lastDeliveredSeq } = await app
              .get(DeliveredMarkersService)
              .markAsDelivered(actor, id, one.seq);
            expect(lastDeliveredSeq).toBeGreaterThanOrEqual(before[one.person]!.delivered);
            reach(one.person, { delivered: lastDeliveredSeq });
          }
        }),
      );
      const { items: stored } = await conversations.participantsOf(people[0]!.actor, id, null, people.length);
      for (const [index, person] of people.entries()) {
        const { lastSeq, lastReadSeq, unreadCount } = await conversations.get(person.actor, id);
        const markers = stored.find(({ userId }) => userId === person.id);
        expect({ read: lastReadSeq, delivered: markers?.lastDeliveredSeq }).toEqual(floor[index]);
        expect(floor[index]!.delivered).toBeLessThanOrEqual(lastSeq);
        expect(unreadCount).toBe(lastSeq - lastReadSeq);
        before[index] = floor[index]!;
      }
    }
    await expectLogToTell(id, before);
    for (const person of people) {
      const seqs = announced.filter(({ userId }) => userId === person.id).map((event) => event.lastReadSeq);
      expect(new Set(seqs).size).toBe(seqs.length);
    }
  });
});
