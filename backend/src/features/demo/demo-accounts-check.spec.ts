import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DemoAccounts, Session } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { copyTestDatabase, createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { request } from '../../../test/request.js';
import type { Settings } from '../../platform/config/configuration.js';
import { StartError } from '../../platform/config/start-error.js';

const admin = { email: 'boss@example.org', password: 'a passphrase of some length' };

describe('data of a demo where the demo is off', () => {
  /** As a start with the demo leaves it. */
  let demoData: TestDatabase;
  let database: TestDatabase;
  let accounts: DemoAccounts['accounts'];
  const start = (settings: Partial<Settings>) => createTestApp({ databaseUrl: database.url, ...settings });
  const login = (app: TestApp, { email, password }: { email: string; password: string }) =>
    request<Session>(app, 'POST', '/api/auth/login', { body: { email, password } });

  beforeAll(async () => {
    demoData = await createTestDatabase();
    const app = await createTestApp({ databaseUrl: demoData.url, demo: true });
    ({
      body: { accounts },
    } = await request<DemoAccounts>(app, 'GET', '/api/auth/demo'));
    await app.close();
    database = await copyTestDatabase(demoData);
  });
  afterAll(async () => {
    await database.drop();
    await demoData.drop();
  });

  it('refuses the start in one line while somebody can sign in with the published password', async () => {
    const starting = start({ admin });
    await expect(starting).rejects.toBeInstanceOf(StartError);
    await expect(starting).rejects.toThrow(
      /^DISABLE_DEMO takes on: \d+ demo accounts can still sign in .*\.$/,
    );
  });

  it('asks for an administrator first where only a demo account could administer', async () => {
    const own = await copyTestDatabase(demoData);
    const settings = { databaseUrl: own.url };
    await expect(createTestApp({ ...settings, disableDemo: true })).rejects.toThrow(/^ADMIN_EMAIL takes/);
    await own.drop();
  });

  describe('once the operator said so', () => {
    let app: TestApp;
    beforeEach(async () => (app = await start({ admin, disableDemo: true })));
    afterEach(() => app.close());

    it('has its accounts disabled, for good, and keeps what they wrote', async () => {
      for (const account of accounts) expect(await login(app, account)).toMatchObject({ status: 401 });
      expect(await login(app, admin)).toMatchObject({ status: 200, body: { user: { role: 'admin' } } });
      const [{ count } = { count: 0 }] = await app
        .get(DataSource)
        .query<{ count: number }[]>(`SELECT count(*)::int FROM messages`);
      expect(count).toBeGreaterThan(0);
      const later = await start({ admin });
      expect(await login(later, admin)).toMatchObject({ status: 200 });
      await later.close();
    });
  });

  it.each([
    ['an existing member', {}],
    ['somebody disabled', { disabled: true }],
    ['somebody without a password', { password_hash: null }],
  ])('has the configured administrator in one start, where it names %s', async (_name, changes) => {
    const own = await copyTestDatabase(demoData);
    const demo = await createTestApp({ databaseUrl: own.url, demo: true });
    const member = await createUser(demo, admin);
    for (const [column, value] of Object.entries(changes))
      await demo.get(DataSource).query(`UPDATE users SET ${column} = $2 WHERE id = $1`, [member.id, value]);
    await demo.close();
    const app = await createTestApp({ databaseUrl: own.url, admin, disableDemo: true });
    expect(await login(app, admin)).toMatchObject({ status: 200, body: { user: { role: 'admin' } } });
    for (const account of accounts) expect(await login(app, account)).toMatchObject({ status: 401 });
    await app.close();
    await own.drop();
  });

  it('refuses the start where the configured administrator has the published password', async () => {
    const own = await copyTestDatabase(demoData);
    const [, second] = accounts;
    const starting = createTestApp({ databaseUrl: own.url, admin: second!, disableDemo: true });
    await expect(starting).rejects.toThrow(/^ADMIN_EMAIL takes/);
    await own.drop();
  });

  it('starts with a demo account whose person chose a password of their own', async () => {
    const own = await copyTestDatabase(demoData);
    const app = await createTestApp({ databaseUrl: own.url, demo: true });
    const { body: found } = await request<DemoAccounts>(app, 'GET', '/api/auth/demo');
    await app
      .get(DataSource)
      .query(`UPDATE users SET disabled = true WHERE email <> $1`, [found.accounts[0]?.email]);
    const [first] = found.accounts;
    const { body: session } = await login(app, first!);
    const changed = await request(app, 'POST', '/api/auth/password', {
      as: session,
      body: { currentPassword: first?.password, newPassword: admin.password },
    });
    expect(changed.status).toBe(204);
    await app.close();
    const again = await createTestApp({ databaseUrl: own.url });
    expect(await login(again, { ...first!, password: admin.password })).toMatchObject({ status: 200 });
    await again.close();
    await own.drop();
  });
});
