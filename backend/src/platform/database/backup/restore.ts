import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../config/start-error.js';
import { hasCluster } from '../embedded/cluster.js';
import { EmbeddedPostgres } from '../embedded/embedded-postgres.js';
import { knownMigrations, migrate } from '../migrate.js';
import { stageDataFiles } from './data-files.js';
import { digests } from './dump.js';
import { sha256Of } from './hashed-files.js';
import { beginGeneration, load } from './load.js';
import { type Manifest, readManifest } from './manifest.js';
import { moveAll } from './moves.js';
import { inSnapshot } from './snapshot.js';
import { listTables } from './tables.js';
import type { Say, StorageLocation } from './storage-location.js';

/**
 * Makes a database from a backup, where there is none yet, and brings it up to date with this version. Replaces nothing:
 * throws `StartError` where there is one already, and where the backup is damaged or of a newer version.
 */
export async function restore(
  { dataDir, databaseUrl }: StorageLocation,
  folder: string,
  say: Say,
): Promise<void> {
  const manifest = readManifest(folder);
  requireKnown(manifest);
  if (databaseUrl === null) requireNoCluster(dataDir);
  else await requireEmpty(databaseUrl);
  say('Checking the files of the backup');
  await requireWhole(folder, manifest);
  mkdirSync(dataDir, { recursive: true });
  // Made in a folder beside, and moved when complete: what broke off leaves nothing that looks like data.
  const beside = mkdtempSync(join(dataDir, 'restoring-'));
  try {
    const files = await stageDataFiles(manifest, folder, { beside: join(beside, 'files'), dataDir }, say);
    if (databaseUrl === null) {
      await withServer(beside, (url) => fill(url, folder, manifest, say));
      moveAll([...files, { from: join(beside, 'postgres'), to: join(dataDir, 'postgres') }]);
    } else {
      const undoMoves = moveAll(files);
      await fill(databaseUrl, folder, manifest, say).catch((error: unknown) => {
        undoMoves();
        throw error;
      });
    }
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

async function withServer(dataDir: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = await EmbeddedPostgres.open({ dataDir });
  try {
    await work(server.url);
  } finally {
    await server.stop();
  }
}

async function fill(url: string, folder: string, manifest: Manifest, say: Say): Promise<void> {
  await load(url, folder, manifest, say);
  say('Comparing every row with the backup');
  const found = await digests(url);
  for (const { name, rows, digest } of manifest.tables) {
    if (found.get(name)?.digest !== digest)
      throw new StartError(
        `The restored table ${name} (${found.get(name)?.rows ?? 0} rows) differs from the backup's (${rows} rows): please report this, and use another backup.`,
      );
  }
  await migrate(url);
  await beginGeneration(url);
}

function requireKnown({ migrations }: Manifest): void {
  const known = knownMigrations();
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new StartError(
      `The backup was made by a newer version of LitSpark Messagerie (${unknown.join(', ')}): restore it with that version.`,
    );
}

function requireNoCluster(dataDir: string): void {
  if (hasCluster(dataDir))
    throw new StartError(
      `There is a database in ${dataDir} already, and a restore replaces nothing: stop the service and move that folder away, or set DATA_DIR to a new one.`,
    );
}

async function requireEmpty(url: string): Promise<void> {
  const tables = await inSnapshot(url, (client) => listTables(client));
  if (tables.length > 0)
    throw new StartError(
      `DATABASE_URL takes an empty database to restore into, and this one holds tables; a restore replaces nothing. Create another database and name that one.`,
    );
}

async function requireWhole(folder: string, { tables, files }: Manifest): Promise<void> {
  for (const { file, sha256 } of [...tables, ...files]) {
    const found = await sha256Of(join(folder, file)).catch(() => null);
    if (found !== sha256)
      throw new StartError(
        `${join(folder, file)} is ${found === null ? 'missing' : 'damaged'}: use another backup.`,
      );
  }
}
