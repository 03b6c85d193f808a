import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import type { TestApp } from '../create-test-app.js';

/** The migrations are over when a test begins: the tables stay what they are. */
const statements = new WeakMap<DataSource, Promise<string>>();

/** A digest of all that is stored, but for when people were last seen: their sockets come and go. */
export async function stored(app: TestApp): Promise<string> {
  const dataSource = app.get(DataSource);
  const statement = statements.get(dataSource) ?? digestOf(dataSource);
  statements.set(dataSource, statement);
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    // Under a name it is planned once for a connection: that takes longer than to run it.
    const { rows } = await client.query<{ digest: string }>({ name: 'stored', text: await statement });
    return rows[0]?.digest ?? 'nothing';
  } finally {
    await runner.release();
  }
}

/**
 * Each table's number of rows and the sum of the transactions that wrote them, which needs no order: a row that is written again,
 * with the same values too, is another one's. Where people were last seen is left out, `users` are compared by their values.
 */
async function digestOf(dataSource: DataSource): Promise<string> {
  const tables = await dataSource.query<{ name: string; columns: string; hasLastSeen: boolean }[]>(
    `SELECT relname AS name, bool_or(attname = 'last_seen_at') AS "hasLastSeen",
            string_agg('t.' || quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE attname <> 'last_seen_at') AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND attnum > 0 AND NOT attisdropped
     GROUP BY relname ORDER BY relname`,
  );
  const digests = tables.map(({ name, columns, hasLastSeen }) => {
    const row = hasLastSeen ? `hashtextextended(ROW(${columns})::text, 0)` : 'xmin::text::bigint';
    return `(SELECT count(*) || ':' || coalesce(sum(${row}), 0) FROM "${name}" t)`;
  });
  return `SELECT concat_ws(' ', ${digests.join(', ')}) AS digest`;
}
