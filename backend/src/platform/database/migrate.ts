import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { migrations } from '../../migrations.js';

/** Of several nodes that start at once, one migrates and the others wait. */
const migrationLock = 7_451_207;
const oldestVersion = 150_000;

/** A connection that only migrates: without the time limits of the application's. */
export function migrationSource(url: string, known = migrations): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: known,
    migrationsTableName: 'migrations',
    installExtensions: false,
    poolSize: 2,
    connectTimeoutMS: 5_000,
  });
}

/**
 * Brings the schema up to date, or no further than the migrations named in `only`. Throws `StartError` for a PostgreSQL that
 * is too old, and for a database that a newer version has used. Returns the names of what was applied.
 */
export async function migrate(url: string, only?: readonly string[]): Promise<string[]> {
  const wanted = only ? migrations.filter((migration) => only.includes(nameOf(migration))) : migrations;
  const source = await migrationSource(url, wanted).initialize();
  const guard = source.createQueryRunner();
  try {
    await requireVersion(source);
    await guard.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await requireKnown(source);
    const applied = await source.runMigrations({ transaction: 'each' });
    await guard.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    return applied.map((migration) => migration.name);
  } finally {
    await guard.release();
    await source.destroy();
  }
}

/** Whether there is nothing to migrate, nor to refuse: at most starts that spares `migrate` and its connections. */
export async function isUpToDate(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ usable: boolean }>(
    `SELECT current_setting('server_version_num')::int >= $1 AND to_regclass('migrations') IS NOT NULL AS usable`,
    [oldestVersion],
  );
  if (!rows[0]?.usable) return false;
  const applied = await client.query<{ name: string }>('SELECT name FROM migrations');
  const names = applied.rows.map(({ name }) => name);
  const known = knownMigrations();
  return names.length === known.length && known.every((name) => names.includes(name));
}

/** The names of every migration that this version knows, oldest first. */
export const knownMigrations = (): string[] => migrations.map(nameOf);

const nameOf = (migration: (typeof migrations)[number]): string => new migration().name;

/** A newer version may keep things where this one would not look for them. */
async function requireKnown(source: DataSource): Promise<void> {
  const [table] = await source.query<{ there: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS there`,
  );
  if (!table?.there) return;
  const known = knownMigrations();
  const applied = await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY timestamp');
  const unknown = applied.filter(({ name }) => !known.includes(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new StartError(
      `The database was used by a newer version of LitSpark Messagerie (${unknown.join(', ')}): start that version, or restore a backup that this one made.`,
    );
}

async function requireVersion(source: DataSource): Promise<void> {
  const rows = await source.query<{ number: string; version: string }[]>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`,
  );
  if (Number(rows[0]?.number) < oldestVersion) {
    throw new StartError(`DATABASE_URL takes a PostgreSQL 15 or newer, not ${rows[0]?.version}.`);
  }
}
