import { refreshCookieName, session as sessionShape } from '@litspark/shared-contracts';
import { now, pause } from '../clock.js';
import type { Outcome } from './outcome.js';
import type { Reply, RestClient } from './rest-client.js';

export interface Account {
  userId: string;
  name: string;
  email: string;
  password: string;
}

/** Renewing more often than this, a client whose clock is wrong would do nothing else. */
const renewEveryMs = 5_000;

/**
 * One device's sign-in. It renews when its own clock, right or wrong, says the token ends, and when the server says so;
 * a refresh token that was spent while its answer got lost ends the session, and the person signs in again.
 */
export class Session {
  /** How wrong this device's clock is. */
  clockOffsetMs = 0;
  private accessToken = '';
  private expiresAt = 0;
  private cookie: string | undefined;
  private renewing: Promise<void> | null = null;
  private renewedAt = -Infinity;

  constructor(
    readonly account: Account,
    private readonly rest: () => RestClient,
    private readonly isAlive: () => boolean,
  ) {}

  async token(): Promise<string> {
    const ends = this.expiresAt - (Date.now() + this.clockOffsetMs) < 1_000;
    if (this.accessToken === '' || (ends && now() - this.renewedAt > renewEveryMs)) await this.renew();
    return this.accessToken;
  }

  /** A new token, however long it takes; one renewal at a time. */
  renew(): Promise<void> {
    this.renewing ??= this.renewPatiently().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renewPatiently(): Promise<void> {
    while (this.isAlive()) {
      const outcome = await this.ask();
      if (outcome.is === 'done') {
        this.take(outcome.data);
        return;
      }
      if (outcome.is === 'error' && outcome.code === 'UNAUTHENTICATED') this.cookie = undefined;
      else await pause(250);
    }
  }

  private ask(): Promise<Outcome<Reply>> {
    const { email, password } = this.account;
    return this.cookie === undefined
      ? this.rest().call({ method: 'POST', path: '/api/auth/login', body: { email, password } })
      : this.rest().call({ method: 'POST', path: '/api/auth/refresh', cookie: this.cookie });
  }

  private take({ body, cookies }: Reply): void {
    const { accessToken, expiresAt } = sessionShape.parse(body);
    this.accessToken = accessToken;
    this.expiresAt = Date.parse(expiresAt);
    this.renewedAt = now();
    this.cookie = cookies.find((cookie) => cookie.startsWith(refreshCookieName))?.split(';')[0];
  }
}
