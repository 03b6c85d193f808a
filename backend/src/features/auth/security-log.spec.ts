import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CreatedUser, Session, SetupToken } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request, type RequestOptions } from '../../../test/request.js';

const password = 'a passphrase of some length';
const wrong = 'a wrong passphrase, long too';

describe('security events in the log', () => {
  let app: TestApp;
  let admin: TestUser;
  let ann: TestUser;
  beforeAll(async () => {
    app = await createTestApp({ trustProxy: ['loopback'] });
    admin = await createUser(app, { role: 'admin', password });
  });
  beforeEach(async () => {
    ann = await createUser(app, { password });
    app.log.length = 0;
  });
  afterAll(() => app.close());

  const address = '192.0.2.7';
  const call = <T>(method: string, path: string, options: RequestOptions = {}) =>
    request<T>(app, method, path, {
      ...options,
      headers: { ...options.headers, 'x-forwarded-for': address, 'x-request-id': 'request-of-test' },
    });
  const login = (given: string) =>
    call<Session>('POST', '/api/auth/login', { body: { email: ann.email, password: given } });
  const events = () => app.log.filter(({ security }) => security !== undefined);
  const from = { address, requestId: 'request-of-test' };
  const byAdmin = () => ({ ...from, actorId: admin.id, actorSessionId: admin.actor.sessionId });

  it('report sign-ins and failures: whose, from where, in which session', async () => {
    const { body } = await login(password);
    await login(wrong);
    await call('POST', '/api/auth/login', { body: { email: 'nobody@example.org', password } });
    await call('POST', '/api/auth/setup', { body: { token: 'a guess', password } });
    const [, payload = ''] = body.accessToken.split('.');
    const { sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid: string };
    expect(events()).toMatchObject([
      { level: 30, security: 'signed_in', userId: ann.id, sessionId: sid, by: 'password', ...from },
      { level: 40, security: 'sign_in_failed', userId: ann.id, by: 'password', ...from },
      { level: 40, security: 'sign_in_failed', userId: null, by: 'password', ...from },
      { level: 40, security: 'sign_in_failed', userId: null, by: 'setup token', ...from },
    ]);
  });

  it('report refusals where too many failed', async () => {
    for (let count = 0; count < 11; count += 1) await login(wrong);
    expect(events().at(-1)).toMatchObject({ level: 40, security: 'sign_in_limited', ...from });
  });

  it('report role changes and disablings, who did it, and of the sessions that end', async () => {
    const patch = (body: object) => call('PATCH', `/api/users/${ann.id}`, { as: admin, body });
    await patch({ role: 'admin' });
    await patch({ role: 'admin', displayName: 'Ann' });
    await patch({ disabled: true });
    await patch({ disabled: false });
    expect(events()).toMatchObject([
      { security: 'role_changed', userId: ann.id, role: 'admin', ...byAdmin() },
      {
        security: 'sessions_ended',
        userId: ann.id,
        sessionIds: [ann.actor.sessionId],
        reason: 'disabled',
        ...byAdmin(),
      },
      { security: 'user_disabled', userId: ann.id, ...byAdmin() },
      { security: 'user_enabled', userId: ann.id, ...byAdmin() },
    ]);
  });

  it('report new people, setup tokens and passwords', async () => {
    const { body: created } = await call<CreatedUser>('POST', '/api/users', {
      as: admin,
      body: { email: 'new@example.org', displayName: 'New' },
    });
    const { body: given } = await call<SetupToken>('POST', `/api/users/${created.id}/setup-token`, {
      as: admin,
    });
    await call('POST', '/api/auth/setup', { body: { token: given.setupToken, password } });
    await call('POST', '/api/auth/password', {
      as: ann,
      body: { currentPassword: password, newPassword: wrong },
    });
    expect(events()).toMatchObject([
      { security: 'user_created', userId: created.id, role: 'member', ...byAdmin() },
      { security: 'setup_token_given', userId: created.id, ...byAdmin() },
      { security: 'password_set', userId: created.id, by: 'setup token', ...from },
      { security: 'signed_in', userId: created.id, by: 'setup token', ...from },
      { security: 'password_set', userId: ann.id, actorId: ann.id, by: 'current password', ...from },
    ]);
  });

  it('hold neither passwords nor tokens nor what was typed for an e-mail', async () => {
    await login(password);
    await login(wrong);
    await call('POST', '/api/auth/login', { body: { email: password, password: wrong } });
    const { body: given } = await call<SetupToken>('POST', `/api/users/${ann.id}/setup-token`, { as: admin });
    await call('POST', '/api/auth/setup', { body: { token: given.setupToken, password: wrong } });
    const log = JSON.stringify(app.log);
    for (const secret of [password, wrong, given.setupToken, ann.email, ann.accessToken, ann.refreshToken])
      expect(log).not.toContain(secret);
  });
});
