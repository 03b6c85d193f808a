import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { SessionTurns } from './session-turns.js';

describe('the turns of a session', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  const call = async (path: string, token: string) => {
    const headers = { cookie: `litspark_refresh=${token}` };
    return request<{ code?: string }>(app, 'POST', `/api/auth/${path}`, { headers });
  };
  const many = (count: number, path: string, token: string) =>
    Promise.all(Array.from({ length: count }, () => call(path, token)));

  it('lets 20 tabs refresh at once', async () => {
    const { refreshToken } = await createUser(app);
    const answers = await many(20, 'refresh', refreshToken);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('refuses a loop of refreshes, says when to come back, and still lets its owner sign out', async () => {
    const { refreshToken } = await createUser(app);
    const answers = [];
    for (let round = 0; round < 7; round += 1) answers.push(...(await many(20, 'refresh', refreshToken)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(20);
    for (const { status, body, headers } of refused) {
      expect([status, body.code]).toEqual([429, 'RATE_LIMITED']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const other = await createUser(app);
    expect(await call('refresh', other.refreshToken)).toMatchObject({ status: 200 });
    expect(await call('logout', refreshToken)).toMatchObject({ status: 204 });
  });

  it('lets 32 calls of a session be under way or wait, and refuses one more', async () => {
    const turns = app.get(SessionTurns);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const turn = (token: string, work: () => Promise<void>) => turns.end(token, '192.0.2.1', work);
    const held = Array.from({ length: 32 }, () => turn('one session', () => released));
    const noWork = () => Promise.resolve();
    const another = turn('another session', noWork);
    const outcomes = Promise.allSettled([turn('one session', noWork), another]);
    await another;
    release();
    await Promise.all(held);
    expect(await outcomes).toMatchObject([{ reason: { code: 'RATE_LIMITED' } }, { status: 'fulfilled' }]);
    await turn('one session', noWork);
  });

  it('are 6,000 a minute for one address, IPv6 by /64', async () => {
    const turns = app.get(SessionTurns);
    const noWork = () => Promise.resolve();
    for (let count = 0; count < 3_000; count += 1) {
      await turns.end(`session ${count}`, `2001:db8::${count.toString(16)}`, noWork);
      await turns.refresh(`session ${count}`, '2001:db8::1', noWork);
    }
    const late = turns.refresh('a session', '2001:db8::1', noWork);
    await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(turns.end('a session', '2001:db8::ffff', noWork)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
    await turns.end('a session', '2001:db8:0:1::1', noWork);
  });
});
