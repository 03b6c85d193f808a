import { Injectable } from '@nestjs/common';
import { RateLimitedError } from '../../platform/errors/domain-error.js';
import { SecurityLog } from '../../platform/observability/security-log.js';
import { networkOf } from '../../platform/security/client-network.js';
import { RateLimits } from '../../platform/security/rate-limits.js';
import { AccountSlowdown } from './account-slowdown.js';
import { FailureLimit } from './failure-limit.js';

const perAccount = 10;
const perAddress = 100;
const durationMs = 60_000;
const slowdownWindowMs = 15 * 60_000;

/** Who tries a password, and at what. */
export interface Try {
  /** The client's. */
  address: string;
  /** Whose password it is: an e-mail in lower case, or another key that is the account's own. */
  account: string;
  /** The id of a device that signed in to this account before, else null. */
  device: string | null;
}

/**
 * Failed tries at passwords: 10 a minute for one account from one address, 100 a minute for one address, and slower and
 * slower for one account over all addresses. A device that signed in to the account before has 10 of its own instead of all
 * these, so that strangers can't lock its owner out; its failures count for the others all the same.
 */
@Injectable()
export class SignInLimitsService {
  private readonly account: FailureLimit;
  private readonly device: FailureLimit;
  private readonly address: FailureLimit;
  private readonly slowdown: AccountSlowdown;

  constructor(
    limits: RateLimits,
    private readonly securityLog: SecurityLog,
  ) {
    const limiter = (name: string, points: number) =>
      new FailureLimit(limits.counter(name, { points, durationMs }), points);
    this.account = limiter('sign-in-account', perAccount);
    this.device = limiter('sign-in-device', perAccount);
    this.address = limiter('sign-in-address', perAddress);
    this.slowdown = new AccountSlowdown(
      limits.counter('sign-in-slowdown', { points: perAddress, durationMs: slowdownWindowMs }),
    );
  }

  /** Runs `attempt`, which says whether it succeeded. Throws `RateLimitedError` where too many failed before. */
  async guard<T extends { succeeded: boolean }>(tried: Try, attempt: () => Promise<T>): Promise<T> {
    try {
      return await this.guarded(tried, attempt);
    } catch (error) {
      if (error instanceof RateLimitedError) this.securityLog.record('sign_in_limited', { userId: null });
      throw error;
    }
  }

  private guarded<T extends { succeeded: boolean }>(tried: Try, attempt: () => Promise<T>): Promise<T> {
    const { account, device } = tried;
    const network = networkOf(tried.address);
    if (device !== null)
      return this.device.guard(device, () => this.ofKnownDevice(network, account, attempt));
    return this.address.guard(network, () =>
      this.account.guard(accountFrom(network, account), () => this.slowly(network, account, attempt)),
    );
  }

  private async slowly<T extends { succeeded: boolean }>(
    network: string,
    account: string,
    attempt: () => Promise<T>,
  ): Promise<T> {
    await this.slowdown.wait(account, network);
    const outcome = await attempt();
    if (!outcome.succeeded) await this.slowdown.countFailure(account);
    return outcome;
  }

  private async ofKnownDevice<T extends { succeeded: boolean }>(
    network: string,
    account: string,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const outcome = await attempt();
    if (!outcome.succeeded)
      await Promise.all([
        this.address.countFailure(network),
        this.account.countFailure(accountFrom(network, account)),
        this.slowdown.countFailure(account),
      ]);
    return outcome;
  }
}

const accountFrom = (network: string, account: string) => `${network} ${account}`;
