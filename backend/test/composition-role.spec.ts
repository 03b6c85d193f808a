import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../src/platform/database/migrate.js';

/** The script of the composition, as psql runs it; the embedded server has a role of that name already. */
const statements = readFileSync(join(import.meta.dirname, '../../docker/postgres/create-role.sql'), 'utf8')
  .replace(/^(--|\\getenv).*$/gm, '')
  .replace(":'password'", "'a password'")
  .replaceAll('litspark', 'composed')
  .split(';')
  .filter((statement) => statement.trim() !== '');

let dataDir: string;
let server: EmbeddedPostgres;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'litspark-composition-'));
  server = await EmbeddedPostgres.open({ dataDir });
  await run(server.superuserUrl, ...statements);
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const urlOf = (database: string): string => {
  const url = new URL(server.superuserUrl);
  Object.assign(url, { username: 'composed', password: 'a password', pathname: `/${database}` });
  return url.href;
};

async function run(url: string, ...all: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const rows: Record<string, unknown>[] = [];
    for (const statement of all) rows.push(...(await client.query<Record<string, unknown>>(statement)).rows);
    return rows;
  } finally {
    await client.end();
  }
}

it('gives the service a database of its own, in which it can make all that it needs', async () => {
  await migrate(urlOf('composed'));
  const [row] = await run(urlOf('composed'), 'SELECT count(*)::int AS count FROM messages');
  expect(row).toEqual({ count: 0 });
});

it('gives it nothing else', async () => {
  const [role] = await run(
    urlOf('composed'),
    `SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user`,
  );
  expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]));
  for (const statement of [
    'CREATE ROLE another',
    'CREATE DATABASE another',
    'ALTER ROLE current_user SUPERUSER',
    `COPY (SELECT 1) TO PROGRAM 'true'`,
    `SELECT pg_read_file('/etc/passwd')`,
  ]) {
    await expect(run(urlOf('composed'), statement)).rejects.toMatchObject({ code: '42501' });
  }
  for (const database of ['postgres', 'template1']) {
    await expect(run(urlOf(database), 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  }
});
