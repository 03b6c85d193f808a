import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem, Session } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, signIn, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { SessionsEnded } from './auth.events.js';
import { SessionCleanUpService } from './session-clean-up.service.js';

describe('a session', () => {
  let app: TestApp;
  const ended: SessionsEnded[] = [];
  beforeAll(async () => {
    app = await createTestApp();
    app.get(EventBus).on(SessionsEnded, (event) => ended.push(event));
  });
  afterAll(() => app.close());

  const withCookie = (method: string, path: string, refreshToken: string) =>
    request<Session & Problem>(app, method, path, {
      headers: { cookie: `litspark_refresh=${refreshToken}` },
    });

  async function refresh(refreshToken: string) {
    const answer = await withCookie('POST', '/api/auth/refresh', refreshToken);
    const next = /litspark_refresh=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
    return { ...answer, next: next ?? '' };
  }

  const me = (as: Pick<TestUser, 'accessToken'>) => request(app, 'GET', '/api/me', { as });
  const shiftGrace = (seconds: number) =>
    app
      .get(DataSource)
      .query(`UPDATE refresh_tokens SET spent_at = spent_at + $1 * interval '1 second'`, [seconds]);
  const passGrace = () => shiftGrace(-10.1);

  it('goes on with a new refresh token each time', async () => {
    const ann = await createUser(app);
    const first = await refresh(ann.refreshToken);
    expect(first).toMatchObject({ status: 200, body: { user: { id: ann.id } } });
    expect(first.next).not.toBe(ann.refreshToken);
    expect(await me(first.body)).toMatchObject({ status: 200 });
    const second = await refresh(first.next);
    expect(second).toMatchObject({ status: 200 });
    expect(new Set([ann.accessToken, first.body.accessToken, second.body.accessToken]).size).toBe(3);
  });

  it('gives each of many tabs that refresh at once a token, any of which the session goes on with', async () => {
    for (let kept = 0; kept < 8; kept += 1) {
      const ann = await createUser(app);
      const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(ann.refreshToken)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ next }) => next)).size).toBe(8);
      await passGrace();
      // Tabs share one cookie: whichever answer arrived last.
      const onward = await refresh(answers[kept]?.next ?? '');
      expect(onward).toMatchObject({ status: 200 });
      expect(await refresh(onward.next)).toMatchObject({ status: 200 });
    }
  });

  it('goes on with any token that it gave out within the grace, however many those were', async () => {
    const fan = async (token: string) => {
      const first = await refresh(token);
      // A slow machine may take longer for the others.
      await shiftGrace(60);
      const others = Array.from({ length: 20 }, () => refresh(token));
      return [first, ...(await Promise.all(others))].map(({ next }) => next);
    };
    const [ann, ben] = [await createUser(app), await createUser(app)];
    const [oldest = ''] = await fan(ann.refreshToken);
    await shiftGrace(-70.1);
    expect(await refresh(oldest)).toMatchObject({ status: 200 });

    const [older = '', ...newer] = await fan(ben.refreshToken);
    const onward = await refresh(newer.at(-1) ?? '');
    expect(onward).toMatchObject({ status: 200 });
    // One of many that are spent now, yet within the grace.
    expect(await refresh(older)).toMatchObject({ status: 200 });
    expect(await refresh(onward.next)).toMatchObject({ status: 200 });
  });

  it('goes on with one token alone: whoever comes with another that was given beside it ends it', async () => {
    const ann = await createUser(app);
    const [own, stolen] = [await refresh(ann.refreshToken), await refresh(ann.refreshToken)];
    expect([own.status, stolen.status]).toEqual([200, 200]);
    await passGrace();
    const onward = await refresh(own.next);
    expect(onward).toMatchObject({ status: 200 });
    expect(await refresh(stolen.next)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await refresh(onward.next)).toMatchObject({ status: 401 });
    expect(await me(onward.body)).toMatchObject({ status: 401 });
    expect(ended.at(-1)).toEqual(new SessionsEnded(ann.id, [ann.actor.sessionId], 'token_reused'));
  });

  it('goes on for a tab that is slow, also when another has refreshed twice meanwhile', async () => {
    const ann = await createUser(app);
    const first = await refresh(ann.refreshToken);
    const beside = await refresh(ann.refreshToken);
    const second = await refresh(first.next);
    const late = await refresh(ann.refreshToken);
    const later = await refresh(beside.next);
    expect([second.status, late.status, later.status]).toEqual([200, 200, 200]);
    await passGrace();
    expect(await refresh(later.next)).toMatchObject({ status: 200 });
  });

  it('keeps few tokens, however often it is refreshed, and knows those it forgot', async () => {
    const ann = await createUser(app);
    const tokens = async () =>
      await app
        .get(DataSource)
        .query<{ spent_at: Date | null }[]>(`SELECT spent_at FROM refresh_tokens WHERE session_id = $1`, [
          ann.actor.sessionId,
        ]);
    let { next } = await refresh(ann.refreshToken);
    await shiftGrace(60);
    for (let count = 0; count < 30; count += 1)
      expect(await refresh(ann.refreshToken)).toMatchObject({ status: 200 });
    for (let count = 0; count < 20; count += 1) ({ next } = await refresh(next));
    await shiftGrace(-70.1);
    ({ next } = await refresh(next));
    expect((await tokens()).length).toBeLessThanOrEqual(17);
    expect((await tokens()).filter(({ spent_at }) => spent_at === null)).toHaveLength(1);
    expect(await refresh(ann.refreshToken)).toMatchObject({ status: 401 });
    expect(await refresh(next)).toMatchObject({ status: 401 });
    expect(ended.at(-1)).toEqual(new SessionsEnded(ann.id, [ann.actor.sessionId], 'token_reused'));
  });

  it('is not ended by a token that is none of ours, though it names the session', async () => {
    const ann = await createUser(app);
    const forged = Buffer.from(ann.refreshToken, 'base64url');
    forged[20]! ^= 1;
    expect(await refresh(forged.toString('base64url'))).toMatchObject({ status: 401 });
    expect(await refresh(ann.refreshToken)).toMatchObject({ status: 200 });
  });

  it('takes the tokens that an earlier release gave out', async () => {
    const ann = await createUser(app);
    const old = randomBytes(32).toString('base64url');
    await app
      .get(DataSource)
      .query(`UPDATE refresh_tokens SET token_hash = sha256($2::bytea) WHERE session_id = $1`, [
        ann.actor.sessionId,
        Buffer.from(old),
      ]);
    const { status, next } = await refresh(old);
    expect(status).toBe(200);
    await passGrace();
    expect(await refresh(old)).toMatchObject({ status: 401 });
    expect(await refresh(next)).toMatchObject({ status: 401 });
  });

  it('ends at its greatest age, however often it was refreshed', async () => {
    const brief = await createTestApp({
      databaseUrl: app.configuration.databaseUrl,
      sessionMaxTtlMs: 3_600_000,
    });
    const ann = await createUser(brief);
    const age = (minutes: number) =>
      app
        .get(DataSource)
        .query(`UPDATE sessions SET created_at = now() - $2 * interval '1 minute' WHERE user_id = $1`, [
          ann.id,
          minutes,
        ]);
    const renew = (token: string) =>
      request<Session>(brief, 'POST', '/api/auth/refresh', {
        headers: { cookie: `litspark_refresh=${token}` },
      });
    await age(50);
    const answer = await renew(ann.refreshToken);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(Number(/Max-Age=(\d+)/.exec(cookie)?.[1])).toBeLessThanOrEqual(600);
    expect(Date.parse(answer.body.expiresAt)).toBeLessThanOrEqual(Date.now() + 601_000);
    await age(60);
    const next = /litspark_refresh=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect(await renew(next)).toMatchObject({ status: 401 });
    await brief.close();
  });

  it('ends when a spent refresh token comes back after the grace', async () => {
    const ann = await createUser(app);
    const { next, body } = await refresh(ann.refreshToken);
    await passGrace();
    expect(await refresh(ann.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'UNAUTHENTICATED' },
    });
    expect(await refresh(next)).toMatchObject({ status: 401 });
    expect(await me(body)).toMatchObject({ status: 401 });
    expect(ended.at(-1)).toEqual(new SessionsEnded(ann.id, [ann.actor.sessionId], 'token_reused'));
  });

  it.each(['', 'nonsense', '%00', 'a'.repeat(5_000)])('is not to be had for the cookie %p', async (token) => {
    expect(await refresh(token)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  });

  it('is refused everywhere from the moment of signing out, and the user’s others go on', async () => {
    const ann = await createUser(app);
    const other = await signIn(app, ann.id);
    const answer = await withCookie('POST', '/api/auth/logout', ann.refreshToken);
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('set-cookie')).toMatch(/litspark_refresh=;.*Expires=Thu, 01 Jan 1970/);
    expect(await me(ann)).toMatchObject({ status: 401 });
    expect(await refresh(ann.refreshToken)).toMatchObject({ status: 401 });
    expect(await me(other)).toMatchObject({ status: 200 });
    expect(ended.at(-1)).toEqual(new SessionsEnded(ann.id, [ann.actor.sessionId], 'signed_out'));
    expect(await withCookie('POST', '/api/auth/logout', ann.refreshToken)).toMatchObject({ status: 204 });
  });

  it('ends with all others when its user is disabled, and stays ended when they are back', async () => {
    const admin = await createUser(app, { role: 'admin' });
    const ann = await createUser(app);
    const other = await signIn(app, ann.id);
    const disable = (disabled: boolean) =>
      request(app, 'PATCH', `/api/users/${ann.id}`, { as: admin, body: { disabled } });
    expect(await disable(true)).toMatchObject({ status: 200, body: { disabled: true } });
    expect(ended.at(-1)).toMatchObject({ userId: ann.id, reason: 'disabled' });
    expect(new Set(ended.at(-1)?.sessionIds)).toEqual(new Set([ann.actor.sessionId, other.actor.sessionId]));
    await disable(false);
    for (const session of [ann, other]) {
      expect(await me(session)).toMatchObject({ status: 401 });
      expect(await refresh(session.refreshToken)).toMatchObject({ status: 401 });
    }
  });

  it('expires, and is forgotten a day later with its tokens', async () => {
    const [ann, ben] = [await createUser(app), await createUser(app)];
    const expire = (id: string, ago: string) =>
      app
        .get(DataSource)
        .query(`UPDATE sessions SET expires_at = now() - $2::interval WHERE user_id = $1`, [id, ago]);
    await expire(ann.id, '1 second');
    expect(await me(ann)).toMatchObject({ status: 401 });
    expect(await refresh(ann.refreshToken)).toMatchObject({ status: 401 });
    await expire(ben.id, '25 hours');
    await app.get(SessionCleanUpService).run();
    const left = await app
      .get(DataSource)
      .query<{ user_id: string }[]>(
        `SELECT user_id FROM refresh_tokens JOIN sessions ON id = session_id WHERE user_id = ANY($1)`,
        [[ann.id, ben.id]],
      );
    expect(left).toEqual([{ user_id: ann.id }]);
  });

  it('has access tokens that expire', async () => {
    const brief = await createTestApp({
      databaseUrl: app.configuration.databaseUrl,
      accessTokenTtlMs: 1,
    });
    const ann = await createUser(brief);
    const { exp } = JSON.parse(Buffer.from(ann.accessToken.split('.')[1]!, 'base64url').toString()) as {
      exp: number;
    };
    await new Promise((resolve) => setTimeout(resolve, exp * 1_000 - Date.now() + 1));
    expect(await request(brief, 'GET', '/api/me', { as: ann })).toMatchObject({
      status: 401,
      body: { code: 'UNAUTHENTICATED' },
    });
    await brief.close();
  });
});
