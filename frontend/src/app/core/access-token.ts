import type { Session } from '@litspark/shared-contracts';
import { tokenLifetimeMs } from './token-lifetime';

/** A token that expires within this time is exchanged before it is used; one that lives briefly, in its last third. */
const renewAheadMs = 30_000;

/** An access token, and from when on it is exchanged before it is used, by this page's own monotonic clock. */
export class AccessToken {
  readonly value: string;
  private readonly renewAt: number;

  constructor(session: Session) {
    const lifetimeMs = tokenLifetimeMs(session);
    this.value = session.accessToken;
    this.renewAt = performance.now() + lifetimeMs - Math.min(renewAheadMs, lifetimeMs / 3);
  }

  /** After how many milliseconds it is due for an exchange; 0 from then on. */
  renewalDueInMs(): number {
    return Math.max(0, this.renewAt - performance.now());
  }
}
