import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

const password = 'a passphrase of some length';
const newPassword = 'another passphrase, quite long';

describe('the administrator of the configuration', () => {
  it('can sign in after the start, and again after a restart with another password in the configuration', async () => {
    const app = await createTestApp({ admin: { email: 'boss@example.org', password } });
    const login = (url: string) =>
      request<Session>({ url }, 'POST', '/api/auth/login', { body: { email: 'Boss@example.org', password } });
    expect(await login(app.url)).toMatchObject({ status: 200, body: { user: { role: 'admin' } } });

    const again = await createTestApp({
      databaseUrl: app.configuration.databaseUrl,
      admin: { email: 'BOSS@example.org', password: newPassword },
    });
    expect(await login(again.url)).toMatchObject({ status: 200 });
    await again.close();
    await app.close();
  });

  describe('at a later start', () => {
    let app: TestApp;
    let boss: TestUser;
    const email = 'boss@example.org';
    beforeEach(async () => {
      app = await createTestApp();
      boss = await createUser(app, { email, role: 'admin', password });
    });
    afterEach(() => app.close());

    const restart = async () => {
      const again = await createTestApp({
        databaseUrl: app.configuration.databaseUrl,
        admin: { email, password: newPassword },
      });
      await again.close();
    };
    const login = (given: string) =>
      request<Session>(app, 'POST', '/api/auth/login', { body: { email, password: given } });
    const set = (changes: object) =>
      app
        .get(DataSource)
        .query(`UPDATE users SET (role, disabled, password_hash) = ($2, $3, $4) WHERE id = $1`, [
          boss.id,
          ...Object.values({ role: 'admin', disabled: false, passwordHash: null, ...changes }),
        ]);

    it('stays disabled, demoted or without a password where another administrator can sign in', async () => {
      await createUser(app, { role: 'admin', password });
      for (const changes of [{ disabled: true }, { role: 'member' }, {}]) {
        await set(changes);
        await restart();
        expect(await login(newPassword)).toMatchObject({ status: 401 });
      }
    });

    it('comes back where no administrator can sign in: those without a password or disabled don’t count', async () => {
      await createUser(app, { role: 'admin' });
      const gone = await createUser(app, { role: 'admin', password });
      await request(app, 'PATCH', `/api/users/${gone.id}`, { as: boss, body: { disabled: true } });
      await set({ disabled: true, role: 'member' });
      await restart();
      expect(await login(newPassword)).toMatchObject({ status: 200, body: { user: { role: 'admin' } } });
    });
  });
});
