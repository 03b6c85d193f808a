import { inject, Injectable, signal } from '@angular/core';
import type {
  CreateFirstAdministratorRequest,
  FirstRunState,
  Me,
  Session,
  User,
} from '@litspark/shared-contracts';
import { type Observable, Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { AccessToken } from './access-token';
import { ApiError } from './api-error';
import { backoffMs } from './backoff';
import { callApi } from './http';
import { KeptSession } from './kept-session';
import { PendingSignOut } from './pending-sign-out';
import { withSessionLock } from './session-lock';
import { TabChannel, type TabTopics } from './tab-channel';

export type SessionState = 'restoring' | 'signed-out' | 'signed-in';
/** `signed-out` by the person here, `expired` by the server, `replaced` by another sign-in in another tab. */
export type SessionEnd = 'signed-out' | 'expired' | 'replaced';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Who is signed in, and a fresh access token for whoever needs one. Outlives sessions: it says when one begins and ends. */
@Injectable({ providedIn: 'root' })
export class SessionService {
  private readonly kept = inject(KeptSession);
  private readonly tabs = inject(TabChannel);
  private readonly pendingSignOut = inject(PendingSignOut);
  private readonly currentUser = signal<Me | null>(null);
  private readonly currentState = signal<SessionState>('restoring');
  private readonly waitingToRestore = signal(false);
  private readonly beginnings = new Subject<string>();
  private readonly endings = new Subject<SessionEnd>();
  private readonly renewals = new Subject<string>();
  private token: AccessToken | null = null;
  private renewing: Promise<string> | null = null;
  /** Grows with each sign-in and sign-out: an answer that belongs to an earlier session is dropped. */
  private generation = 0;
  /** Which session this tab is in: others may have come since, if it slept. */
  private sessionId: string | null = null;

  readonly user = this.currentUser.asReadonly();
  readonly state = this.currentState.asReadonly();
  /** The server is away, so that nobody knows yet whether the session goes on. */
  readonly waiting = this.waitingToRestore.asReadonly();
  /** Each session that begins: the id of its person. */
  readonly begun$: Observable<string> = this.beginnings.asObservable();
  readonly ended$: Observable<SessionEnd> = this.endings.asObservable();
  /** Each new access token of the present session. */
  readonly renewed$: Observable<string> = this.renewals.asObservable();

  constructor() {
    this.tabs.on('session').subscribe((change) => void this.onTabMessage(change));
  }

  /** Whether this browser still counts somebody as signed in: another tab may have ended it a moment ago. */
  isKept(): boolean {
    return this.kept.id !== null;
  }

  /**
   * Whether this browser counts this person as signed in, whichever tab they signed in from. Nothing of theirs may be
   * wiped then: a tab that slept over a sign-out learns of it after they have signed in again.
   */
  isKeptFor(userId: string): boolean {
    return this.isKept() && (this.kept.userId ?? userId) === userId;
  }

  /** Throws `ApiError`: UNAUTHENTICATED for a wrong pair, RATE_LIMITED with `retryAfterMs`. */
  async signIn(email: string, password: string): Promise<void> {
    await this.begin('/auth/login', { email, password });
  }

  /** A new user's first password. UNAUTHENTICATED: the token is spent, too old or unknown. */
  async setup(token: string, password: string): Promise<void> {
    await this.begin('/auth/setup', { token, password });
  }

  /** Whether the link that the start printed can still make the first administrator. Throws `ApiError`. */
  async firstRunState(token: string): Promise<FirstRunState['state']> {
    const path = '/auth/first-run/check';
    return (await callApi<FirstRunState>({ method: 'POST', path, body: { token } })).state;
  }

  /** UNAUTHENTICATED: the link is none, or too old. CONFLICT: there is an administrator, or the e-mail is taken. */
  async createFirstAdministrator(request: CreateFirstAdministratorRequest): Promise<void> {
    await this.begin('/auth/first-run', request);
  }

  /** Ends the session here at once, and on the server as soon as that can be reached. */
  async signOut(): Promise<void> {
    const userId = this.currentUser()?.id;
    const { sessionId } = this;
    // Noted before anything else: a page that is killed right now leaves no session that goes on.
    const closed = this.pendingSignOut.begin();
    this.end('signed-out');
    if (userId) this.tabs.post('session', { userId, sessionId, now: 'signed-out' });
    await closed;
  }

  /**
   * Goes on with the session that the refresh cookie stands for, if any. Whoever was signed in here is so at once, and
   * learns as soon as the server answers if the session has ended; an unknown one waits for the server.
   */
  async restore(): Promise<void> {
    if (!this.isKept() || this.pendingSignOut.isPending()) {
      this.kept.forget();
      this.currentState.set('signed-out');
      return;
    }
    this.sessionId = this.kept.id;
    // What can't be loaded is asked of the server instead.
    const known = await this.kept.user().catch(() => null);
    if (known && this.currentState() === 'restoring') this.enter(known);
    for (let attempt = 0; this.token === null && this.currentState() !== 'signed-out'; attempt += 1) {
      try {
        await this.renew();
      } catch (thrown) {
        if (ApiError.from(thrown).code === 'UNAUTHENTICATED') break;
        this.waitingToRestore.set(this.currentState() === 'restoring');
        await pause(backoffMs(attempt, { firstMs: 500, mostMs: 10_000 }));
      }
    }
    this.waitingToRestore.set(false);
  }

  /** An access token that lives for a while yet. Throws UNAUTHENTICATED once the session has ended. */
  async accessToken(): Promise<string> {
    if (this.token && this.token.renewalDueInMs() > 0) return this.token.value;
    return await this.renew();
  }

  /** After how many milliseconds the token is due for an exchange; 0 without one. */
  renewalDueInMs(): number {
    return this.token?.renewalDueInMs() ?? 0;
  }

  /** Exchanges the token now, whatever its age; one exchange at a time. */
  renew(): Promise<string> {
    this.renewing ??= this.exchange().finally(() => (this.renewing = null));
    return this.renewing;
  }

  /** What the server answered to a change of one's own profile or settings; the other tabs take it too. */
  updateOwnProfile(me: Me): void {
    if (this.currentUser()?.id !== me.id) return;
    this.setUser(me);
    this.tabs.post('session', { userId: me.id, now: 'changed', me });
  }

  /** What became of a person; taken where it is whoever is signed in, such as a new name from another device. */
  updateProfile(user: User): void {
    const me = this.currentUser();
    if (me?.id === user.id) this.setUser({ ...me, ...user });
  }

  /** Under the lock: the answer to a sign-out still under way would take the new cookie away. */
  private async begin(path: string, body: unknown): Promise<void> {
    // The new cookie would replace the only thing by which the session before can be closed.
    if (this.pendingSignOut.isPending()) await this.pendingSignOut.finish();
    const session = await withSessionLock(() => callApi<Session>({ method: 'POST', path, body }));
    this.adopt(session, uuidv7());
    this.tabs.post('session', { userId: session.user.id, now: 'signed-in' });
  }

  /** What somebody did in another tab: all tabs share the cookie, so there is one person at a time. */
  private async onTabMessage(change: TabTopics['session']): Promise<void> {
    const mine = this.currentUser()?.id === change.userId;
    if (change.now === 'changed') {
      if (mine) this.currentUser.set(change.me);
    } else if (change.now === 'signed-out') {
      if (mine && change.sessionId === this.sessionId) this.end('signed-out');
    } else if (!mine) {
      if (this.currentState() === 'signed-out') this.currentState.set('restoring');
      await this.renew().catch(() => undefined);
      if (this.currentState() === 'restoring') this.currentState.set('signed-out');
    }
  }

  private async exchange(): Promise<string> {
    const { generation } = this;
    // Another tab may have signed out without this one being notified.
    if (this.currentState() !== 'signed-out' && this.pendingSignOut.isPending()) this.end('signed-out');
    if (this.currentState() === 'signed-out') throw new ApiError('UNAUTHENTICATED', 'signed out');
    try {
      const session = await withSessionLock(() =>
        callApi<Session>({ method: 'POST', path: '/auth/refresh' }),
      );
      if (generation !== this.generation) throw new ApiError('UNAUTHENTICATED', 'this session has ended');
      this.adopt(session);
      return session.accessToken;
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (error.code === 'UNAUTHENTICATED' && generation === this.generation) this.end('expired');
      throw error;
    }
  }

  /** The cookie stands for the session that this browser keeps, whichever tab began it. */
  private adopt(session: Session, sessionId = this.keptIdOf(session.user.id) ?? uuidv7()): void {
    const before = this.currentUser();
    if (before && (before.id !== session.user.id || sessionId !== this.sessionId)) this.end('replaced');
    this.sessionId = sessionId;
    this.token = new AccessToken(session);
    this.kept.keep(sessionId, session.user);
    if (this.currentState() === 'signed-in') this.currentUser.set(session.user);
    else this.enter(session.user);
    this.renewals.next(session.accessToken);
  }

  private enter(me: Me): void {
    this.generation += 1;
    this.currentUser.set(me);
    this.currentState.set('signed-in');
    this.beginnings.next(me.id);
  }

  private end(why: SessionEnd): void {
    const wasSignedIn = this.currentState() === 'signed-in';
    this.generation += 1;
    this.token = null;
    // A later session of this browser isn't this tab's to end.
    if (this.kept.id === this.sessionId) this.kept.forget();
    this.sessionId = null;
    this.currentUser.set(null);
    this.currentState.set('signed-out');
    if (wasSignedIn) this.endings.next(why);
  }

  private setUser(me: Me): void {
    this.kept.keepUser(me);
    this.currentUser.set(me);
  }

  private keptIdOf(userId: string): string | null {
    return this.isKeptFor(userId) ? this.kept.id : this.sessionIdOf(userId);
  }

  /** Where the browser keeps nothing, this tab goes on by itself. */
  private sessionIdOf(userId: string): string | null {
    return this.currentUser()?.id === userId ? this.sessionId : null;
  }
}
