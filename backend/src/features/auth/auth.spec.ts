import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedUser, Problem, Session, SetupToken } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, signIn, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

const password = 'a passphrase of some length';
const newPassword = 'another passphrase, quite long';

describe('signing in', () => {
  let app: TestApp;
  let admin: TestUser;
  beforeAll(async () => {
    app = await createTestApp();
    admin = await createUser(app, { role: 'admin' });
  });
  afterAll(() => app.close());

  const login = (email: string, given = password, headers = {}) =>
    request<Session & Problem>(app, 'POST', '/api/auth/login', { body: { email, password: given }, headers });

  it('answers a session whose access token opens REST and sockets', async () => {
    const ann = await createUser(app, { password, displayName: 'Ann' });
    const { status, body, headers } = await login(ann.email.toUpperCase());
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ id: ann.id, displayName: 'Ann', locale: 'fr', theme: 'system' });
    expect(body.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const cookie = headers.get('set-cookie') ?? '';
    for (const part of [/^litspark_refresh=/, /HttpOnly/, /SameSite=Strict/, /Path=\/api\/auth/]) {
      expect(cookie).toMatch(part);
    }
    expect(cookie).not.toMatch(/Secure/);
    expect(await request(app, 'GET', '/api/me', { as: body })).toMatchObject({
      status: 200,
      body: { id: ann.id },
    });
  });

  it('keeps its cookies to encrypted connections where the page came over one', async () => {
    const ann = await createUser(app, { password });
    const origin = { origin: `https://${new URL(app.url).host}` };
    const { headers } = await login(ann.email, password, origin);
    const cookies = headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    expect(cookies[0]).toMatch(/^__Secure-litspark_refresh=/);
    expect(cookies[1]).toMatch(/^__Secure-litspark_device=/);
    for (const cookie of cookies)
      expect(cookie).toMatch(/; Path=\/api\/auth;.*; HttpOnly; Secure; SameSite=Strict/);
  });

  it('takes no cookie by its bare name over HTTPS, where a page without TLS may have planted it', async () => {
    const [ann, mallory] = [await createUser(app, { password }), await createUser(app, { password })];
    const origin = `https://${new URL(app.url).host}`;
    const post = (path: string, cookie: string, body?: object) =>
      request(app, 'POST', `/api/auth/${path}`, { headers: { origin, cookie }, body });
    const planted = `litspark_refresh=${mallory.refreshToken}`;
    expect(await post('refresh', planted)).toMatchObject({ status: 401 });
    expect(await post('logout', planted)).toMatchObject({ status: 204 });
    expect(await request(app, 'GET', '/api/me', { as: mallory })).toMatchObject({ status: 200 });
    const first = await post('refresh', `${planted}; __Secure-litspark_refresh=${ann.refreshToken}`);
    expect(first).toMatchObject({ status: 200, body: { user: { id: ann.id } } });
    expect(first.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^litspark_refresh=; .*Expires=Thu, 01 Jan 1970/),
    );

    const bare = (await login(ann.email)).headers.getSetCookie()[1]?.split(';', 1)[0] ?? '';
    expect(bare).toMatch(/^litspark_device=/);
    const signedIn = await post('login', bare, { email: ann.email, password });
    const [cookie = '', ...others] = signedIn.headers.getSetCookie().slice(1);
    expect(cookie).toMatch(/^__Secure-litspark_device=/);
    expect(cookie).not.toContain(bare.split('=')[1]);
    expect(others).toEqual([expect.stringMatching(/^litspark_device=; /)]);
  });

  it('clears both names of the refresh cookie at a sign-out over HTTPS', async () => {
    const { refreshToken } = await createUser(app);
    const headers = {
      origin: `https://${new URL(app.url).host}`,
      cookie: `__Secure-litspark_refresh=${refreshToken}`,
    };
    const out = await request(app, 'POST', '/api/auth/logout', { headers });
    expect(out.headers.getSetCookie().map((one) => one.split('=')[0])).toEqual([
      'litspark_refresh',
      '__Secure-litspark_refresh',
    ]);
  });

  it('answers a wrong password, an unknown e-mail and a disabled user alike', async () => {
    const ann = await createUser(app, { password });
    const disabled = await createUser(app, { password });
    await request(app, 'PATCH', `/api/users/${disabled.id}`, { as: admin, body: { disabled: true } });
    const answers = await Promise.all([
      login(ann.email, 'not this one'),
      login('nobody@example.org'),
      login(disabled.email),
    ]);
    const details = answers.map(({ body: { requestId: _, ...rest } }) => JSON.stringify(rest));
    expect(new Set(details).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  });

  it.each([
    ['no token', {}],
    ['a token that is none', { authorization: 'Bearer nonsense' }],
    ['another scheme', { authorization: 'Basic YW5uOmFubg==' }],
    [
      'an unsigned token',
      { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwic2lkIjoiMSIsImV4cCI6OTk5OTk5OTk5OX0.' },
    ],
  ])('refuses %s', async (_what, headers) => {
    const answer = await request(app, 'GET', '/api/me', { headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  });

  it('writes neither passwords nor tokens nor people’s searches into the log', async () => {
    const ann = await createUser(app, { password });
    const { body, headers } = await login(ann.email);
    await login(ann.email, 'a wrong secret');
    await request(app, 'GET', '/api/users?q=somebody-sought', { as: body });
    const refreshToken = /litspark_refresh=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? 'none';
    const log = JSON.stringify(app.log);
    expect(log).toContain('POST /api/auth/login 200');
    for (const secret of [password, 'a wrong secret', body.accessToken, refreshToken, 'somebody-sought']) {
      expect(log).not.toContain(secret);
    }
  });

  describe('with a setup token', () => {
    const setup = (token: string) =>
      request<Session & Problem>(app, 'POST', '/api/auth/setup', { body: { token, password } });
    const invite = async (email: string) => {
      const { body } = await request<CreatedUser>(app, 'POST', '/api/users', {
        as: admin,
        body: { email, displayName: 'New Comer' },
      });
      return { id: body.id, token: body.setupToken ?? '' };
    };

    it('sets the first password, once', async () => {
      const { id, token } = await invite('first@example.org');
      const answers = await Promise.all([setup(token), setup(token)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
      expect(answers.find(({ status }) => status === 200)?.body.user.id).toBe(id);
      expect(await login('first@example.org')).toMatchObject({ status: 200 });
      expect(await setup(token)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    });

    it('refuses one that is too old or of somebody disabled', async () => {
      const old = await invite('old@example.org');
      await app
        .get(DataSource)
        .query(`UPDATE setup_tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [
          old.id,
        ]);
      const disabled = await invite('gone@example.org');
      await request(app, 'PATCH', `/api/users/${disabled.id}`, { as: admin, body: { disabled: true } });
      for (const { token } of [old, disabled]) expect(await setup(token)).toMatchObject({ status: 401 });
    });
  });

  describe('with a new setup token from an administrator', () => {
    const gift = (id: string, as: TestUser = admin) =>
      request<SetupToken & Problem>(app, 'POST', `/api/users/${id}/setup-token`, { as });
    const setup = (token: string) =>
      request<Session & Problem>(app, 'POST', '/api/auth/setup', { body: { token, password: newPassword } });

    it('sets a new password; the old one, the sessions and earlier tokens are void at once', async () => {
      const ann = await createUser(app, { password });
      const earlier = await gift(ann.id);
      expect(earlier).toMatchObject({
        status: 200,
        body: { setupToken: expect.stringMatching(/^[\w-]{40,}$/) },
      });
      expect(await request(app, 'GET', '/api/me', { as: ann })).toMatchObject({ status: 401 });
      expect(await login(ann.email)).toMatchObject({ status: 401 });
      const later = await gift(ann.id);
      expect(await setup(earlier.body.setupToken)).toMatchObject({ status: 401 });
      expect(await setup(later.body.setupToken)).toMatchObject({
        status: 200,
        body: { user: { id: ann.id } },
      });
      expect(await login(ann.email, newPassword)).toMatchObject({ status: 200 });
      expect(await login(ann.email)).toMatchObject({ status: 401 });
    });

    it('is not for nobody, nor for somebody disabled', async () => {
      expect(await gift('00000000-0000-7000-8000-000000000000')).toMatchObject({ status: 404 });
      const gone = await createUser(app);
      await request(app, 'PATCH', `/api/users/${gone.id}`, { as: admin, body: { disabled: true } });
      expect(await gift(gone.id)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    });
  });

  describe('changing the password', () => {
    const change = (as: TestUser, currentPassword: string) =>
      request(app, 'POST', '/api/auth/password', { as, body: { currentPassword, newPassword } });

    it('ends the other sessions and keeps this one', async () => {
      const ann = await createUser(app, { password });
      const other = await signIn(app, ann.id);
      expect(await change(ann, password)).toMatchObject({ status: 204, text: '' });
      expect(await request(app, 'GET', '/api/me', { as: ann })).toMatchObject({ status: 200 });
      expect(await request(app, 'GET', '/api/me', { as: other })).toMatchObject({ status: 401 });
      expect(await login(ann.email, newPassword)).toMatchObject({ status: 200 });
      expect(await login(ann.email, password)).toMatchObject({ status: 401 });
    });

    it('is forbidden with a wrong current password', async () => {
      const ann = await createUser(app, { password });
      expect(await change(ann, 'not this one')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      expect(await login(ann.email, password)).toMatchObject({ status: 200 });
    });
  });
});
