import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ParticipantPage } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openTransaction } from '../../../test/open-transaction.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';
import { until } from '../../../test/until.js';
import { ParticipantsService } from './participants.service.js';

let app: TestApp;
let ann: TestUser, ben: TestUser, cleo: TestUser, dan: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  [ann, ben, cleo, dan] = await Promise.all([
    createUser(app),
    createUser(app),
    createUser(app),
    createUser(app),
  ]);
});
afterAll(() => app.close());

const aChannel = async () =>
  (await createConversation(app, ann, [ben], { kind: 'channel', visibility: 'public' })).id;
/** In the order they came. */
const joinedSeqs = async (id: string) => {
  const path = `/api/conversations/${id}/participants`;
  const { body } = await request<ParticipantPage>(app, 'GET', path, { as: ann });
  return body.items.map(({ joinedSeq }) => joinedSeq);
};

it('who joins does so after the last message: at the creation none, and anew when they come back', async () => {
  const participants = app.get(ParticipantsService);
  const id = await aChannel();
  expect(await joinedSeqs(id)).toEqual([0, 0]);
  await sendMessage(app, ann, id);
  await participants.add(ann.actor, id, [cleo.id]);
  await sendMessage(app, ann, id);
  await participants.join(dan.actor, id);
  expect(await joinedSeqs(id)).toEqual([0, 0, 1, 2]);
  // One's own sending and reading moves markers alone.
  await sendMessage(app, cleo, id);
  expect(await joinedSeqs(id)).toEqual([0, 0, 1, 2]);
  await participants.remove(cleo.actor, id, cleo.id);
  await participants.join(cleo.actor, id);
  expect(await joinedSeqs(id)).toEqual([0, 0, 2, 3]);
});

it('counts what another node stores while somebody waits to be let in', async () => {
  const participants = app.get(ParticipantsService);
  for (const join of [
    (id: string) => participants.add(ann.actor, id, [cleo.id]),
    (id: string) => participants.join(cleo.actor, id),
  ]) {
    const id = await aChannel();
    const other = await openTransaction(app);
    await other.query(`SELECT FROM conversations WHERE id = $1 FOR UPDATE`, [id]);
    const comes = join(id);
    await until(async () => {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return (await other.manager.query<unknown[]>(waiting)).length > 0;
    });
    await other.query(`UPDATE conversations SET last_seq = 7, revision = 8 WHERE id = $1`, [id]);
    await other.commitTransaction();
    await other.release();
    await comes;
    expect(await joinedSeqs(id)).toEqual([0, 0, 7]);
  }
});
