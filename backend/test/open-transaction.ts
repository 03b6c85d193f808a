import { DataSource, type QueryRunner } from 'typeorm';
import type { TestApp } from './create-test-app.js';

/** A transaction on one of the application's connections that the server leaves alone, however slow the machine is. */
export async function openTransaction(app: Pick<TestApp, 'get'>): Promise<QueryRunner> {
  const transaction = app.get(DataSource).createQueryRunner();
  await transaction.startTransaction();
  await transaction.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  return transaction;
}
