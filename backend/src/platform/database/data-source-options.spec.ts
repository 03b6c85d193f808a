import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { connectToDatabase, databaseThrough } from '../../../test/database-line.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { until } from '../../../test/until.js';
import { UnavailableError } from '../errors/domain-error.js';
import { translateDatabaseError } from './database-errors.js';
import { dataSourceOptions } from './data-source-options.js';

let database: TestDatabase;
let wire: Server;
const ends: Socket[] = [];
let frozen = false;
let keptOpen = false;
let dataSource: DataSource;

/** Carries bytes to the database and back until it freezes: then both ends stay open and hear nothing. `keptOpen` holds back closes. */
function carry(near: Socket, far: Socket): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    ends.push(from);
    from.on('data', (bytes) => frozen || to.write(bytes));
    from.on('error', () => undefined);
    from.on('close', () => keptOpen || to.destroy());
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  wire = createServer((near) => carry(near, connectToDatabase(database.url)));
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  const url = databaseThrough((wire.address() as AddressInfo).port, database.url);
  dataSource = new DataSource(
    dataSourceOptions({ url, poolSize: 1, applicationName: 'litspark-test', silenceMs: 3_000 }),
  );
  await dataSource.initialize();
});
afterAll(async () => {
  ends.forEach((end) => end.destroy());
  await dataSource.destroy();
  await new Promise((resolve) => wire.close(resolve));
  await database.drop();
});

it('gives up a database that froze, as one that is away, and goes on once it is back', async () => {
  expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  frozen = true;
  const fault: unknown = await dataSource
    .transaction((manager) => manager.query('SELECT 2 AS two'))
    .catch((error: unknown) => error);
  expect(translateDatabaseError(fault)).toBeInstanceOf(UnavailableError);
  frozen = false;
  expect(await dataSource.query('SELECT 3 AS three')).toEqual([{ three: 3 }]);
});

it('gives nobody a connection that the database has said it closes', async () => {
  const other = new Client({ connectionString: database.url });
  await other.connect();
  const [own] = await dataSource.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
  keptOpen = true;
  const asleep = dataSource.query('SELECT pg_sleep(60)').catch((error: unknown) => error);
  const isActive = `SELECT FROM pg_stat_activity WHERE pid = $1 AND state = 'active' AND query LIKE '%sleep%'`;
  await until(async () => (await other.query(isActive, [own.pid])).rowCount === 1);
  await other.query('SELECT pg_terminate_backend($1)', [own.pid]);
  expect(translateDatabaseError(await asleep)).toBeInstanceOf(UnavailableError);
  expect(await dataSource.query('SELECT 4 AS four')).toEqual([{ four: 4 }]);
  keptOpen = false;
  await other.end();
});

it('looks things up by their index however small a table was when the statement was planned', async () => {
  await dataSource.query('CREATE TABLE few (id int PRIMARY KEY)');
  await dataSource.query('ANALYZE few');
  const plan = await dataSource.query<object[]>('EXPLAIN SELECT * FROM few WHERE id = 1');
  expect(JSON.stringify(plan)).toContain('few_pkey');
});
