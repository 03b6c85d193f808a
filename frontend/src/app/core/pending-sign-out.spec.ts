import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Session } from '@litspark/shared-contracts';
import { settle } from '../../testing/fake-socket';
import { ann } from '../../testing/shapes';
import { PendingSignOut } from './pending-sign-out';
import { SessionService } from './session.service';

/** What the server was asked, and whether it can be. */
let calls: string[];
let network: boolean;
let logoutStatus: number;
let session: SessionService;

const user = {
  id: ann,
  email: 'ann@example.org',
  displayName: 'Ann',
  avatarUrl: null,
  role: 'member',
  disabled: false,
  presence: 'online',
  lastSeenAt: null,
  locale: 'fr',
  theme: 'system',
} as const;

function answer(path: string): Promise<Response> {
  calls.push(path.replace('/api/auth/', ''));
  if (!network) return Promise.reject(new TypeError('Failed to fetch'));
  const status = path.endsWith('/logout') ? logoutStatus : 200;
  const expiresAt = new Date(Date.now() + 900_000).toISOString();
  const body: Session = { accessToken: 'token', expiresAt, user };
  return Promise.resolve({
    ok: status < 400,
    status,
    statusText: '',
    headers: new Headers(),
    json: () => Promise.resolve(status < 400 ? body : { code: 'UNAUTHENTICATED', detail: 'no' }),
  } as Response);
}

/** A page of this browser that opens now. */
function open(): SessionService {
  return TestBed.resetTestingModule().inject(SessionService);
}
const pending = () => TestBed.inject(PendingSignOut);

beforeEach(async () => {
  jest.useFakeTimers();
  localStorage.clear();
  calls = [];
  network = true;
  logoutStatus = 204;
  globalThis.fetch = (input) => answer(input as string);
  session = open();
  await session.signIn('ann@example.org', 'correct horse battery');
  calls = [];
});

afterEach(() => void jest.useRealTimers());

async function signOutWithoutNetwork(): Promise<void> {
  network = false;
  await session.signOut();
}

it('leaves no note where the server is there', async () => {
  await session.signOut();
  expect(calls).toEqual(['logout']);
  expect(pending().isPending()).toBe(false);
  expect(pending().delayed()).toBe(false);
});

it('ends here at once without the network, and says that the server isn’t reached', async () => {
  await signOutWithoutNetwork();
  expect(session.state()).toBe('signed-out');
  expect(localStorage.getItem('litspark.session.user')).toBeNull();
  expect(pending().delayed()).toBe(true);
});

it('keeps no secret in the note', async () => {
  await signOutWithoutNetwork();
  expect(localStorage.getItem('litspark.session.signingOut')).toBe('true');
});

it('ends the session on the server as soon as the network is back, once', async () => {
  await signOutWithoutNetwork();
  calls = [];
  network = true;
  window.dispatchEvent(new Event('online'));
  await jest.advanceTimersByTimeAsync(0);
  expect(calls).toEqual(['logout']);
  expect(pending().delayed()).toBe(false);
  await jest.advanceTimersByTimeAsync(600_000);
  expect(calls).toEqual(['logout']);
});

it('tries again by itself where the browser never said that the network was gone', async () => {
  await signOutWithoutNetwork();
  network = true;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(pending().isPending()).toBe(false);
});

it('lets nobody in by the cookie before the server knows, after a restart of the browser either', async () => {
  await signOutWithoutNetwork();
  // As a tab that isn't aware of it would leave it.
  localStorage.setItem('litspark.session', 'true');
  calls = [];
  const later = open();
  await later.restore();
  expect(later.state()).toBe('signed-out');
  await jest.advanceTimersByTimeAsync(1);
  expect(calls).toEqual(['logout']);
  network = true;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(calls).not.toContain('refresh');
  expect(pending().isPending()).toBe(false);
});

it('ends in a tab that wasn’t notified of the sign-out, instead of going on with the cookie', async () => {
  localStorage.setItem('litspark.session.signingOut', 'true');
  await expect(session.renew()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(session.state()).toBe('signed-out');
  expect(calls).toEqual([]);
});

it('closes the former session before another one takes its cookie’s place', async () => {
  await signOutWithoutNetwork();
  calls = [];
  await expect(session.signIn('ben@example.org', 'correct horse battery')).rejects.toMatchObject({
    offline: true,
  });
  expect(calls).toEqual(['logout']);
  network = true;
  calls = [];
  await session.signIn('ben@example.org', 'correct horse battery');
  expect(calls).toEqual(['logout', 'login']);
  await jest.advanceTimersByTimeAsync(600_000);
  expect(calls).toEqual(['logout', 'login']);
  expect(session.state()).toBe('signed-in');
});

it('never closes a session that another tab began since', async () => {
  await signOutWithoutNetwork();
  calls = [];
  network = true;
  // The other tab closed the former one, and signed in.
  localStorage.removeItem('litspark.session.signingOut');
  await jest.advanceTimersByTimeAsync(600_000);
  expect(calls).toEqual([]);
  expect(pending().delayed()).toBe(false);
});

it('is done with a session that the server knows no more', async () => {
  await signOutWithoutNetwork();
  network = true;
  logoutStatus = 401;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(pending().isPending()).toBe(false);
  await settle();
});
