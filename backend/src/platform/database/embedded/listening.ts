import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { StartError } from '../../config/start-error.js';
import { isError } from '../../errors/is-error.js';
import type { Account } from './account.js';
import type { Cluster } from './cluster.js';

/** PostgreSQL's settings for where it takes connections. */
export type Listening = Readonly<Record<string, string>>;

/** In a socket's folder, this is but a part of its name. */
const socketPort = 5432;
const socketName = `.s.PGSQL.${socketPort}`;
/** Bytes in the path of a socket: 104 with the final zero on macOS, 108 on Linux. */
const longestPath = 103;

export const hasSockets = platform() !== 'win32';

/** On 127.0.0.1, where the password is all that keeps others out. */
export function onPort(port: number): Listening {
  return { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
}

/** By a Unix socket in a folder that only the server's account (and root) may enter. */
export function onSocket(cluster: Cluster, account: Account | null): Listening {
  const folder = socketFolder(cluster);
  keepPrivate(folder, account);
  return {
    listen_addresses: '',
    port: String(socketPort),
    // Beside its data folder the server needs no way in from above, which its account may not have.
    unix_socket_directories: folder === besideData(cluster) ? '../socket' : folder,
    unix_socket_permissions: '0700',
  };
}

/** Leaves nothing outside of `DATA_DIR` once the server has stopped. */
export function removeSocketFolder(cluster: Cluster): void {
  const folder = socketFolder(cluster);
  if (folder === besideData(cluster)) return;
  try {
    rmdirSync(folder);
  } catch {
    // It was never made, or another start uses it already.
  }
}

/** The lock of the socket, which names the process that holds it. */
export const socketLock = (cluster: Cluster): string => join(socketFolder(cluster), `${socketName}.lock`);

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Beside the data, or in /tmp where that path would be too long for a socket. */
function socketFolder(cluster: Cluster): string {
  const beside = besideData(cluster);
  if (Buffer.byteLength(join(beside, socketName)) <= longestPath) return beside;
  const name = createHash('sha256').update(realpathSync(cluster.dataFolder)).digest('hex').slice(0, 16);
  return join('/tmp', `litspark-${name}`);
}

const besideData = (cluster: Cluster): string => join(dirname(cluster.dataFolder), 'socket');

function keepPrivate(folder: string, account: Account | null): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(isError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const found = lstatSync(folder);
  const ours = [process.getuid?.(), account?.uid].includes(found.uid);
  // In /tmp anybody could have made it first.
  if (!found.isDirectory() || !ours)
    throw new StartError(
      `The database's socket needs the folder ${folder}, which belongs to somebody else: remove it, or set DATA_DIR to a shorter path.`,
    );
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
}
