import { Injectable } from '@nestjs/common';
import { RateLimits } from '../../platform/security/rate-limits.js';
import { FailureLimit } from './failure-limit.js';

const perAccount = 10;
const perAddress = 100;
const durationMs = 60_000;

/** Failed tries at passwords: 10 a minute for one account from one address, 100 a minute for one address. */
@Injectable()
export class SignInLimitsService {
  private readonly account: FailureLimit;
  private readonly address: FailureLimit;

  constructor(limits: RateLimits) {
    const limiter = (name: string, points: number) =>
      new FailureLimit(limits.limiter(name, { points, durationMs }), points);
    this.account = limiter('sign-in-account', perAccount);
    this.address = limiter('sign-in-address', perAddress);
  }

  /** Runs `attempt`, which says whether it succeeded. Throws `RateLimitedError` where too many failed before. */
  guard<T extends { succeeded: boolean }>(
    address: string,
    account: string,
    attempt: () => Promise<T>,
  ): Promise<T> {
    return this.address.guard(address, () => this.account.guard(`${address} ${account}`, attempt));
  }
}
