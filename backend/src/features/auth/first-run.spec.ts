import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FirstRunState, Me, Problem, Session } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { ReadyLines } from '../../platform/lifecycle/ready-lines.js';
import { FirstRunService } from './first-run.service.js';

const password = 'a passphrase of some length';

describe('the first administrator', () => {
  let app: TestApp;
  beforeEach(async () => (app = await createTestApp()));
  afterEach(() => app.close());

  /** The token of the link that a start prints; null where it prints none. */
  async function printed(node = app): Promise<string | null> {
    const lines = (await node.get(ReadyLines).all('https://chat.example.org')).join('\n');
    return /https:\/\/chat\.example\.org\/first-run#token=([\w-]+)/.exec(lines)?.[1] ?? null;
  }
  const create = (token: string | null, more: object = {}, node = app) =>
    request<Session & Problem>(node, 'POST', '/api/auth/first-run', {
      body: {
        token,
        email: 'first@example.org',
        displayName: 'Zoé Premier',
        password,
        locale: 'en',
        ...more,
      },
    });
  const stateOf = async (token: string | null) =>
    (await request<FirstRunState>(app, 'POST', '/api/auth/first-run/check', { body: { token } })).body.state;
  const administrators = () =>
    app.get(DataSource).query<{ email: string }[]>(`SELECT email FROM users WHERE role = 'admin'`);

  it('is made by the link that the start prints, and is signed in', async () => {
    const token = await printed();
    expect(Buffer.from(token ?? '', 'base64url')).toHaveLength(32);
    expect(await stateOf(token)).toBe('open');
    const { status, body, headers } = await create(token);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { user: { role: 'admin', displayName: 'Zoé Premier', locale: 'en', disabled: false } },
    });
    expect(headers.getSetCookie().join()).toContain('litspark_refresh=');
    const me = await request<Me>(app, 'GET', '/api/me', {
      headers: { authorization: `Bearer ${body.accessToken}` },
    });
    expect(me.body.email).toBe('first@example.org');
    const login = { email: 'first@example.org', password };
    expect(await request(app, 'POST', '/api/auth/login', { body: login })).toMatchObject({ status: 200 });
  });

  it('is made once: neither this link nor any other is good afterwards', async () => {
    const [token, other] = [await printed(), await printed()];
    expect(await create(token)).toMatchObject({ status: 200 });
    expect(await stateOf(token)).toBe('used');
    expect(await stateOf(other)).toBe('closed');
    for (const again of [token, other])
      expect(await create(again, { email: 'second@example.org' })).toMatchObject({
        status: 409,
        body: { code: 'CONFLICT' },
      });
    expect(await administrators()).toHaveLength(1);
    expect(await printed()).toBeNull();
    // Not even where there is no administrator any more.
    await app.get(DataSource).query(`UPDATE users SET disabled = true`);
    expect(await create(other, { email: 'second@example.org' })).toMatchObject({ status: 401 });
    expect(await printed()).not.toBeNull();
  });

  it('is one, however many nodes, links and tabs are used at once', async () => {
    const node = await createTestApp({ databaseUrl: app.configuration.databaseUrl });
    const tokens = [await printed(), await printed(node)];
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) =>
        create(tokens[n % 2] ?? null, { email: `first-${n}@example.org` }, n < 3 ? app : node),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await administrators()).toHaveLength(1);
    await node.close();
  });

  it('is not made by a link that is none or too old, nor where somebody can sign in as an administrator', async () => {
    expect(await stateOf('nonsense')).toBe('unknown');
    expect(await create('nonsense')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    const old = await printed();
    await app.get(DataSource).query(`UPDATE first_run_tokens SET expires_at = now() - interval '1 second'`);
    expect(await stateOf(old)).toBe('unknown');
    expect(await create(old)).toMatchObject({ status: 401 });
    const token = await printed();
    // Who has no password or is disabled can't sign in.
    await createUser(app, { role: 'admin' });
    expect(await stateOf(token)).toBe('open');
    await createUser(app, { role: 'admin', password });
    expect(await stateOf(token)).toBe('closed');
    expect(await create(token)).toMatchObject({ status: 409 });
    expect(await printed()).toBeNull();
    expect(await stateOf(token)).toBe('closed');
  });

  it('takes no e-mail that somebody has, and the link stays good', async () => {
    await createUser(app, { email: 'first@example.org' });
    const token = await printed();
    expect(await create(token)).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    expect(await stateOf(token)).toBe('open');
    expect(await create(token, { email: 'other@example.org' })).toMatchObject({ status: 200 });
  });

  it('keeps its link as a hash alone', async () => {
    const token = (await printed()) ?? '';
    const rows = await app.get(DataSource).query<object[]>(`SELECT * FROM first_run_tokens`);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(app.log)).not.toContain(token);
    expect(rows).toHaveLength(1);
  });

  it('limits tries as those at passwords', async () => {
    const token = 'x'.repeat(43);
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push((await create(token)).body.code);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill('UNAUTHENTICATED'));
    expect(answers[10]).toBe('RATE_LIMITED');
  });

  it.each([
    { email: 'nobody' },
    { displayName: ' ' },
    { password: 'short' },
    { locale: 'de' },
    { token: '' },
    { token: 'x'.repeat(501) },
  ])('refuses %j, and the link stays good', async (wrong) => {
    const token = await printed();
    expect(await create(token, wrong)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    expect(await app.get(FirstRunService).issue()).not.toBeNull();
    expect(await stateOf(token)).toBe('open');
  });
});
