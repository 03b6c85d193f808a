import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { StartError } from '../../config/start-error.js';
import { hasCluster } from '../embedded/cluster.js';
import { EmbeddedPostgres, runningDatabase } from '../embedded/embedded-postgres.js';
import { copyDataFiles } from './data-files.js';
import { databaseFolder, dump } from './dump.js';
import { type Manifest, manifestFile } from './manifest.js';
import { restore } from './restore.js';
import { startOnce } from './start-once.js';
import type { Say, StorageLocation } from './storage-location.js';

/**
 * Writes all that the service keeps into `folder`, which must be new or empty: one moment of the database, whether or not
 * the service runs, and what else lies in `dataDir`. Leaves the folder empty where that fails. Throws `StartError`.
 */
export async function backUp(location: StorageLocation, folder: string, say: Say): Promise<Manifest> {
  makeFolder(folder, location.dataDir);
  try {
    const database = join(folder, databaseFolder);
    mkdirSync(database, { mode: 0o700 });
    const dumped = await withDatabase(location, say, (url) => dump(url, { folder: database, say }));
    // After the database: what its rows name is there.
    const files = await copyDataFiles(location.dataDir, folder);
    const manifest: Manifest = { format: 1, createdAt: new Date().toISOString(), ...dumped, files };
    writeFileSync(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    return manifest;
  } catch (error) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

/** Restores a backup into a folder of its own, compares each row, and starts the service on it. Throws `StartError`. */
export async function checkBackup(folder: string, say: Say): Promise<void> {
  const dataDir = mkdtempSync(join(folder, 'check-'));
  try {
    await restore({ dataDir, databaseUrl: null }, folder, say);
    say('Every row is there again; starting the service on it');
    await startOnce(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function makeFolder(folder: string, dataDir: string): void {
  if (`${resolve(folder)}${sep}`.startsWith(`${resolve(dataDir)}${sep}`))
    throw new StartError(
      `${folder} lies in DATA_DIR: name a folder outside, or the backup would be part of what it holds.`,
    );
  try {
    // It holds secrets and what people wrote.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length > 0)
      throw new StartError(`${folder} is not empty: a backup takes a new folder. Name another one.`);
    chmodSync(folder, 0o700);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${folder} can’t be made (${String(error)}): name a folder that can be written to.`);
  }
}

async function withDatabase<T>(
  { dataDir, databaseUrl }: StorageLocation,
  say: Say,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== null) return work(databaseUrl);
  if (!hasCluster(dataDir))
    throw new StartError(
      `There is no database in ${dataDir}: set DATA_DIR or DATABASE_URL as for the service.`,
    );
  const running = runningDatabase(dataDir);
  if (running !== null) return work(running);
  const server = await EmbeddedPostgres.open({ dataDir, onProgress: say });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}
