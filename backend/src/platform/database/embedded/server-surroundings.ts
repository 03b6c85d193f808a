import { platform } from 'node:os';
import type { Account } from './account.js';

/**
 * As root on Linux the server stands in its folder and calls it by that: then the folders above need not be open to its account.
 */
export function nameForServer(dataFolder: string, account: Account | null): string {
  return account !== null && platform() === 'linux' ? '/proc/self/cwd' : dataFolder;
}

/** Our own environment holds secrets and, perhaps, PG* variables: the server gets what a program needs to run. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, LD_LIBRARY_PATH } = process.env;
  return { PATH, SystemRoot, TEMP, LD_LIBRARY_PATH, LC_ALL: 'C' };
}
