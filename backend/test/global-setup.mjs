// One PostgreSQL for a run of jest: real, but it forgets on a crash. Test files make their databases from a migrated template.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const backend = fileURLToPath(new URL('..', import.meta.url));
const prefix = `litspark-jest-`;
const copyPrefix = 'dist-test-';
/** On Linux a file system that is memory. */
const memory = '/dev/shm';
/** Bytes: several times what a run takes of it. */
const memoryNeeded = 6e9;

export default async function setup() {
  build();
  const { EmbeddedPostgres } = await import('../dist/platform/database/embedded/embedded-postgres.js');
  const { runningServer, stopServer } = await import('../dist/platform/database/embedded/running-server.js');
  const { migrate } = await import('../dist/platform/database/migrate.js');
  await clearAway(runningServer, stopServer);

  const dataDir = makeFolder();
  const server = await EmbeddedPostgres.open({
    dataDir,
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      wal_level: 'minimal',
      max_wal_senders: '0',
      // Its wakings in each of many databases cost more than it gives to tables that live for seconds.
      autovacuum: 'off',
      max_connections: '300',
      // Each connection of node-postgres hashes its password that often, and this one is random.
      scram_iterations: '1',
    },
  });
  await migrate(server.url);
  const built = copyBuilt();
  process.env.LITSPARK_TEST_BUILT = built;
  process.env.LITSPARK_TEST_TEMPLATE_URL = server.url;
  // For what several test files share; it goes with the server.
  process.env.LITSPARK_TEST_FOLDER = dataDir;
  process.env.LITSPARK_TEST_SUPERUSER_URL = server.superuserUrl;
  globalThis.litsparkTestRun = { server, folders: [dataDir, built] };
}

/** For the databases of a run and, where that is memory, for all that its test files make: none asks what a loss of power leaves. */
function makeFolder() {
  if (!hasMemory()) return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const folder = mkdtempSync(join(memory, `${prefix}${process.pid}-`));
  // Some tests run the product as another account.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return folder;
}

function hasMemory() {
  if (!existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > memoryNeeded && freemem() > memoryNeeded;
}

/** What is tested is what the compiler made. Its faults elsewhere than in a file's form are reported by the layer of types. */
function build() {
  const compiler = ['../node_modules/typescript-native/bin/tsc', '-b', '--noCheck', 'tsconfig.build.json'];
  try {
    execFileSync(process.execPath, compiler, { cwd: backend, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The backend could not be built.\n${error.stdout}`);
  }
}

/** A copy of it that finds the libraries where they are installed, as tests do, and not in the bundles beside it. */
function copyBuilt() {
  const copy = join(backend, `${copyPrefix}${process.pid}`);
  cpSync(join(backend, 'dist'), copy, {
    recursive: true,
    filter: (path) => basename(path) !== 'node_modules',
  });
  return copy;
}

/** What runs left that were killed. */
async function clearAway(runningServer, stopServer) {
  const left = [tmpdir(), memory].filter(existsSync).flatMap((folder) => leftIn(folder, prefix));
  for (const path of left) {
    const server = runningServer(join(path, 'postgres/cluster'));
    if (server) await stopServer(server);
    rmSync(path, { recursive: true, force: true });
  }
  for (const path of leftIn(backend, copyPrefix)) rmSync(path, { recursive: true, force: true });
}

/** The folders whose names begin so and go on with the id of a process that is no more. */
function leftIn(folder, start) {
  const names = readdirSync(folder).filter((name) => {
    const pid = Number(new RegExp(`^${start}(\\d+)(-|$)`).exec(name)?.[1]);
    return pid && !isAlive(pid);
  });
  return names.map((name) => join(folder, name));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
