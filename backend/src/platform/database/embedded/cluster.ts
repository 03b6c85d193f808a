import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { programEnvironment } from '../../config/program-environment.js';
import { StartError } from '../../config/start-error.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { nameForServer } from './server-name.js';
import { isError } from '../../errors/is-error.js';

/** A database cluster on disk, and how to get in. */
export interface Cluster {
  /** PostgreSQL's data folder. */
  dataFolder: string;
  logFile: string;
  superuserPassword: string;
  appPassword: string;
}

/** Whether there is one. */
export const hasCluster = (dataDir: string): boolean => existsSync(homeIn(dataDir));

/**
 * The cluster in `DATA_DIR/postgres`, made at the first start: initialised in a folder beside it and renamed when complete, so a start
 * that was interrupted leaves nothing that looks like data, and no folder with data in it is ever deleted.
 */
export async function openCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account | null,
): Promise<Cluster> {
  const home = homeIn(dataDir);
  if (!existsSync(home)) await createCluster(dataDir, home, binaries, account);
  return readCluster(dataDir);
}

/** The cluster that is there. Throws `StartError` where it can't be read. */
export function readCluster(dataDir: string): Cluster {
  const home = homeIn(dataDir);
  try {
    const access = JSON.parse(readFileSync(join(home, 'access.json'), 'utf8')) as Pick<
      Cluster,
      'superuserPassword' | 'appPassword'
    >;
    return { dataFolder: join(home, 'cluster'), logFile: join(home, 'server.log'), ...access };
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    throw new StartError(`The database in ${home} cannot be opened (${reason}); check who owns the folder.`);
  }
}

async function createCluster(
  dataDir: string,
  home: string,
  binaries: Binaries,
  account: Account | null,
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const fresh = mkdtempSync(join(dataDir, 'postgres-new-'));
  try {
    chmodSync(fresh, 0o711);
    const access = { superuserPassword: secret(), appPassword: secret() };
    writeFileSync(join(fresh, 'access.json'), JSON.stringify(access), { mode: 0o600 });
    const dataFolder = join(fresh, 'cluster');
    mkdirSync(dataFolder, { mode: 0o700 });
    if (account) chownSync(dataFolder, account.uid, account.gid);
    const passwordFile = join(fresh, 'password');
    writeFileSync(passwordFile, `${access.superuserPassword}\n`, { mode: 0o600 });
    if (account) chownSync(passwordFile, account.uid, account.gid);
    await initialise(binaries.initdb, dataFolder, account);
    rmSync(passwordFile);
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another start on the same folder was quicker: its cluster is as good.
    if (!existsSync(home)) throw error;
  }
}

function initialise(initdb: string, dataFolder: string, account: Account | null): Promise<void> {
  const args = [
    ['-D', nameForServer(dataFolder, account)],
    ['-U', 'postgres', '--auth=scram-sha-256', '--pwfile=../password'],
    [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
  ].flat();
  return new Promise((done, failed) => {
    const child = spawn(initdb, args, {
      cwd: dataFolder,
      env: programEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      ...account,
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.on('error', failed);
    child.on('exit', (code) => {
      if (code === 0) done();
      else
        failed(
          new StartError(
            `The embedded database could not be made: ${complaints.trim().replaceAll('\n', ' ')}`,
          ),
        );
    });
  });
}

const secret = (): string => randomBytes(24).toString('hex');

const homeIn = (dataDir: string): string => join(dataDir, 'postgres');
