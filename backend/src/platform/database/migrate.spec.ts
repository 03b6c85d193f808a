import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createEmptyTestDatabase } from '../../../test/test-database.js';
import { migrate, migrationSource } from './migrate.js';
import { migrations } from './migrations/index.js';

describe('the migrations', () => {
  let database: { url: string; drop: () => Promise<void> };
  beforeEach(async () => {
    database = await createEmptyTestDatabase();
  });
  afterEach(() => database.drop());

  /** Tables with their columns, constraints and indices, as PostgreSQL describes them. */
  async function schema(): Promise<unknown[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(`
      SELECT 'column' AS kind, table_name AS place, column_name AS name,
        concat_ws(' ', data_type, is_nullable, column_default, collation_name) AS definition
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
      UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'migrations'
      UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'migrations'
      ORDER BY 1, 2, 3`);
    await client.end();
    return rows;
  }

  it('go all the way up, down to nothing, and up to the same again', async () => {
    expect(await migrate(database.url)).toHaveLength(migrations.length);
    const first = await schema();
    expect(first.length).toBeGreaterThan(50);

    const source = await migrationSource(database.url).initialize();
    for (const _ of migrations) await source.undoLastMigration({ transaction: 'each' });
    expect(await schema()).toEqual([]);
    await source.destroy();

    await migrate(database.url);
    expect(await schema()).toEqual(first);
  });

  it('are applied once when several nodes start together', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)));
    expect(applied.flat()).toHaveLength(migrations.length);
    expect(await migrate(database.url)).toEqual([]);
  });
});
