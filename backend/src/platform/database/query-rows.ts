import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

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
