import { inject, Injectable, signal } from '@angular/core';
import { isRetryable } from '@litspark/shared-contracts/plain';
import { ApiError } from './api-error';
import { backoffMs } from './backoff';
import { callApi } from './http';
import { withSessionLock } from './session-lock';
import { BrowserStorage } from './storage';

/** That the refresh cookie in this browser is of a session that somebody signed out of. It holds nothing but that. */
const noteKey = 'session.signingOut';
const retry = { firstMs: 2_000, mostMs: 60_000 };

/**
 * The end of a session on the server that a sign-out asks for. It is noted in this browser until the server confirms it,
 * over reloads and restarts; until then nobody goes on with the session, whose cookie only the server can take away.
 * Outlives sessions: without a network it ends one that is over here.
 */
@Injectable({ providedIn: 'root' })
export class PendingSignOut {
  private readonly storage = inject(BrowserStorage);
  /** Where the storage keeps nothing, this page alone knows. */
  private unkept = false;
  private readonly delay = signal(false);
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The server couldn't be reached for it yet. */
  readonly delayed = this.delay.asReadonly();

  constructor() {
    this.storage.changes(noteKey).subscribe(() => this.follow());
    window.addEventListener('online', () => this.follow());
    if (this.isPending()) this.tryLater(0);
  }

  /** Whether a sign-out isn't done on the server: the session must not go on here. */
  isPending(): boolean {
    return this.unkept || this.storage.read<boolean>(noteKey) === true;
  }

  /** Notes it at once, and ends the session on the server as soon as that can be reached. */
  async begin(): Promise<void> {
    this.unkept = !this.storage.write(noteKey, true);
    this.delay.set(!navigator.onLine);
    await this.finish().catch(() => undefined);
  }

  /** Ends the session on the server now, if that is pending; tried again by itself. Throws `ApiError` where it fails. */
  async finish(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await withSessionLock(() => this.endOnServer());
    } catch (thrown) {
      this.delay.set(true);
      this.attempts += 1;
      this.tryLater(ApiError.from(thrown).retryAfterMs ?? backoffMs(this.attempts, retry));
      throw thrown;
    }
  }

  /** Under the lock: one tab does it, and no sign-in puts another cookie in place meanwhile. */
  private async endOnServer(): Promise<void> {
    try {
      // Another tab may have done it while this one waited.
      if (this.isPending()) await callApi<void>({ method: 'POST', path: '/auth/logout', keepalive: true });
    } catch (thrown) {
      // Any other answer says that there is nothing left to close.
      if (isRetryable(ApiError.from(thrown).code)) throw thrown;
    }
    this.done();
  }

  private done(): void {
    clearTimeout(this.timer);
    this.unkept = false;
    this.attempts = 0;
    this.storage.remove(noteKey);
    this.delay.set(false);
  }

  /** What another tab noted or did, or a network that is back. */
  private follow(): void {
    if (this.isPending()) this.tryLater(0);
    else this.done();
  }

  private tryLater(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.finish().catch(() => undefined), ms);
  }
}
