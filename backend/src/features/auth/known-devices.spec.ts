import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { KnownDevicesService } from './known-devices.service.js';

const password = 'a passphrase of some length';

describe('a device that signed in before', () => {
  let app: TestApp;
  let ann: TestUser;
  let cookie: string;
  beforeEach(async () => {
    app = await createTestApp();
    ann = await createUser(app, { password });
    cookie = deviceCookieOf(await login(ann.email, password));
  });
  afterEach(() => app.close());

  const login = (email: string, given: string, headers = {}) =>
    request<Problem>(app, 'POST', '/api/auth/login', { body: { email, password: given }, headers });
  const deviceCookieOf = ({ headers }: { headers: Headers }) =>
    headers.getSetCookie().find((one) => one.startsWith('litspark_device=')) ?? '';
  const bear = (one: string) => ({ cookie: one.split(';', 1)[0] ?? '' });
  const failTenTimes = (headers = {}) =>
    Promise.all(Array.from({ length: 10 }, () => login(ann.email, 'wrong', headers)));

  it('bears a cookie that scripts and other sites can’t have, and keeps it', async () => {
    for (const part of [/HttpOnly/, /SameSite=Strict/, /Path=\/api\/auth/]) expect(cookie).toMatch(part);
    expect(cookie).not.toContain(ann.email);
    const again = await login(ann.email, password, bear(cookie));
    expect(again.status).toBe(200);
    expect(deviceCookieOf(again)).toBe('');
  });

  it('gets past an account’s block, and others don’t', async () => {
    await failTenTimes();
    expect(await login(ann.email, password)).toMatchObject({ status: 429 });
    expect(await login(ann.email, password, bear(cookie))).toMatchObject({ status: 200 });
    expect(await login(ann.email, password, bear(`${cookie.split(';', 1)[0]}x`))).toMatchObject({
      status: 429,
    });
    const ben = await createUser(app, { password });
    const another = deviceCookieOf(await login(ben.email, password));
    expect(await login(ann.email, password, bear(another))).toMatchObject({ status: 429 });
    const shared = deviceCookieOf(await login(ben.email, password, bear(cookie)));
    expect(await login(ann.email, password, bear(shared))).toMatchObject({ status: 200 });
  });

  it('is known to the five accounts that signed in on it last', () => {
    const devices = app.get(KnownDevicesService);
    const signIn = (borne: string, account: number) => devices.cookieFor(`${account}@example.org`, borne);
    const knownTo = (borne: string) =>
      [0, 1, 2, 3, 4, 5, 6].filter((account) => devices.idOf(borne, `${account}@example.org`) !== null);
    const six = [0, 1, 2, 3, 4, 5].reduce(signIn, 'x'.repeat(5_000));
    expect(knownTo(six)).toEqual([1, 2, 3, 4, 5]);
    expect(encodeURIComponent(six).length).toBeLessThan(2_000);
    const again = signIn(six, 1);
    expect(devices.idOf(again, '1@example.org')).toBe(devices.idOf(six, '1@example.org'));
    expect(knownTo(signIn(again, 6))).toEqual([1, 3, 4, 5, 6]);
  });

  it('may fail 10 times a minute itself, which counts for the others too', async () => {
    const answers = await failTenTimes(bear(cookie));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
    expect(await login(ann.email, password, bear(cookie))).toMatchObject({ status: 429 });
    expect(await login(ann.email, password)).toMatchObject({ status: 429 });
  });

  it('gets its cookie at a refresh where its session is older', async () => {
    const { headers, status } = await request(app, 'POST', '/api/auth/refresh', {
      headers: { cookie: `litspark_refresh=${ann.refreshToken}` },
    });
    expect(status).toBe(200);
    await failTenTimes();
    expect(await login(ann.email, password, bear(deviceCookieOf({ headers })))).toMatchObject({
      status: 200,
    });
  });
});
