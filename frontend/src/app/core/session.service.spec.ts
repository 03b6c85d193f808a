import type { Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, expect, it } from '@jest/globals';
import type { Session } from '@litspark/shared-contracts';
import { ann, ben } from '../../testing/shapes';
import { settle } from '../../testing/fake-socket';
import { AccountService } from './account.service';
import { ApiClient } from './api-client';
import { CurrentSession } from './current-session';
import { SessionService } from './session.service';

interface Call {
  path: string;
  token: string | null;
  answer(status: number, body?: unknown): void;
}

/** The network in the test's hand. */
let calls: Call[];
let session: SessionService;

beforeEach(() => {
  localStorage.clear();
  calls = [];
  globalThis.fetch = (input, init) =>
    new Promise((resolve) => {
      calls.push({
        path: input as string,
        token: new Headers(init?.headers).get('authorization'),
        answer: (status, body) =>
          resolve({
            ok: status < 400,
            status,
            statusText: '',
            headers: new Headers(),
            json: () => (body === undefined ? Promise.reject(new Error('empty')) : Promise.resolve(body)),
          } as Response),
      });
    });
  TestBed.configureTestingModule({});
  TestBed.inject(CurrentSession);
  session = TestBed.inject(SessionService);
});

function inSession<T>(type: Type<T>): T {
  const injector = TestBed.inject(CurrentSession).injector();
  if (!injector) throw new Error('nobody is signed in');
  return injector.get(type);
}

const aSession = (accessToken: string, id = ann, livesMs = 900_000): Session => ({
  accessToken,
  expiresAt: new Date(Date.now() + livesMs).toISOString(),
  user: {
    id,
    email: 'ann@example.org',
    displayName: 'Ann',
    avatarUrl: null,
    role: 'member',
    disabled: false,
    presence: 'online',
    lastSeenAt: null,
    locale: 'fr',
    theme: 'system',
  },
});

const unauthenticated = {
  code: 'UNAUTHENTICATED',
  detail: 'no',
  status: 401,
  title: '',
  type: '',
  requestId: '1',
};

async function signIn(accessToken: string, id = ann, livesMs?: number): Promise<void> {
  const signed = session.signIn('ann@example.org', 'correct horse battery');
  await settle();
  calls.shift()?.answer(200, aSession(accessToken, id, livesMs));
  await signed;
}

it('makes no call on a first visit', async () => {
  await session.restore();
  expect(session.state()).toBe('signed-out');
  expect(calls).toHaveLength(0);
});

it('takes a session up again where one was', async () => {
  await signIn('a');
  const later = TestBed.resetTestingModule().inject(SessionService);
  const restored = later.restore();
  await settle();
  expect(calls[0]?.path).toBe('/api/auth/refresh');
  calls.shift()?.answer(200, aSession('b'));
  await restored;
  expect(later.state()).toBe('signed-in');
  expect(await later.accessToken()).toBe('b');
});

it('knows without the network who was signed in, and goes on once the server answers', async () => {
  await signIn('a');
  const later = TestBed.resetTestingModule().inject(SessionService);
  const restored = later.restore();
  await settle();
  expect(later.state()).toBe('signed-in');
  expect(later.user()).toMatchObject({ id: ann, displayName: 'Ann' });
  await settle();
  calls.shift()?.answer(503, { code: 'UNAVAILABLE' });
  await settle();
  expect(later.state()).toBe('signed-in');
  expect(later.waiting()).toBe(false);
  while (calls.length === 0) await new Promise((wake) => setTimeout(wake, 20));
  calls.shift()?.answer(200, aSession('b'));
  await restored;
  expect(await later.accessToken()).toBe('b');
});

it('ends the session that was taken up without the network when the server knows it no more', async () => {
  await signIn('a');
  const later = TestBed.resetTestingModule().inject(SessionService);
  const ends: string[] = [];
  later.ended$.subscribe((why) => ends.push(why));
  const restored = later.restore();
  await settle();
  calls.shift()?.answer(401, unauthenticated);
  await restored;
  expect(later.state()).toBe('signed-out');
  expect(ends).toEqual(['expired']);
  const next = TestBed.resetTestingModule().inject(SessionService);
  await next.restore();
  expect(next.user()).toBeNull();
});

it('asks the server who is signed in where what was kept can’t be read', async () => {
  await signIn('a');
  localStorage.setItem('litspark.session.user', '{"id":"somebody"}');
  const later = TestBed.resetTestingModule().inject(SessionService);
  void later.restore();
  expect(later.state()).toBe('restoring');
  await settle();
  calls.shift()?.answer(200, aSession('b'));
  await settle();
  expect(later.user()?.id).toBe(ann);
});

it('says that it waits for a server that is away', async () => {
  await signIn('a');
  localStorage.removeItem('litspark.session.user');
  const later = TestBed.resetTestingModule().inject(SessionService);
  const restored = later.restore();
  await settle();
  expect(later.waiting()).toBe(false);
  calls.shift()?.answer(503, { code: 'UNAVAILABLE' });
  await settle();
  expect(later.waiting()).toBe(true);
  while (calls.length === 0) await new Promise((wake) => setTimeout(wake, 20));
  calls.shift()?.answer(200, aSession('b'));
  await restored;
  expect(later.state()).toBe('signed-in');
  expect(later.waiting()).toBe(false);
});

it('exchanges a token that is about to expire once, however many ask for it', async () => {
  await signIn('a', ann, 0);
  const asked = [session.accessToken(), session.accessToken(), session.accessToken()];
  await settle();
  expect(calls).toHaveLength(1);
  calls.shift()?.answer(200, aSession('b'));
  expect(await Promise.all(asked)).toEqual(['b', 'b', 'b']);
});

it('tries a call again with a fresh token, once', async () => {
  await signIn('a');
  const answer = inSession(ApiClient).get<{ fine: boolean }>('/me');
  await settle();
  expect(calls[0]?.token).toBe('Bearer a');
  calls.shift()?.answer(401, unauthenticated);
  await settle();
  calls.shift()?.answer(200, aSession('b'));
  await settle();
  expect(calls[0]?.token).toBe('Bearer b');
  calls.shift()?.answer(200, { fine: true });
  expect(await answer).toEqual({ fine: true });
});

it('ends when the refresh is refused, and says so', async () => {
  await signIn('a');
  const ends: string[] = [];
  session.ended$.subscribe((why) => ends.push(why));
  const renewed = session.renew().catch((error: unknown) => error);
  await settle();
  calls.shift()?.answer(401, unauthenticated);
  expect(await renewed).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(ends).toEqual(['expired']);
  expect(session.user()).toBeNull();
});

it('goes on when the refresh found no server', async () => {
  await signIn('a');
  const renewed = session.renew().catch((error: unknown) => error);
  await settle();
  calls.shift()?.answer(503);
  expect(await renewed).toMatchObject({ code: 'UNAVAILABLE' });
  expect(session.state()).toBe('signed-in');
});

it('drops the answer to a refresh that a sign-out overtook', async () => {
  await signIn('a');
  const renewed = session.renew().catch((error: unknown) => error);
  await settle();
  void session.signOut();
  calls.shift()?.answer(200, aSession('b'));
  expect(await renewed).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(session.state()).toBe('signed-out');
});

it('ends the session when another tab signed in as somebody else, and begins theirs', async () => {
  await signIn('a');
  const ends: string[] = [];
  session.ended$.subscribe((why) => ends.push(why));
  const renewed = session.renew();
  await settle();
  calls.shift()?.answer(200, aSession('b', ben));
  await renewed;
  expect(ends).toEqual(['replaced']);
  expect(session.user()?.id).toBe(ben);
});

it('never does as one person what another asked for', async () => {
  await signIn('a');
  const answer = inSession(ApiClient)
    .post('/conversations', {})
    .catch((error: unknown) => error);
  await settle();
  calls.shift()?.answer(401, unauthenticated);
  await settle();
  calls.shift()?.answer(200, aSession('b', ben));
  expect(await answer).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(calls).toHaveLength(0);
});

it('saves a change of one’s own account with a fresh token, and keeps what the server answered', async () => {
  await signIn('a');
  const saved = inSession(AccountService).updateMe({ displayName: 'Anne' });
  await settle();
  calls.shift()?.answer(401, unauthenticated);
  await settle();
  calls.shift()?.answer(200, aSession('b'));
  await settle();
  expect(calls[0]).toMatchObject({ path: '/api/me', token: 'Bearer b' });
  calls.shift()?.answer(200, { ...aSession('b').user, displayName: 'Anne' });
  await saved;
  expect(session.user()?.displayName).toBe('Anne');
});

it('takes no answer to a change after a sign-out', async () => {
  await signIn('a');
  const saved = inSession(AccountService).updateMe({ displayName: 'Anne' });
  await settle();
  void session.signOut();
  calls.shift()?.answer(200, { ...aSession('a').user, displayName: 'Anne' });
  await saved;
  expect(session.user()).toBeNull();
  expect(localStorage.getItem('litspark.session.user')).toBeNull();
});
