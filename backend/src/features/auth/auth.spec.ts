import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem, Session } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

const password = 'a passphrase of some length';

describe('signing in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('answers a session whose access token opens the doors', async () => {
    const ann = await createUser(app, { password, displayName: 'Ann' });
    const { status, body, headers } = await request<Session>(app, 'POST', '/api/auth/login', {
      body: { email: ann.email.toUpperCase(), password },
    });
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ id: ann.id, displayName: 'Ann', locale: 'fr', theme: 'system' });
    const cookie = headers.get('set-cookie') ?? '';
    for (const part of [/^litspark_refresh=/, /HttpOnly/, /SameSite=Strict/, /Path=\/api\/auth/]) {
      expect(cookie).toMatch(part);
    }
    const me = await request(app, 'GET', '/api/me', { as: body });
    expect(me).toMatchObject({ status: 200, body: { id: ann.id } });
  });

  it('answers a wrong password, an unknown e-mail and a disabled user alike', async () => {
    const ann = await createUser(app, { password });
    const admin = await createUser(app, { role: 'admin' });
    const disabled = await createUser(app, { password });
    await request(app, 'PATCH', `/api/users/${disabled.id}`, { as: admin, body: { disabled: true } });
    const tries = [
      { email: ann.email, password: 'not this one' },
      { email: 'nobody@example.org', password },
      { email: disabled.email, password },
    ];
    const answers = await Promise.all(
      tries.map((body) => request<Problem>(app, 'POST', '/api/auth/login', { body })),
    );
    expect(new Set(answers.map(({ body: { requestId: _, ...rest } }) => JSON.stringify(rest))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  });
});
