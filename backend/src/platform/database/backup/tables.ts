import type { Client } from 'pg';

export interface Table {
  /** With its schema, where that is not `public`. */
  name: string;
  /** Without those that PostgreSQL computes. */
  columns: string[];
}

export interface Sequence {
  table: string;
  column: string;
  /** The number it gives next. */
  next: string;
}

/** A few megabytes of the longest messages. */
const rowsAtOnce = 500;

/** Ours, and that of the library that keeps the jobs. */
export const schemas = `('public'::regnamespace, to_regnamespace('graphile_worker'))`;
const nameOf = `CASE WHEN c.relnamespace = 'public'::regnamespace THEN '' ELSE c.relnamespace::regnamespace::text || '.' END || c.relname`;

/** Every table of the product but the lists of migrations, which say what the others look like. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT ${nameOf} AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace IN ${schemas} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> 'migrations' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.oid ORDER BY name`);
  return rows;
}

/** The names of the migrations that were applied, oldest first; none in an empty database. */
export async function listMigrations(client: Client): Promise<string[]> {
  const found = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS there`,
  );
  if (found.rows[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp');
  return rows.map(({ name }) => name);
}

/** Of columns that count by themselves. Not part of a snapshot: never behind one that was taken before. */
export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    SELECT ${nameOf} AS table, a.attname AS column, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS sequence
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace IN ${schemas} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> 'migrations'
      AND a.attnum > 0 AND NOT a.attisdropped AND pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL
    ORDER BY 1, 2`);
  const sequences: Sequence[] = [];
  for (const { table, column, sequence } of rows) {
    const state = await client.query<{ next: string }>(
      `SELECT (last_value + is_called::int)::text AS next FROM ${sequence}`,
    );
    sequences.push({ table, column, next: state.rows[0]?.next ?? '1' });
  }
  return sequences;
}

/** Each row of a table as one line of JSON, as PostgreSQL writes it; in a transaction. */
export async function* linesOf(client: Client, { name, columns }: Table): AsyncGenerator<string[]> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  // White space between values may hold line breaks; inside of them they are escaped.
  await client.query(`
    DECLARE lines NO SCROLL CURSOR FOR
    SELECT translate(row_to_json(r)::text, E'\\n\\r', '  ') AS line
    FROM (SELECT ${list} FROM ${quoted(client, name)}) r`);
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM lines`);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await client.query('CLOSE lines');
}

/** The name of a table as statements write it. */
export const quoted = (client: Client, name: string): string =>
  name
    .split('.')
    .map((part) => client.escapeIdentifier(part))
    .join('.');
