import type { Client } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { type Migration, migrations } from '../../migrations.js';
import { isBreaking, readSchemaState, type SchemaState } from './schema-state.js';

/** Of several nodes that start at once, one migrates and the others wait. */
const migrationLock = 7_451_207;
const oldestVersion = 150_000;

/** A connection that only migrates: without the time limits of the application's. */
export function migrationSource(url: string, known = migrations): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: [...known],
    migrationsTableName: 'migrations',
    installExtensions: false,
    poolSize: 2,
    connectTimeoutMS: 5_000,
  });
}

export interface MigrateOptions {
  /** No further than these, by name. */
  only?: readonly string[];
  /** Called with the name of each migration before it is applied. */
  onMigration?: (name: string) => void;
}

/**
 * Brings the schema up to date. Throws `StartError` for a PostgreSQL that is too old, and for a database that a newer version has
 * changed so that this one can't serve it. Returns the names of what was applied.
 */
export async function migrate(url: string, { only, onMigration }: MigrateOptions = {}): Promise<string[]> {
  const wanted = only ? migrations.filter((migration) => only.includes(nameOf(migration))) : migrations;
  const told = onMigration ? wanted.map((migration) => announced(migration, onMigration)) : wanted;
  const source = await migrationSource(url, told).initialize();
  const guard = source.createQueryRunner();
  try {
    const client = (await guard.connect()) as Client;
    await requireVersion(source);
    await guard.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    requireServable(await readSchemaState(client, knownMigrations()));
    const applied = await source.runMigrations({ transaction: 'each' });
    await guard.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    return applied.map((migration) => migration.name);
  } finally {
    await guard.release();
    await source.destroy();
  }
}

/**
 * What a newer version applied, where nothing is to be done and this one can serve all the same: at most starts that spares `migrate`
 * and its connections. Null where there is something to migrate, or to refuse.
 */
export async function newerThanThis(client: Client): Promise<string[] | null> {
  const { rows } = await client.query<{ usable: boolean }>(
    `SELECT current_setting('server_version_num')::int >= $1 AS usable`,
    [oldestVersion],
  );
  if (!rows[0]?.usable) return null;
  const { pending, newer } = await readSchemaState(client, knownMigrations());
  return pending.length > 0 || newer.some(isBreaking) ? null : newer;
}

/** The names of every migration that this version knows, oldest first. */
export const knownMigrations = (): string[] => migrations.map(nameOf);

const nameOf = (migration: Migration): string => new migration().name;

/** The same migration, which says that it begins. */
const announced = (migration: Migration, onMigration: (name: string) => void): Migration =>
  class extends migration {
    override async up(runner: QueryRunner): Promise<void> {
      onMigration(this.name);
      await super.up(runner);
    }
  };

/** What a newer version only added to is served; what it changed or took away, this one would miss. */
function requireServable({ newer }: SchemaState): void {
  const breaking = newer.filter(isBreaking);
  if (breaking.length > 0)
    throw new StartError(
      `The database was changed by a newer version of LitSpark Messagerie (${breaking.join(', ')}) and this one can’t serve it any more: start that version, or restore a backup that this one made.`,
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
