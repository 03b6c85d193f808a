import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedUser, Problem, Session } from '@litspark/shared-contracts';
import { DataSource, type QueryRunner } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { openTransaction } from '../../../test/open-transaction.js';
import { request, type Answer } from '../../../test/request.js';
import { until } from '../../../test/until.js';

const password = 'a passphrase of some length';
const newPassword = 'another passphrase, quite long';

describe('a sign-in beside a change that forbids it', () => {
  let app: TestApp;
  let admin: TestUser;
  beforeAll(async () => {
    app = await createTestApp();
    admin = await createUser(app, { role: 'admin', password });
  });
  afterAll(() => app.close());

  const login = (email: string, given = password) =>
    request<Session & Problem>(app, 'POST', '/api/auth/login', { body: { email, password: given } });

  const liveSessions = async (userId: string) => {
    const [row] = await app
      .get(DataSource)
      .query<{ count: string }[]>(`SELECT count(*) FROM sessions WHERE user_id = $1 AND ended_at IS NULL`, [
        userId,
      ]);
    return Number(row?.count);
  };

  /** Lets `change` happen between what `call` verified and what it stores. */
  async function overtake(
    change: (transaction: QueryRunner) => Promise<unknown>,
    call: () => Promise<Answer<Problem>>,
  ): Promise<Answer<Problem>> {
    const transaction = await openTransaction(app);
    try {
      await change(transaction);
      let answered = false;
      const answer = call().finally(() => (answered = true));
      await until(async () => {
        const waiting = await transaction.manager.query<unknown[]>(
          `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()`,
        );
        return answered || waiting.length > 0;
      });
      await transaction.commitTransaction();
      return await answer;
    } finally {
      await transaction.release();
    }
  }

  const endAll = (transaction: QueryRunner, userId: string) =>
    transaction.query(`UPDATE sessions SET ended_at = now() WHERE user_id = $1`, [userId]);

  it('is refused where the password changed after it was verified', async () => {
    const ann = await createUser(app, { password });
    const answer = await overtake(
      async (transaction) => {
        await transaction.query(`UPDATE users SET password_hash = 'another' WHERE id = $1`, [ann.id]);
        await endAll(transaction, ann.id);
      },
      () => login(ann.email),
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await liveSessions(ann.id)).toBe(0);
  });

  it('is refused where the person was disabled after it was verified', async () => {
    const ann = await createUser(app, { password });
    const answer = await overtake(
      async (transaction) => {
        await transaction.query(`UPDATE users SET disabled = true WHERE id = $1`, [ann.id]);
        await endAll(transaction, ann.id);
      },
      () => login(ann.email),
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await liveSessions(ann.id)).toBe(0);
  });

  it('with a setup token is refused where the person was disabled meanwhile, and spends nothing', async () => {
    const { body: created } = await request<CreatedUser>(app, 'POST', '/api/users', {
      as: admin,
      body: { email: 'soon-gone@example.org', displayName: 'Soon Gone' },
    });
    const setup = () =>
      request<Problem>(app, 'POST', '/api/auth/setup', { body: { token: created.setupToken, password } });
    const answer = await overtake(
      (transaction) => transaction.query(`UPDATE users SET disabled = true WHERE id = $1`, [created.id]),
      setup,
    );
    expect(answer).toMatchObject({ status: 401 });
    await request(app, 'PATCH', `/api/users/${created.id}`, { as: admin, body: { disabled: false } });
    expect(await login('soon-gone@example.org')).toMatchObject({ status: 401 });
    expect(await setup()).toMatchObject({ status: 200 });
  });

  it('by the old password never outlives a change of it, however the two fall together', async () => {
    for (let round = 0; round < 6; round += 1) {
      const ann = await createUser(app, { password });
      const change = request(app, 'POST', '/api/auth/password', {
        as: ann,
        body: { currentPassword: password, newPassword },
      });
      const signIns = await Promise.all(Array.from({ length: 4 }, () => login(ann.email)));
      expect(await change).toMatchObject({ status: 204 });
      for (const { status, body } of signIns) {
        if (status === 200)
          expect(await request(app, 'GET', '/api/me', { as: body })).toMatchObject({ status: 401 });
      }
      expect(await liveSessions(ann.id)).toBe(1);
    }
  });

  it('changes a password once where two who know it change it at once', async () => {
    const ann = await createUser(app, { password });
    const change = (next: string) =>
      request(app, 'POST', '/api/auth/password', {
        as: ann,
        body: { currentPassword: password, newPassword: next },
      });
    const answers = await Promise.all([change(newPassword), change('a third passphrase, long too')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
  });
});
