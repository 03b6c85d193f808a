import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { knownMigrations, migrate } from '../../src/platform/database/migrate.js';
import { isBreaking } from '../../src/platform/database/schema-state.js';
import { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from '../test-database.js';
import { breakingChanges } from './breaking-changes.js';
import { readSchema } from './schema-snapshot.js';

/** Those after this time are held to it: up to then, each version refused whatever it did not know. */
const lastUnheld = 1_796_012_300_000;

describe('a migration that older versions must live with', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`CREATE TABLE things (
      id integer PRIMARY KEY, name text NOT NULL DEFAULT '', note text, size integer CHECK (size > 0))`);
    await client.query('CREATE UNIQUE INDEX ON things (note)');
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function changesBy(statement: string): Promise<string[]> {
    const before = await readSchema(client);
    await client.query('BEGIN');
    await client.query(statement);
    const changes = breakingChanges(before, await readSchema(client));
    await client.query('ROLLBACK');
    return changes;
  }

  it.each([
    `CREATE TABLE others (id integer PRIMARY KEY, thing integer REFERENCES things)`,
    `ALTER TABLE things ADD COLUMN colour text`,
    `ALTER TABLE things ADD COLUMN weight integer NOT NULL DEFAULT 1`,
    `ALTER TABLE things ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY`,
    `CREATE INDEX ON things (name)`,
    `ALTER TABLE things ALTER COLUMN name DROP NOT NULL`,
  ])('may: %s', async (statement) => {
    expect(await changesBy(statement)).toEqual([]);
  });

  it.each([
    [`DROP TABLE things`, 'things: is gone'],
    [`ALTER TABLE things RENAME TO others`, 'things: is gone'],
    [`ALTER TABLE things DROP COLUMN name`, 'things: the column name is gone'],
    [`ALTER TABLE things RENAME COLUMN name TO title`, 'things: the column name is gone'],
    [`ALTER TABLE things ALTER COLUMN size TYPE bigint`, 'things: size was integer and is bigint'],
    [`ALTER TABLE things ALTER COLUMN size SET NOT NULL`, 'things: size refuses null'],
    [`ALTER TABLE things ALTER COLUMN name DROP DEFAULT`, 'things: name has no default any more'],
    [`ALTER TABLE things ADD COLUMN code text NOT NULL`, 'things: the new column code must be given'],
    [`ALTER TABLE things ADD CHECK (name <> 'a')`, `things: now CHECK ((name <> 'a'::text))`],
    [`ALTER TABLE things DROP CONSTRAINT things_size_check`, 'things: lost CHECK ((size > 0))'],
    [
      `CREATE UNIQUE INDEX ON things (name)`,
      'things: now CREATE UNIQUE INDEX ON public.things USING btree (name)',
    ],
    [`DROP INDEX things_note_idx`, 'things: lost CREATE UNIQUE INDEX ON public.things USING btree (note)'],
  ])('must be called Breaking…: %s', async (statement, change) => {
    expect(await changesBy(statement)).toContain(change);
  });
});

describe('the migrations', () => {
  const found = new Map<string, string[]>();
  beforeAll(async () => {
    const database = await createEmptyTestDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const names = knownMigrations();
    for (const name of names) {
      const before = await readSchema(client);
      await migrate(database.url, { only: names.slice(0, names.indexOf(name) + 1) });
      const changes = breakingChanges(before, await readSchema(client));
      if (changes.length > 0) found.set(name, changes);
    }
    await client.end();
    await database.drop();
  }, 60_000);

  it('break no older version without saying so by their names', () => {
    const held = [...found].filter(([name]) => Number(name.slice(-13)) > lastUnheld && !isBreaking(name));
    expect(held).toEqual([]);
  });

  it('are seen to break, as an old one did', () => {
    expect(found.get('MarkerAdvanceBlocks1795536400000')).toContain('marker_advances: is gone');
  });
});
