import { errorRecovery } from '@litspark/shared-contracts';
import type { ApiError } from '../core/api-error';
import { backoffMs } from '../core/backoff';
import type { PendingMessage } from '../stores/timeline';

/** `queued → sending → (confirmed, and gone)`, back to `queued` to be tried again, or `failed` until the person decides. */
export interface OutboxEntry extends PendingMessage {
  /** Tries that failed since it was queued by hand. */
  attempts: number;
  /** Not before this instant, in milliseconds since 1970. */
  notBefore: number;
}

const retry = { firstMs: 1_000, mostMs: 30_000 };
/** A fault of the server itself isn't tried for ever: the message may be its cause. */
const mostInternalAttempts = 5;

/** The entry after a try that failed. */
export function afterFailure(
  entry: OutboxEntry,
  error: ApiError,
  now: number,
  random = Math.random,
): OutboxEntry {
  const attempts = entry.attempts + 1;
  const givenUp = error.code === 'INTERNAL' && attempts >= mostInternalAttempts;
  if (givenUp || errorRecovery[error.code] === 'refuse') {
    return { ...entry, attempts, state: 'failed', error };
  }
  // UNAUTHENTICATED waits likewise: the session was refreshed already, so it goes on after the next sign-in.
  const waitMs = error.retryAfterMs ?? backoffMs(attempts - 1, retry, random);
  return { ...entry, attempts, state: 'queued', error, notBefore: now + waitMs };
}

/** What may be sent now: of each conversation the first that hasn't failed, one in flight for each. */
export function sendable(entries: readonly OutboxEntry[], now: number): OutboxEntry[] {
  return heads(entries).filter((entry) => entry.state === 'queued' && entry.notBefore <= now);
}

/** When the next one falls due, in milliseconds since 1970; null when nothing waits for time to pass. */
export function nextDue(entries: readonly OutboxEntry[]): number | null {
  const due = heads(entries)
    .filter((entry) => entry.state === 'queued')
    .map((entry) => entry.notBefore);
  return due.length > 0 ? Math.min(...due) : null;
}

/** A connection is back: what failed for want of one need not wait any longer. */
export function afterReconnection(entry: OutboxEntry): OutboxEntry {
  return entry.state === 'queued' && entry.error?.code !== 'RATE_LIMITED'
    ? { ...entry, notBefore: 0 }
    : entry;
}

function heads(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    if (entry.state === 'failed' || seen.has(entry.conversationId)) return false;
    seen.add(entry.conversationId);
    return true;
  });
}
