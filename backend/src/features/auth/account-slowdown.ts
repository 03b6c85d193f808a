import { setTimeout as delay } from 'node:timers/promises';
import { RateLimitedError } from '../../platform/errors/domain-error.js';
import type { FailureCounter } from '../../platform/security/failure-counter.js';

/** Failures within the counter's window that cost no time: a person errs, on two devices too. */
const freeFailures = 20;
const firstDelayMs = 500;
const mostDelayMs = 8_000;
/** Tries of one network for one account that may wait at a time; each is an open request. */
const mostWaiting = 5;

/** How long the next try waits after so many failures. */
export function delayAfter(failures: number): number {
  if (failures < freeFailures) return 0;
  return Math.min(mostDelayMs, firstDelayMs * 2 ** (failures - freeFailures));
}

/**
 * Slows guesses at one account down, from however many addresses they come: the more failed, the longer each further try
 * waits before it is looked at, a few of each network at a time: who floods it takes no place from its owner.
 */
export class AccountSlowdown {
  private readonly waiting = new Map<string, number>();

  constructor(private readonly failures: FailureCounter) {}

  /** Waits as long as the account's failures ask for. Throws `RateLimitedError` where others of this network wait already. */
  async wait(account: string, network: string): Promise<void> {
    const failures = await this.failures.get(account);
    const delayMs = delayAfter(failures?.consumedPoints ?? 0);
    if (delayMs === 0) return;
    const key = `${network} ${account}`;
    const before = this.waiting.get(key) ?? 0;
    if (before >= mostWaiting)
      throw new RateLimitedError('Too many failed attempts. Try again in a moment.', delayMs);
    this.waiting.set(key, before + 1);
    try {
      await delay(delayMs);
    } finally {
      const left = (this.waiting.get(key) ?? 1) - 1;
      if (left > 0) this.waiting.set(key, left);
      else this.waiting.delete(key);
    }
  }

  async countFailure(account: string): Promise<void> {
    await this.failures.add(account);
  }
}
