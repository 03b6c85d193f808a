import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { StartError } from '../../config/start-error.js';
import { writeHashed } from './hashed-files.js';
import type { Manifest } from './manifest.js';
import { RowCount } from './row-count.js';
import { RowsDigest } from './rows-digest.js';
import { inSnapshot } from './snapshot.js';
import { linesOf, listMigrations, listSequences, listTables, type Table } from './tables.js';

export type Dump = Pick<Manifest, 'generation' | 'migrations' | 'tables' | 'sequences'>;

interface Target {
  folder: string;
  say: (line: string) => void;
}

/** In a backup. */
export const databaseFolder = 'database';

/** Writes every row of one moment into `folder`, one file for each table: lines of JSON, compressed by gzip. */
export function dump(url: string, target: Target): Promise<Dump> {
  return inSnapshot(url, async (client) => {
    const migrations = await listMigrations(client);
    if (migrations.length === 0)
      throw new StartError('There is nothing to back up: the database has never been used.');
    const known = await listTables(client);
    const tables: Dump['tables'] = [];
    for (const table of known) tables.push(await writeTable(client, table, target));
    return {
      generation: await readGeneration(client, known),
      migrations,
      tables,
      sequences: await listSequences(client),
    };
  });
}

/** Empty in a database that an older version left, which has none. */
async function readGeneration(client: Client, tables: readonly Table[]): Promise<string> {
  if (!tables.some(({ name }) => name === 'database_generation')) return '';
  const { rows } = await client.query<{ generation: string }>('SELECT generation FROM database_generation');
  return rows[0]?.generation ?? '';
}

/** How many rows each table has now, and their digest. */
export function digests(url: string): Promise<Map<string, { rows: number; digest: string }>> {
  return inSnapshot(url, async (client) => {
    const found = new Map<string, { rows: number; digest: string }>();
    for (const table of await listTables(client)) {
      const digest = new RowsDigest();
      for await (const lines of linesOf(client, table)) lines.forEach((line) => digest.add(line));
      found.set(table.name, { rows: digest.rows, digest: digest.hex });
    }
    return found;
  });
}

async function writeTable(
  client: Client,
  table: Table,
  { folder, say }: Target,
): Promise<Dump['tables'][number]> {
  const file = `${table.name}.jsonl.gz`;
  const digest = new RowsDigest();
  const count = new RowCount(table.name, say);
  async function* text() {
    for await (const lines of linesOf(client, table)) {
      lines.forEach((line) => digest.add(line));
      yield `${lines.join('\n')}\n`;
      count.add(lines.length);
    }
  }
  const lines = Readable.from(text());
  const sha256 = await writeHashed([lines, createGzip({ level: 4 })], join(folder, file));
  count.end();
  return { ...table, rows: digest.rows, digest: digest.hex, file: `${databaseFolder}/${file}`, sha256 };
}
