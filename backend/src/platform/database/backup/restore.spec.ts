import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import {
  createEmptyTestDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../../../test/test-database.js';
import { knownMigrations, migrate } from '../migrate.js';
import { backUp } from './backup.js';
import { manifestFile } from './manifest.js';
import { restore } from './restore.js';

let folder: string, dataDir: string, backup: string, target: string;
let databases: TestDatabase[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'litspark-restore-'));
  [dataDir, backup, target] = ['data', 'backup', 'target'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(dataDir, 'keys'), { recursive: true });
  for (const name of ['first', 'second']) writeFileSync(join(dataDir, 'keys', name), name);
  mkdirSync(target);
  databases = [];
});
afterEach(async () => {
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function make(create: () => Promise<TestDatabase>): Promise<string> {
  const database = await create();
  databases.push(database);
  return database.url;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const quiet = () => undefined;
const generations = (url: string) => query(url, 'SELECT generation FROM database_generation');
const tables = (url: string) => query(url, `SELECT FROM pg_tables WHERE schemaname = 'public'`);

describe('a backup of what an older version left', () => {
  it('is made and restored although that had no generation, and the restored database has one', async () => {
    const old = await make(createEmptyTestDatabase);
    const known = knownMigrations();
    await migrate(old, { only: known.slice(0, 2) });
    const { generation, migrations } = await backUp({ dataDir, databaseUrl: old }, backup, quiet);
    expect({ generation, migrations }).toEqual({ generation: '', migrations: known.slice(0, 2) });
    const fresh = await make(createEmptyTestDatabase);
    await restore({ dataDir: target, databaseUrl: fresh }, backup, quiet);
    expect(await generations(fresh)).toEqual([{ generation: expect.any(String) }]);
  });

  it('is made and restored although its generation has no row', async () => {
    const old = await make(createTestDatabase);
    await query(old, 'DELETE FROM database_generation');
    expect(await backUp({ dataDir, databaseUrl: old }, backup, quiet)).toMatchObject({ generation: '' });
    const fresh = await make(createEmptyTestDatabase);
    await restore({ dataDir: target, databaseUrl: fresh }, backup, quiet);
    expect(await generations(fresh)).toEqual([{ generation: expect.any(String) }]);
  });
});

describe('a restore that fails', () => {
  beforeEach(async () => {
    await backUp({ dataDir, databaseUrl: await make(createTestDatabase) }, backup, quiet);
  });

  it('at a file leaves nothing in place', async () => {
    const path = join(backup, manifestFile);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"path": "keys/second"', '"path": "../second"'));
    await expect(restore({ dataDir: target, databaseUrl: null }, backup, quiet)).rejects.toThrow(
      '../second is no path in DATA_DIR.',
    );
    expect(readdirSync(target)).toEqual([]);
    expect(existsSync(join(folder, 'second'))).toBe(false);
  });

  it('at the place of a file leaves the database empty', async () => {
    writeFileSync(join(target, 'keys'), 'a file');
    const fresh = await make(createEmptyTestDatabase);
    await expect(restore({ dataDir: target, databaseUrl: fresh }, backup, quiet)).rejects.toThrow();
    expect(await tables(fresh)).toEqual([]);
    expect(readdirSync(target)).toEqual(['keys']);
  });

  it('at the database takes the files back', async () => {
    const path = join(backup, manifestFile);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"table": "', '"table": "no_'));
    expect(readFileSync(path, 'utf8')).not.toBe(text);
    const fresh = await make(createEmptyTestDatabase);
    await expect(restore({ dataDir: target, databaseUrl: fresh }, backup, quiet)).rejects.toThrow(/no_/);
    expect(readdirSync(target)).toEqual([]);
  });
});

it('carries the jobs that wait, with their schedules and what comes next', async () => {
  const [source, fresh] = [await make(createTestDatabase), await make(createEmptyTestDatabase)];
  const add = `SELECT id FROM graphile_worker.add_job('test.note.v1', '{"text":  "as typed"}', job_key := 'k')`;
  await query(source, add);
  await query(source, `INSERT INTO graphile_worker._private_known_crontabs VALUES ('clock', now(), now())`);
  await query(
    source,
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'w', attempts = 1`,
  );
  const state = (url: string) =>
    query(
      url,
      `SELECT j.*, payload::text AS payload, known_since, c.last_execution
       FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id), graphile_worker._private_known_crontabs c`,
    );
  await backUp({ dataDir, databaseUrl: source }, backup, quiet);
  await restore({ dataDir: target, databaseUrl: fresh }, backup, quiet);
  expect(await state(source)).toHaveLength(1);
  expect(await state(fresh)).toEqual(await state(source));
  const [next] = await query(source, add);
  expect(await query(fresh, add)).toEqual([next]);
});
