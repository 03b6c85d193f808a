import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

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
});
