import type { Client } from 'pg';

/** A database beside what this version knows, by the names of migrations. */
export interface SchemaState {
  /** Known here and not applied there. */
  pending: string[];
  /** Applied there by a newer version, and not known here. */
  newer: string[];
}

/**
 * Whether versions that don't know a migration can't serve any more once it is applied: its name begins with `Breaking`. All others
 * only add, so that versions run side by side while nodes are updated one by one.
 */
export const isBreaking = (migration: string): boolean => migration.startsWith('Breaking');

/** How the database stands to the migrations of this version, oldest first. */
export async function readSchemaState(
  client: Pick<Client, 'query'>,
  known: readonly string[],
): Promise<SchemaState> {
  const table = await client.query<{ there: boolean }>(
    `SELECT to_regclass('migrations') IS NOT NULL AS there`,
  );
  if (table.rows[0]?.there !== true) return { pending: [...known], newer: [] };
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp');
  const applied = rows.map(({ name }) => name);
  return {
    pending: known.filter((name) => !applied.includes(name)),
    newer: applied.filter((name) => !known.includes(name)),
  };
}
