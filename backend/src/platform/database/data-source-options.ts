import { Socket } from 'node:net';
import type { DataSourceOptions } from 'typeorm';
import { PooledClient } from './pooled-client.js';

const statementTimeoutMs = 15_000;
/** Longer than a node that froze can hold a lock. */
export const lockTimeoutMs = 5_000;
/** A node that froze in the middle of a transaction must not hold its locks for longer: the server ends it. */
const idleInTransactionMs = 3_000;
/** Longer than any statement may take: a server that says nothing for so long is not there. */
const silenceMs = 20_000;

/**
 * A statement is planned once for each connection, perhaps when a table was as good as empty: then a scan of it looks cheapest, and stays
 * the plan while the table grows. Each of ours has an index, and scans only where there is none; nor is any worth compiling.
 */
const planning = '-c enable_seqscan=off -c jit=off';

export interface PoolOptions {
  url: string;
  /** Connections at most. */
  poolSize: number;
  /** How PostgreSQL names us in its list of connections. */
  applicationName: string;
  /** After how long without a byte a connection is given up; 20 s. */
  silenceMs?: number;
}

/** The application's connections. Never synchronises: the schema is the migrations' business. */
export function dataSourceOptions(pool: PoolOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: pool.url,
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    // Counters stay far below 2^53.
    parseInt8: true,
    poolSize: pool.poolSize,
    connectTimeoutMS: 5_000,
    applicationName: pool.applicationName,
    extra: { ...connectionLimits(pool.silenceMs), options: planning, Client: PooledClient },
  };
}

/** What every connection of ours asks of the database and of the network, the embedded one's and any other's. */
export function connectionLimits(patienceMs = silenceMs) {
  return {
    // A statement that hangs must not hold a connection, nor a row's lock, for ever.
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    stream: () => impatientSocket(patienceMs),
  };
}

/** A server that froze, or whose network went away, closes nothing: its limits don't hold, and the callers would wait for ever. */
function impatientSocket(patienceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(patienceMs, () => socket.destroy());
  return socket;
}
