import { deleteDatabase } from '../../core/delete-database';
import { within } from '../../core/within';

const prefix = 'litspark-cache-';
/** Some browsers never answer where storage is forbidden or another page holds on to it. */
export const answersWithinMs = 3_000;

export const cacheName = (userId: string): string => `${prefix}${userId}`;

/** Returns whether it is gone. */
export async function removeCache(name: string): Promise<boolean> {
  try {
    await within(answersWithinMs, deleteDatabase(name));
    return true;
  } catch {
    return false;
  }
}

/** The ids of everybody whose cache is in this browser, as far as it tells. */
export async function cacheOwners(): Promise<string[]> {
  const databases = await indexedDB.databases();
  return databases.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}
