import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from './query-rows.js';

const pauseMs = 100;

/** A running transaction, and the checkpoint of the time. */
export interface TransactionId {
  id: string;
  checkpoint: string;
}

/** Names the running transaction, for `hasCommitted`. */
export async function transactionId(manager: EntityManager): Promise<TransactionId> {
  const [row] = await queryRows<TransactionId>(
    manager,
    'SELECT pg_current_xact_id()::text AS id, checkpoint_lsn::text AS checkpoint FROM pg_control_checkpoint()',
    [],
  );
  if (!row) throw new Error('PostgreSQL did not name the transaction.');
  return row;
}

/**
 * Whether a transaction took place whose connection broke during COMMIT: asks again and again until the database is
 * back, false where the pool was closed meanwhile. This is what PostgreSQL keeps `pg_xact_status` for
 * (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT).
 */
export async function hasCommitted(dataSource: DataSource, id: TransactionId): Promise<boolean> {
  while (dataSource.isInitialized) {
    const status = await statusOf(dataSource, id);
    if (status === 'committed') return true;
    if (status === 'aborted') return false;
    await delay(pauseMs, undefined, { ref: false });
  }
  return false;
}

/**
 * Null while the database is away; `in progress` until PostgreSQL notices that the connection broke. A crash may lose a
 * transaction with its number, which another one then gets: recovery ends with a checkpoint, and what it did not know of
 * is not below that checkpoint's next number.
 */
async function statusOf(dataSource: DataSource, { id, checkpoint }: TransactionId): Promise<string | null> {
  try {
    const sql = `SELECT CASE
        WHEN checkpoint_lsn <> $2::pg_lsn AND $1::numeric
          >= split_part(next_xid, ':', 1)::numeric * 4294967296 + split_part(next_xid, ':', 2)::numeric THEN 'aborted'
        ELSE pg_xact_status($1::text::xid8)
      END AS status FROM pg_control_checkpoint()`;
    const [row] = await queryRows<{ status: string | null }>(dataSource.manager, sql, [id, checkpoint]);
    return row?.status ?? null;
  } catch {
    return null;
  }
}
