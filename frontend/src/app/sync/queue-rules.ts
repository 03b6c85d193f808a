import { errorRecovery } from '@litspark/shared-contracts';
import type { ApiError } from '../core/api-error';
import { backoffMs } from '../core/backoff';

const retry = { firstMs: 1_000, mostMs: 30_000 };
/** A fault of the server itself isn't tried for ever: what is sent may be its cause. */
const mostInternalAttempts = 5;

/**
 * When to send it again after a try that failed, in milliseconds since 1970; null where it is refused for good.
 * `attempts` counts the tries that failed, this one too.
 */
export function nextTryAt(
  error: ApiError,
  attempts: number,
  now: number,
  random = Math.random,
): number | null {
  const givenUp = error.code === 'INTERNAL' && attempts >= mostInternalAttempts;
  if (givenUp || errorRecovery[error.code] === 'refuse') return null;
  // UNAUTHENTICATED waits likewise: the session was refreshed already, so it goes on after the next sign-in.
  return now + (error.retryAfterMs ?? backoffMs(attempts - 1, retry, random));
}

/** As they are sent: by the order given, then what isn't kept yet. */
export function inOrder<T extends { readonly order: number | null }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);
}

/** The first of each lane. */
export function firstOfEach<T>(items: readonly T[], laneOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const lane = laneOf(item);
    if (seen.has(lane)) return false;
    seen.add(lane);
    return true;
  });
}
