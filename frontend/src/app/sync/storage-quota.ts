import { deleteDatabase } from '../core/delete-database';
import { within } from '../core/within';
import { cacheName } from './cache/cache-names';

/** Another page that is asleep may hold on to it. */
const waitMs = 3_000;

/** Whether a write failed because the disk, or this site's share of it, is full. */
export function isQuotaExceeded(thrown: unknown): boolean {
  if (!(thrown instanceof Error || thrown instanceof DOMException)) return false;
  const { name, inner } = thrown as { name: string; inner?: unknown };
  // Where it fails at the end of a transaction, the reason is inside.
  return name === 'QuotaExceededError' || (inner !== thrown && isQuotaExceeded(inner));
}

/** Throws away what can be had again from the server, for what can't; the tabs fill their cache anew, if there is room. */
export async function freeStorage(userId: string): Promise<void> {
  // Whether or not it went: the write that needs the room finds out.
  await within(waitMs, deleteDatabase(cacheName(userId))).catch(() => undefined);
}
