import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { PasswordsService } from './passwords.service.js';

const password = 'a passphrase of some length';

describe('failed sign-ins', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await createTestApp();
  });
  afterEach(() => app.close());

  const login = (email: string, given: string, headers = {}) =>
    request<Problem>(app, 'POST', '/api/auth/login', { body: { email, password: given }, headers });
  const statuses = (answers: { status: number }[]) =>
    Object.fromEntries(
      [200, 401, 429].map((status) => [status, answers.filter((answer) => answer.status === status).length]),
    );
  const times = <T>(count: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));

  it('are 10 a minute for one account, however many come at once and whatever case or proxy they claim', async () => {
    const ann = await createUser(app, { password });
    const answers = await times(30, (index) =>
      login(index % 2 ? ann.email : ann.email.toUpperCase(), 'wrong', {
        'x-forwarded-for': `10.0.0.${index}`,
      }),
    );
    expect(statuses(answers)).toEqual({ 200: 0, 401: 10, 429: 20 });
    const refused = await login(ann.email, password);
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    const ben = await createUser(app, { password });
    expect(await login(ben.email, password)).toMatchObject({ status: 200 });
  });

  it('are not counted by successes, and successes at once don’t stand in each other’s way', async () => {
    const ann = await createUser(app, { password });
    expect(statuses(await times(9, () => login(ann.email, 'wrong')))).toMatchObject({ 401: 9 });
    expect(statuses(await times(15, () => login(ann.email, password)))).toMatchObject({ 200: 15 });
    expect(await login(ann.email, 'wrong')).toMatchObject({ status: 401 });
    expect(await login(ann.email, 'wrong')).toMatchObject({ status: 429 });
  });

  it('are 100 a minute for one address, over all accounts, and lock no known device out', async () => {
    const [ann, ben] = [await createUser(app, { password }), await createUser(app, { password })];
    const { headers } = await login(ann.email, password);
    const [cookie = ''] = headers.getSetCookie()[1]?.split(';') ?? [];
    expect(cookie).toMatch(/^litspark_device=/);
    const failOnDevice = (count: number) => times(count, () => login(ann.email, 'wrong', { cookie }));
    expect(statuses(await failOnDevice(5))).toMatchObject({ 401: 5 });
    const answers = await times(115, (index) => login(`nobody-${index}@example.org`, 'wrong'));
    expect(statuses(answers)).toEqual({ 200: 0, 401: 95, 429: 20 });
    expect(await login(ann.email, password)).toMatchObject({ status: 429 });
    expect(await login(ben.email, password, { cookie })).toMatchObject({ status: 429 });
    expect(await login(ann.email, password, { cookie })).toMatchObject({ status: 200 });
    expect(statuses(await failOnDevice(8))).toMatchObject({ 401: 5, 429: 3 });
  });

  it('are counted when the current password is wrong, too', async () => {
    const ann = await createUser(app, { password });
    const change = () =>
      request(app, 'POST', '/api/auth/password', {
        as: ann,
        body: { currentPassword: 'wrong', newPassword: 'a new passphrase, long enough' },
      });
    const answers = await times(12, change);
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(403), 429, 429]);
  });

  it('by setup links that are none are 100 a minute for one address, and cost no hashing', async () => {
    const setup = (token: string) =>
      request<Problem>(app, 'POST', '/api/auth/setup', { body: { token, password } });
    const passwords = app.get(PasswordsService);
    const hash = passwords.hash.bind(passwords);
    let hashed = 0;
    passwords.hash = (given) => {
      hashed += 1;
      return hash(given);
    };
    expect(statuses(await times(12, () => setup('one that is guessed')))).toEqual({
      200: 0,
      401: 10,
      429: 2,
    });
    expect(statuses(await times(95, (index) => setup(`guess ${index}`)))).toEqual({
      200: 0,
      401: 90,
      429: 5,
    });
    expect(hashed).toBe(0);
  });

  describe('through a proxy', () => {
    const through = (proxied: TestApp, address: string, email: string) =>
      request<Problem>(proxied, 'POST', '/api/auth/login', {
        body: { email, password: 'wrong' },
        headers: { 'x-forwarded-for': address },
      });
    const warnings = ({ log }: TestApp) => log.filter(({ msg }) => String(msg).includes('TRUST_PROXY'));

    it('are counted by the address it tells where it is trusted, IPv6 by /64', async () => {
      const proxied = await createTestApp({ trustProxy: ['loopback'] });
      const { email } = await createUser(proxied, { password });
      const from = (address: string) => through(proxied, address, email);
      expect(statuses(await times(12, (index) => from(`2001:db8:1:2::${index}`)))).toEqual({
        200: 0,
        401: 10,
        429: 2,
      });
      expect(await from('2001:db8:1:3::1')).toMatchObject({ status: 401 });
      expect(await from('192.0.2.7')).toMatchObject({ status: 401 });
      expect(warnings(proxied)).toEqual([]);
      await proxied.close();
    });

    it('that are not configured are reported to the operator, once', async () => {
      await times(3, () => through(app, '192.0.2.7', 'nobody@example.org'));
      expect(warnings(app)).toMatchObject([{ level: 40, address: '127.0.0.1' }]);
    });
  });

  it('slow the account down over all addresses', async () => {
    const proxied = await createTestApp({ trustProxy: ['loopback'] });
    const { email } = await createUser(proxied, { password });
    const from = (address: string, given: string) =>
      request<Problem>(proxied, 'POST', '/api/auth/login', {
        body: { email, password: given },
        headers: { 'x-forwarded-for': address },
      });
    await times(20, (index) => from(`192.0.2.${index}`, 'wrong'));
    const begun = performance.now();
    expect(await from('198.51.100.1', password)).toMatchObject({ status: 200 });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(490);
    await proxied.close();
  });
});
