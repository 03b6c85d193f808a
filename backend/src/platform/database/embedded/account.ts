import { readFileSync } from 'node:fs';
import { StartError } from '../../config/start-error.js';

export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: the account it runs under instead, or null where it may run as ourselves. */
export function databaseAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new StartError(
    'As root the embedded database needs a user “postgres” or “nobody”; add one, or set DATABASE_URL.',
  );
}
