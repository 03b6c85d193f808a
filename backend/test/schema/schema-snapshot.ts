import type { Client } from 'pg';

/** What versions of the product share of one table. */
export interface TableShape {
  /** By name. */
  columns: Record<string, ColumnShape>;
  /** Whatever refuses rows: keys, checks, references, unique indexes and triggers, as PostgreSQL writes them. */
  rules: string[];
}

interface ColumnShape {
  type: string;
  nullable: boolean;
  /** Whether PostgreSQL has a value for a row that gives none. */
  filled: boolean;
  /** Whether PostgreSQL computes it, so that rows must not give it. */
  generated: boolean;
}

/** The tables and views of the schema `public` by name, but for the list of migrations. */
export async function readSchema(client: Pick<Client, 'query'>): Promise<Map<string, TableShape>> {
  const { rows: tables } = await client.query<{ name: string; columns: TableShape['columns'] }>(`
    SELECT c.relname AS name, jsonb_object_agg(a.attname, jsonb_build_object(
      'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT a.attnotnull,
      'filled', a.atthasdef OR a.attidentity <> '', 'generated', a.attgenerated <> '')) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
      AND c.relname <> 'migrations' AND a.attnum > 0 AND NOT a.attisdropped
    GROUP BY c.oid ORDER BY name`);
  const { rows: rules } = await client.query<{ table: string; rule: string }>(`
    SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS rule
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT indrelid::regclass::text,
      regexp_replace(pg_get_indexdef(indexrelid), 'INDEX .* ON', 'INDEX ON')
    FROM pg_index WHERE indisunique AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    UNION ALL SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2`);
  return new Map(
    tables.map(({ name, columns }) => [
      name,
      { columns, rules: rules.filter(({ table }) => table === name).map(({ rule }) => rule) },
    ]),
  );
}
