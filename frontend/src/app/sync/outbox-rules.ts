import type { ApiError } from '../core/api-error';
import type { PendingMessage } from '../stores/timeline';
import { firstOfEach, nextTryAt } from './queue-rules';

/** `queued → sending → (confirmed, and gone)`, back to `queued` to be tried again, or `failed` until the person decides. */
export interface OutboxEntry extends PendingMessage {
  /** Its place over all tabs; null until it is kept in this browser, and not to be sent before. */
  order: number | null;
  /** Tries that failed since it was queued by hand. */
  attempts: number;
  /** Not before this instant, in milliseconds since 1970. */
  notBefore: number;
  /** A try got no clear answer, so the server may have it. */
  mayBeStored: boolean;
}

/** The entry after a try that failed. */
export function afterFailure(
  entry: OutboxEntry,
  error: ApiError,
  now: number,
  random = Math.random,
): OutboxEntry {
  const attempts = entry.attempts + 1;
  const mayBeStored = mayBeStoredAfter(entry.mayBeStored, error);
  const notBefore = nextTryAt(error, attempts, now, random);
  if (notBefore === null) return { ...entry, attempts, mayBeStored, state: 'failed', error };
  return { ...entry, attempts, mayBeStored, state: 'queued', error, notBefore };
}

/** What may be sent now: of each conversation the first that hasn't failed, one in flight for each. */
export function sendable(entries: readonly OutboxEntry[], now: number): OutboxEntry[] {
  return heads(entries).filter(
    (entry) => entry.state === 'queued' && entry.order !== null && entry.notBefore <= now,
  );
}

/** When the next one falls due, in milliseconds since 1970; null when nothing waits for time to pass. */
export function nextDue(entries: readonly OutboxEntry[]): number | null {
  const due = heads(entries)
    .filter((entry) => entry.state === 'queued' && entry.order !== null)
    .map((entry) => entry.notBefore);
  return due.length > 0 ? Math.min(...due) : null;
}

/** A connection is back: what failed for want of one need not wait any longer. */
export function afterReconnection(entry: OutboxEntry): OutboxEntry {
  return entry.state === 'queued' && entry.notBefore > 0 && entry.error?.code !== 'RATE_LIMITED'
    ? { ...entry, notBefore: 0 }
    : entry;
}

/**
 * Whether the server may have the message, after a further try. A repeat of a stored one is answered before anything
 * but the participation is looked at, so that these refusals settle it; of who was removed since they say nothing.
 */
function mayBeStoredAfter(before: boolean, { code, offline }: ApiError): boolean {
  if (code === 'CONFLICT' || code === 'VALIDATION_FAILED' || code === 'PAYLOAD_TOO_LARGE') return false;
  return before || offline || code === 'INTERNAL';
}

function heads(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return firstOfEach(
    entries.filter(({ state }) => state !== 'failed'),
    ({ conversationId }) => conversationId,
  );
}
