import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Me } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { settle } from '../../testing/fake-socket';
import { anId, ann, ben } from '../../testing/shapes';
import { KeptSession } from './kept-session';
import { SessionService } from './session.service';
import { TabChannel, type TabTopics } from './tab-channel';

const anMe = (id: string): Me => ({
  id,
  email: 'somebody@example.org',
  displayName: 'Somebody',
  avatarUrl: null,
  role: 'member',
  disabled: false,
  presence: 'online',
  lastSeenAt: null,
  locale: 'fr',
  theme: 'system',
});

let others: Subject<TabTopics['session']>;
let sent: unknown[];
/** Whom the shared cookie stands for. */
let cookie: string | null;
let session: SessionService;

beforeEach(() => {
  localStorage.clear();
  others = new Subject();
  sent = [];
  cookie = ann;
  globalThis.fetch = () => {
    const user = cookie === null ? null : anMe(cookie);
    const body = user
      ? { accessToken: 'token', expiresAt: new Date(Date.now() + 900_000).toISOString(), user }
      : { code: 'UNAUTHENTICATED', detail: 'no' };
    return Promise.resolve({
      ok: user !== null,
      status: user ? 200 : 401,
      statusText: '',
      headers: new Headers(),
      json: () => Promise.resolve(body),
    } as Response);
  };
  TestBed.configureTestingModule({
    providers: [
      {
        provide: TabChannel,
        useValue: { on: () => others, post: (...message: unknown[]) => sent.push(message) },
      },
    ],
  });
  session = TestBed.inject(SessionService);
});

const keptId = () => TestBed.inject(KeptSession).id;
const ends = () => {
  const why: string[] = [];
  session.ended$.subscribe((end) => why.push(end));
  return why;
};

it('sends the other tabs who signs in and out', async () => {
  await session.signIn('ann@example.org', 'correct horse battery');
  await session.signOut();
  expect(sent).toEqual([
    ['session', { userId: ann, now: 'signed-in' }],
    ['session', { userId: ann, sessionId: expect.any(String), now: 'signed-out' }],
  ]);
});

it('signs out with the tab in which this person did, and not with another’s', async () => {
  await session.signIn('ann@example.org', 'correct horse battery');
  const why = ends();
  others.next({ userId: ben, now: 'signed-out', sessionId: anId(9) });
  expect(session.state()).toBe('signed-in');
  others.next({ userId: ann, now: 'signed-out', sessionId: keptId() });
  expect(session.state()).toBe('signed-out');
  expect(why).toEqual(['signed-out']);
});

describe('a tab that slept while this person signed out and in again elsewhere', () => {
  let slept: string | null;
  beforeEach(async () => {
    await session.signIn('ann@example.org', 'correct horse battery');
    slept = keptId();
    TestBed.inject(KeptSession).keep(anId(9), anMe(ann));
  });

  it('ends its own session, and leaves the later one to this browser', () => {
    others.next({ userId: ann, now: 'signed-out', sessionId: slept });
    expect(session.state()).toBe('signed-out');
    expect(keptId()).toBe(anId(9));
    expect(session.isKeptFor(ann)).toBe(true);
    expect(session.isKeptFor(ben)).toBe(false);
  });

  it('begins anew with the later one, which a late sign-out of the first doesn’t end', async () => {
    const why = ends();
    await session.renew();
    expect(why).toEqual(['replaced']);
    others.next({ userId: ann, now: 'signed-out', sessionId: slept });
    expect(session.state()).toBe('signed-in');
    others.next({ userId: ann, now: 'signed-out', sessionId: anId(9) });
    expect(session.state()).toBe('signed-out');
    expect(keptId()).toBeNull();
  });
});

it('stays in the session that it was opened in', async () => {
  TestBed.inject(KeptSession).keep(anId(9), anMe(ann));
  const why = ends();
  await session.restore();
  await session.renew();
  expect(why).toEqual([]);
  expect(keptId()).toBe(anId(9));
});

it('comes in with the tab in which somebody signed in', async () => {
  await session.restore();
  expect(session.state()).toBe('signed-out');
  cookie = ben;
  others.next({ userId: ben, now: 'signed-in' });
  await settle();
  expect(session.user()?.id).toBe(ben);
});

it('stays signed out when the cookie is gone again', async () => {
  await session.restore();
  cookie = null;
  others.next({ userId: ben, now: 'signed-in' });
  await settle();
  expect(session.state()).toBe('signed-out');
});

it('gives way when somebody else signs in in another tab', async () => {
  await session.signIn('ann@example.org', 'correct horse battery');
  const why = ends();
  cookie = ben;
  others.next({ userId: ben, now: 'signed-in' });
  await settle();
  expect(session.user()?.id).toBe(ben);
  expect(why).toEqual(['replaced']);
});

it('shows the name that this person chose in another tab', async () => {
  await session.signIn('ann@example.org', 'correct horse battery');
  others.next({ userId: ann, now: 'changed', me: { ...anMe(ann), displayName: 'Anne' } });
  expect(session.user()?.displayName).toBe('Anne');
});

it('takes a profile that changed elsewhere, for who is signed in and nobody else', async () => {
  await session.signIn('ann@example.org', 'correct horse battery');
  const { locale, theme, ...user } = anMe(ann);
  session.updateProfile({ ...anMe(ben), displayName: 'Ben' });
  expect(session.user()).toMatchObject({ id: ann, displayName: 'Somebody' });
  session.updateProfile({ ...user, displayName: 'Annette', role: 'admin' });
  expect(session.user()).toEqual({ ...user, locale, theme, displayName: 'Annette', role: 'admin' });
  // What this browser opens with without the network.
  expect(localStorage.getItem('litspark.session.user')).toContain('Annette');
});

it('takes what the server answered to a change here, and sends it to the other tabs, unless it is of somebody else', async () => {
  await session.signIn('ann@example.org', 'correct horse battery');
  sent.splice(0);
  session.updateOwnProfile({ ...anMe(ben), displayName: 'Ben' });
  expect([session.user()?.id, sent]).toEqual([ann, []]);
  const me = { ...anMe(ann), displayName: 'Anne' };
  session.updateOwnProfile(me);
  expect(session.user()).toEqual(me);
  expect(sent).toEqual([['session', { userId: ann, now: 'changed', me }]]);
});
