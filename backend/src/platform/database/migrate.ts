import { DataSource } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { migrations } from './migrations/index.js';

/** Of several nodes that start at once, one migrates and the others wait. */
const migrationLock = 7_451_207;
const oldestVersion = 150_000;

/** A connection that only migrates: without the time limits of the application's. */
export function migrationSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migrations',
    installExtensions: false,
    poolSize: 2,
    connectTimeoutMS: 5_000,
  });
}

/** Brings the schema up to date. Throws `StartError` for a PostgreSQL that is too old. Returns the names of what was applied. */
export async function migrate(url: string): Promise<string[]> {
  const source = await migrationSource(url).initialize();
  const guard = source.createQueryRunner();
  try {
    await requireVersion(source);
    await guard.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const applied = await source.runMigrations({ transaction: 'each' });
    await guard.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    return applied.map((migration) => migration.name);
  } finally {
    await guard.release();
    await source.destroy();
  }
}

async function requireVersion(source: DataSource): Promise<void> {
  const rows = await source.query<{ number: string; version: string }[]>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`,
  );
  if (Number(rows[0]?.number) < oldestVersion) {
    throw new StartError(`DATABASE_URL takes a PostgreSQL 15 or newer, not ${rows[0]?.version}.`);
  }
}
