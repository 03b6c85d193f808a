import { platform } from 'node:os';
import type { Account } from './account.js';

/**
 * As root on Linux the server stands in its folder and calls it by that: then the folders above need not be open to its account.
 */
export function nameForServer(dataFolder: string, account: Account | null): string {
  return account !== null && platform() === 'linux' ? '/proc/self/cwd' : dataFolder;
}
