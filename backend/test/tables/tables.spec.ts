import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, type EntityMetadata } from 'typeorm';
import { createTestApp, type TestApp } from '../create-test-app.js';
import { folderOf, tablesWrittenIn } from './table-writes.js';

/**
 * The core of messaging is closed: a send moves its conversation and its sender's markers along in the statement that stores it, markers
 * are columns of participants, and who joins has read what was there.
 */
const sharedInTheCore: Record<string, string[]> = {
  conversations: ['features/conversations', 'features/messages'],
  participants: ['features/conversations', 'features/messages', 'features/read-receipts'],
  marker_advance_blocks: ['features/conversations', 'features/messages', 'features/read-receipts'],
};

let app: TestApp;
/** Names of the tables that the migrations make. */
let tables: string[];
let entities: EntityMetadata[];
beforeAll(async () => {
  app = await createTestApp();
  const source = app.get(DataSource);
  entities = source.entityMetadatas;
  const rows = await source.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY name`,
  );
  tables = rows.map(({ name }) => name);
});
afterAll(() => app.close());

const src = join(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('/test/'))
  // A restore writes whatever the backup holds.
  .filter((path) => !path.includes('/backup/'));
const read = (path: string) => readFileSync(join(src, path), 'utf8');
const isMigration = (path: string) => path.includes('/migrations/');

describe('each table', () => {
  /** Who writes it, by its name. */
  const writers = () => {
    const tableOf = new Map(entities.map(({ name, tableName }) => [name, tableName]));
    const found = new Map<string, Set<string>>();
    for (const path of files.filter((one) => !isMigration(one)))
      for (const table of tablesWrittenIn(read(path), tableOf))
        found.set(table, (found.get(table) ?? new Set()).add(folderOf(path)));
    return found;
  };

  it('is written by one feature, or by one part of the platform', () => {
    const found = writers();
    const shared = Object.fromEntries(
      [...found].filter(([, by]) => by.size > 1).map(([table, by]) => [table, [...by].sort()]),
    );
    expect(shared).toEqual(sharedInTheCore);
    // Else a statement was overlooked, or a table is of no use.
    expect([...found.keys()].sort()).toEqual(tables.filter((table) => table !== 'database_generation'));
  });

  it('that a feature’s migration makes is written by that feature', () => {
    const found = writers();
    const made = files
      .filter((path) => isMigration(path) && path.startsWith('features/'))
      .flatMap((path) =>
        [...read(path).matchAll(/CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+)/g)].map(([, table = '']) => ({
          table,
          by: [folderOf(path)],
        })),
      );
    expect(made.map(({ table }) => ({ table, by: [...(found.get(table) ?? [])] }))).toEqual(made);
  });

  it('is changed by the migrations of its own feature alone', () => {
    for (const path of files.filter((one) => isMigration(one) && one.startsWith('features/'))) {
      const own = new Set(
        files
          .filter((one) => isMigration(one) && folderOf(one) === folderOf(path))
          .flatMap((one) =>
            [...read(one).matchAll(/CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+)/g)].map(([, name]) => name),
          ),
      );
      const changed = [...read(path).matchAll(/(?:ALTER|DROP) TABLE (?:IF EXISTS )?([a-z_, ]+)/g)]
        .flatMap(([, names = '']) => names.split(','))
        .map((name) => name.trim().split(' ')[0]);
      expect([path, changed.filter((name) => !own.has(name))]).toEqual([path, []]);
    }
  });
});

describe('a statement that writes', () => {
  const entitiesByName = new Map([['PollEntity', 'polls']]);

  it.each([
    ['`INSERT INTO polls AS p (message_id) VALUES ($1)`', ['polls']],
    [
      '`WITH gone AS (DELETE FROM reactions WHERE x) UPDATE messages m SET parts = 1`',
      ['reactions', 'messages'],
    ],
    ['`INSERT INTO a SELECT 1 ON CONFLICT (x) DO UPDATE SET y = 1`', ['a']],
    ['`SELECT FROM conversations FOR UPDATE OF c`; `FOR NO KEY UPDATE SKIP LOCKED`', []],
    ['this.manager.update(PollEntity, { id }, changes); this.manager.find(PollEntity)', ['polls']],
    ['// DELETE FROM nothing\n', []],
    ['`/* background */ UPDATE users u SET x = 1`', ['users']],
  ])('is found in %s', (source, expected) => {
    expect(tablesWrittenIn(source, entitiesByName)).toEqual(expected);
  });

  it('names its table', () => {
    expect(() => tablesWrittenIn('`DELETE FROM ${table} WHERE id = $1`', entitiesByName)).toThrow(
      'DELETE FROM ${table}',
    );
  });
});

/** How PostgreSQL names the types that entities use. */
const typeNames: Record<string, string> = { timestamptz: 'timestamp(3) with time zone', int: 'integer' };

it('each entity says of its columns what the migrated schema says', async () => {
  const rows = await app.get(DataSource).query<{ table: string; column: string; definition: string }[]>(`
    SELECT c.relname AS table, a.attname AS column,
           format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN '' ELSE ' null' END
             || CASE WHEN a.attnum = ANY(i.indkey) THEN ' key' ELSE '' END AS definition
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`);
  const schema = new Map(rows.map((row) => [`${row.table}.${row.column}`, row.definition]));
  const said = entities.flatMap(({ tableName, columns }) =>
    columns.map(({ databaseName, type, isArray, isNullable, isPrimary }) => {
      const name = typeNames[String(type)] ?? String(type);
      const definition = `${name}${isArray ? '[]' : ''}${isNullable ? ' null' : ''}${isPrimary ? ' key' : ''}`;
      return { column: `${tableName}.${databaseName}`, definition };
    }),
  );
  expect(said.length).toBeGreaterThan(50);
  expect(said).toEqual(said.map(({ column }) => ({ column, definition: schema.get(column) })));
});
