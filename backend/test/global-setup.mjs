// One PostgreSQL for a run of jest: real, but it forgets on a crash. Test files make their databases from a migrated template.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const backend = fileURLToPath(new URL('..', import.meta.url));
const prefix = `litspark-jest-`;

export default async function setup() {
  buildLauncher();
  const { EmbeddedPostgres } = await import('../dist/platform/database/embedded/embedded-postgres.js');
  const { runningServer, stopServer } = await import('../dist/platform/database/embedded/running-server.js');
  const { migrate } = await import('../dist/platform/database/migrate.js');
  await clearAway(runningServer, stopServer);

  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const server = await EmbeddedPostgres.open({
    dataDir,
    // Some tests put a network in between.
    onPort: true,
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
  process.env.LITSPARK_TEST_TEMPLATE_URL = server.url;
  // For what several test files share; it goes with the server.
  process.env.LITSPARK_TEST_FOLDER = dataDir;
  process.env.LITSPARK_TEST_SUPERUSER_URL = server.superuserUrl;
  globalThis.litsparkTestServer = { server, dataDir };
}

/** This file isn't transformed by jest, so it uses what the compiler made; which is renewed when it is older than its sources. */
function buildLauncher() {
  const built = join(backend, 'dist/platform/database/migrate.js');
  const sources = join(backend, 'src');
  const newest = newestIn(sources);
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  try {
    const compiler = ['../node_modules/typescript-native/bin/tsc', '-b', '--noCheck', 'tsconfig.build.json'];
    execFileSync(process.execPath, compiler, { cwd: backend, stdio: 'pipe' });
  } catch {
    // Faults elsewhere are reported by the layer of types; here it only matters that there is something to run.
    if (!existsSync(built))
      throw new Error('The backend could not be built: run `npm run build --workspace backend`.');
  }
}

function newestIn(folder) {
  const names = readdirSync(folder, { recursive: true });
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs));
}

/** Servers of runs that were killed. */
async function clearAway(runningServer, stopServer) {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const left = runningServer(join(tmpdir(), name, 'postgres/cluster'));
    if (left) await stopServer(left);
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
