import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { holds } from '../../../test/seeds.js';
import { sendMessage } from '../../../test/send-message.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
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
);
const schedule = fc.array(fc.array(step, { minLength: 3, maxLength: 15 }), { minLength: 3, maxLength: 8 });

it('only moves markers forward and never past the last message, while people send and read at once', async () => {
  const announced: ReadMarkerAdvanced[] = [];
  app.get(EventBus).on(ReadMarkerAdvanced, (event) => announced.push(event));
  await holds(schedule, async (rounds) => {
    announced.splice(0);
    const [ann, ...others] = people;
    const { id } = await createConversation(app, ann!, others);
    const conversations = app.get(ConversationsService);
    const before = people.map(() => 0);

    for (const round of rounds) {
      const floor = [...before];
      await Promise.all(
        round.map(async (one) => {
          const actor = people[one.person]!.actor;
          if (one.kind === 'send') {
            const { seq } = await sendMessage(app, people[one.person]!, id);
            floor[one.person] = Math.max(floor[one.person]!, seq);
            return;
          }
          const { lastReadSeq, unreadCount } = await app
            .get(ReadReceiptsService)
            .markAsRead(actor, id, one.seq);
          expect(unreadCount).toBeGreaterThanOrEqual(0);
          expect(lastReadSeq).toBeGreaterThanOrEqual(before[one.person]!);
          floor[one.person] = Math.max(floor[one.person]!, lastReadSeq);
        }),
      );
      for (const [index, person] of people.entries()) {
        const { lastSeq, lastReadSeq, unreadCount } = await conversations.get(person.actor, id);
        expect(lastReadSeq).toBe(floor[index]);
        expect(lastReadSeq).toBeLessThanOrEqual(lastSeq);
        expect(unreadCount).toBe(lastSeq - lastReadSeq);
        before[index] = lastReadSeq;
      }
    }
    for (const person of people) {
      const places = announced.filter(({ userId }) => userId === person.id).map((event) => event.lastReadSeq);
      expect(new Set(places).size).toBe(places.length);
    }
  });
});
