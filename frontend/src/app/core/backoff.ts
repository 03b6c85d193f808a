interface Backoff {
  firstMs: number;
  mostMs: number;
}

/**
 * How long to wait after the `attempt`-th failure (from 0): doubled each time up to `mostMs`, then between half and
 * all of it at random, so that many clients don't come back in the same instant.
 */
export function backoffMs(attempt: number, { firstMs, mostMs }: Backoff, random = Math.random): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
