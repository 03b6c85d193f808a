import { isRetryable, type ErrorCode } from '@litspark/shared-contracts';

/** What a client knows of one call it made. `unknown`: it may have happened or not. */
export type Outcome<T> =
  | { is: 'done'; data: T }
  | { is: 'error'; code: ErrorCode; retryAfterMs: number }
  | { is: 'unknown'; why: string };

/** Refused for good: the same call can't succeed, and this one had no effect. */
export const isRefusal = (outcome: Outcome<unknown>): boolean =>
  outcome.is === 'error' && !isRetryable(outcome.code) && outcome.code !== 'UNAUTHENTICATED';

/** Whether the call may have had an effect though it was not acknowledged: a commit's answer can be lost inside the service too. */
export const isUncertain = (outcome: Outcome<unknown>): boolean =>
  outcome.is === 'unknown' ||
  (outcome.is === 'error' && (outcome.code === 'INTERNAL' || outcome.code === 'UNAVAILABLE'));
