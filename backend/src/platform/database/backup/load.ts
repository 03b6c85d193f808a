import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Client } from 'pg';
import { StartError } from '../../config/start-error.js';
import { migrate } from '../migrate.js';
import type { Manifest } from './manifest.js';
import { RowCount } from './row-count.js';
import { connectPatiently } from './snapshot.js';
import { quoted, schemas, type Table } from './tables.js';

/** Bytes of lines that go in with one statement. */
const bytesAtOnce = 4_000_000;
const rowsAtOnce = 1_000;

/** Makes the schema that the backup was made with in an empty database, and puts every row into it: all or none. */
export async function load(
  url: string,
  folder: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  await migrate(url, { only: manifest.migrations });
  const client = await connectPatiently(url);
  try {
    await client.query('BEGIN');
    const reviveConstraints = await dropForeignKeys(client);
    const names = manifest.tables.map(({ name }) => quoted(client, name));
    // What the migrations put there is among the rows.
    await client.query(`TRUNCATE ${names.join(', ')}`);
    for (const table of manifest.tables) {
      const count = new RowCount(table.name, say);
      await loadTable(client, join(folder, table.file), table, count);
      count.end();
    }
    await reviveConstraints();
    for (const { table, column, next } of manifest.sequences)
      await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3, false)', [table, column, next]);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** Gives the database a history of its own: what clients know of the one it was made from doesn't count any more. */
export async function beginGeneration(url: string): Promise<void> {
  const client = await connectPatiently(url);
  try {
    await client.query(`
      INSERT INTO database_generation DEFAULT VALUES
      ON CONFLICT (is_only) DO UPDATE SET generation = excluded.generation`);
  } finally {
    await client.end();
  }
}

/** Rows come table by table, in whatever order: the keys are checked when all of them are there. */
async function dropForeignKeys(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace IN ${schemas} AND conparentid = 0`);
  for (const { table, name } of rows)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${client.escapeIdentifier(name)}`);
  return async () => {
    for (const { table, name, definition } of rows)
      await client.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${client.escapeIdentifier(name)} ${definition}`,
      );
  };
}

async function loadTable(client: Client, path: string, table: Table, count: RowCount): Promise<void> {
  const name = quoted(client, table.name);
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const insert = async (lines: readonly string[]) => {
    await client.query(
      `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1::json)`,
      [`[${lines.join(',')}]`],
    );
    count.add(lines.length);
  };
  let batch: string[] = [];
  let bytes = 0;
  for await (const line of linesIn(path)) {
    batch.push(line);
    bytes += line.length;
    if (batch.length < rowsAtOnce && bytes < bytesAtOnce) continue;
    await insert(batch);
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) await insert(batch);
}

/** `node:readline` would also break lines at U+2028, which a message may hold. */
async function* linesIn(path: string): AsyncGenerator<string> {
  // What goes wrong is thrown where the text is read.
  const text = pipeline(createReadStream(path), createGunzip(), () => undefined);
  let rest = '';
  try {
    for await (const chunk of text.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new StartError(`${path} can’t be read (${String(error)}): use another backup.`);
  }
}
