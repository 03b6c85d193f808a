import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Message, Problem } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { systemFor, type Actor } from '../../platform/security/actor.js';
import { RateLimitedError } from '../../platform/errors/domain-error.js';
import { MessagesService } from './messages.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser;
let id: string;

// A window that outlasts the test: only what is paid back comes back.
beforeAll(async () => {
  app = await createTestApp({ rateLimitMessages: { points: 20, durationMs: 600_000 } });
});
beforeEach(async () => {
  ann = await createUser(app);
  ben = await createUser(app);
  id = (await createConversation(app, ann, [ben])).id;
});
afterAll(() => app.close());

const send = (as: { actor: Actor }, clientMessageId: string = randomUUID()) =>
  app.get(MessagesService).send(as.actor, { conversationId: id, clientMessageId, body: clientMessageId });
const newIds = (count: number) => Array.from({ length: count }, () => randomUUID());

it('lets so many messages of one user through and refuses the next with the time to wait', async () => {
  const outcomes = await Promise.allSettled(newIds(25).map((clientMessageId) => send(ann, clientMessageId)));
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...Array<string>(20).fill('fulfilled'),
    ...Array<string>(5).fill('rejected'),
  ]);
  const error: unknown = await send(ann).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RateLimitedError);
  expect((error as RateLimitedError).retryAfterMs).toBeGreaterThan(0);
  expect((error as RateLimitedError).retryAfterMs).toBeLessThanOrEqual(600_000);
  expect(await send(ben)).toMatchObject({ repeated: false });
});

it('keeps the order of the calls', async () => {
  const sent = await Promise.all(newIds(20).map((clientMessageId) => send(ann, clientMessageId)));
  expect(sent.map(({ message }) => message.seq)).toEqual([...Array(20).keys()].map((index) => index + 1));
});

it('never counts a repeat, in a row or at once, before the limit or past it', async () => {
  const ids = newIds(19);
  for (const clientMessageId of ids) await send(ann, clientMessageId);
  const repeats = await Promise.all(
    [...ids, ...ids, ...ids].map((clientMessageId) => send(ann, clientMessageId)),
  );
  expect(repeats.every(({ repeated }) => repeated)).toBe(true);
  expect((await send(ann)).message.seq).toBe(20);
  await expect(send(ann)).rejects.toThrow(RateLimitedError);
  expect(await send(ann, ids[0])).toMatchObject({ repeated: true, message: { seq: 1 } });
});

it('lets a new message through behind a burst of repeats', async () => {
  const ids = newIds(10);
  for (const clientMessageId of ids) await send(ann, clientMessageId);
  const burst = [...ids, ...ids, ...newIds(10)];
  const outcomes = await Promise.allSettled(burst.map((clientMessageId) => send(ann, clientMessageId)));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
});

it('lets the system through, and counts what a bot sends as a person’s', async () => {
  const bot: Actor = { by: 'token', tokenId: randomUUID(), userId: ben.id, role: 'member' };
  const outcomes = (actor: Actor) =>
    Promise.allSettled(newIds(21).map((clientMessageId) => send({ actor }, clientMessageId)));
  const refused = async (actor: Actor) =>
    (await outcomes(actor)).filter(({ status }) => status === 'rejected').length;
  expect([await refused(systemFor(ann.id)), await refused(bot), await refused(ann.actor)]).toEqual([0, 1, 1]);
});

it('answers 429 with Retry-After', async () => {
  await Promise.all(newIds(20).map((clientMessageId) => send(ann, clientMessageId)));
  const { status, headers, body } = await request<Problem | Message>(
    app,
    'POST',
    `/api/conversations/${id}/messages`,
    { as: ann, body: { clientMessageId: randomUUID(), body: 'Encore' } },
  );
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(body).toMatchObject({ code: 'RATE_LIMITED' });
});
