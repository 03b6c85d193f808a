import type { DataSourceOptions } from 'typeorm';

export interface PoolOptions {
  url: string;
  /** Connections at most. */
  poolSize: number;
  /** How PostgreSQL names us in its list of connections. */
  applicationName: string;
}

/** The application's connections. Never synchronises: the schema is the migrations' business. */
export function dataSourceOptions({ url, poolSize, applicationName }: PoolOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    // Counters stay far below 2^53.
    parseInt8: true,
    poolSize,
    connectTimeoutMS: 5_000,
    applicationName,
    extra: {
      // A statement that hangs must not hold a connection, nor a row's lock, for ever.
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    },
  };
}
