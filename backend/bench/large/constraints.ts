import type { Client } from 'pg';

/** What makes each row of a table cost: taken away, and brought back when all rows are there. */
interface Definition {
  table: string;
  name: string;
  /** What brings it back. */
  statement: string;
  kind: 'constraint' | 'index';
}

/** The keys and indexes of these tables, and the foreign keys that lead to them, in the order in which they can be brought back. */
export async function definitionsOf(client: Client, tables: readonly string[]): Promise<Definition[]> {
  const { rows } = await client.query<Definition>(
    `WITH filled AS (SELECT unnest($1::regclass[]) AS id),
     constrained AS (
       SELECT conrelid, conindid, conname, contype, oid FROM pg_constraint
       WHERE contype IN ('p', 'u', 'f') AND (conrelid IN (SELECT id FROM filled) OR confrelid IN (SELECT id FROM filled))
     )
     SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, 'constraint' AS kind,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS statement,
            CASE contype WHEN 'f' THEN 2 ELSE 0 END AS place
     FROM constrained
     UNION ALL
     SELECT indrelid::regclass::text, indexrelid::regclass::text, 'index', pg_get_indexdef(indexrelid), 1
     FROM pg_index WHERE indrelid IN (SELECT id FROM filled)
       AND indexrelid NOT IN (SELECT conindid FROM constrained WHERE contype <> 'f')
     ORDER BY place, name`,
    [tables],
  );
  return rows;
}

/** The last ones first: what leads to a key goes before it. */
export async function takeAway(client: Client, definitions: readonly Definition[]): Promise<void> {
  for (const { table, name, kind } of definitions.toReversed())
    await client.query(
      kind === 'index' ? `DROP INDEX ${name}` : `ALTER TABLE ${table} DROP CONSTRAINT ${name}`,
    );
}
