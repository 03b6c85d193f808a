import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where stamps of finished builds lie; it goes with `node_modules`. */
export const stamps = join(root, 'node_modules', '.cache', 'litspark');

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
