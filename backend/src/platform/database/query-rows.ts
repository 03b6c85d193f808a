import { createHash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import {
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  QueryRunnerAlreadyReleasedError,
} from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Runs one statement written by hand and gives the rows it returns. */
export async function queryRows<Row extends object>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const result = await manager.query<Row[] | [Row[], number]>(sql, [...parameters]);
  // TypeORM answers UPDATE and DELETE with the rows and their number.
  return isWithCount(result) ? result[0] : result;
}

/** By their text. */
const statementNames = new Map<string, string>();

/**
 * The same for a hot path: PostgreSQL parses the statement once for each connection, and soon plans it no more. Its text must be one
 * of few, as each stays with a connection for as long as that lives.
 */
export async function preparedRows<Row extends object>(
  { dataSource, queryRunner }: EntityManager,
  text: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  // Asked for its connection, a runner that lost it would give another one: outside of the transaction.
  if (queryRunner?.isReleased) throw new QueryRunnerAlreadyReleasedError();
  const connection = queryRunner
    ? ((await queryRunner.connect()) as ClientBase)
    : ((dataSource.driver as PostgresDriver).master as Pool | undefined);
  if (!connection) throw new Error('Driver not connected');
  const values = [...parameters];
  dataSource.logger.logQuery(text, values, queryRunner);
  const { rows } = await connection.query<Row>({ name: nameOf(text), text, values });
  return rows;
}

/** PostgreSQL takes 63 bytes. */
function nameOf(text: string): string {
  let name = statementNames.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url');
    statementNames.set(text, name);
  }
  return name;
}

/** `alias.column AS "property"` for each column of an entity: rows read by hand have the entity's shape. */
export function columnsOf(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  alias: string,
): string {
  return manager.dataSource
    .getMetadata(entity)
    .columns.map((column) => `${alias}.${column.databaseName} AS "${column.propertyName}"`)
    .join(', ');
}

function isWithCount<Row>(result: Row[] | [Row[], number]): result is [Row[], number] {
  return result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number';
}
