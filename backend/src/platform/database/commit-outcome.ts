import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from './query-rows.js';

const pauseMs = 100;

/** Names the running transaction, for `hasCommitted`. */
export async function transactionId(manager: EntityManager): Promise<string> {
  const [row] = await queryRows<{ id: string }>(manager, 'SELECT pg_current_xact_id()::text AS id', []);
  if (!row) throw new Error('PostgreSQL did not name the transaction.');
  return row.id;
}

/**
 * Whether a transaction took place whose connection broke during COMMIT: asks again and again until the database is
 * back, false where the pool was closed meanwhile. This is what PostgreSQL keeps `pg_xact_status` for
 * (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT).
 */
export async function hasCommitted(dataSource: DataSource, id: string): Promise<boolean> {
  while (dataSource.isInitialized) {
    const status = await statusOf(dataSource, id);
    if (status === 'committed') return true;
    if (status === 'aborted') return false;
    await delay(pauseMs, undefined, { ref: false });
  }
  return false;
}

/** Null while the database is away; `in progress` until PostgreSQL notices that the connection broke. */
async function statusOf(dataSource: DataSource, id: string): Promise<string | null> {
  try {
    const sql = 'SELECT pg_xact_status($1::xid8) AS status';
    const [row] = await queryRows<{ status: string | null }>(dataSource.manager, sql, [id]);
    return row?.status ?? null;
  } catch {
    return null;
  }
}
