import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { CommitRecords } from './commit-records.js';
import { dataSourceOptions } from './data-source-options.js';

describe('CommitRecords', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let records: CommitRecords;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 3, applicationName: 'litspark-test' }),
    );
    await dataSource.initialize();
    records = new CommitRecords(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const committed = (count = 1) =>
    dataSource.transaction(async (manager) => {
      const numbers: number[] = [];
      for (let i = 0; i < count; i += 1) numbers.push(await records.write(manager));
      return numbers;
    });
  const rolledBack = async () => {
    const unit: { number?: number } = {};
    const work = async (manager: EntityManager) => {
      unit.number = await records.write(manager);
      throw new Error('rolled back');
    };
    await expect(dataSource.transaction(work)).rejects.toThrow('rolled back');
    return unit.number ?? 0;
  };
  const kept = async () => {
    const rows = await dataSource.query<{ number: string }[]>(
      'SELECT number FROM commit_records WHERE NOT is_refused ORDER BY number',
    );
    return rows.map((row) => Number(row.number));
  };
  const someoneWaits = async () => {
    const rows = await dataSource.query<unknown[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };

  it('tells what was committed from what was not, however often it is asked', async () => {
    const [number = 0] = await committed();
    const lost = await rolledBack();
    for (let asked = 0; asked < 2; asked += 1) {
      expect(await records.hasCommitted(number)).toBe(true);
      expect(await records.hasCommitted(lost)).toBe(false);
    }
  });

  it.each([
    ['commits', true],
    ['is rolled back', false],
  ])('waits for a transaction that %s after the question', async (_how, commits) => {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    const number = await records.write(runner.manager);
    const answer = records.hasCommitted(number);
    while (!(await someoneWaits())) await turn();
    await (commits ? runner.commitTransaction() : runner.rollbackTransaction());
    await runner.release();
    expect(await answer).toBe(commits);
  });

  it('lets no transaction take place that was said not to have', async () => {
    const number = await rolledBack();
    expect(await records.hasCommitted(number)).toBe(false);
    const again = dataSource.query(
      'INSERT INTO commit_records SELECT node, number FROM commit_records WHERE number = $1',
      [number],
    );
    await expect(again).rejects.toThrow('duplicate key');
  });

  it('keeps what may still be asked for, and deletes what nobody asks for any more', async () => {
    records = new CommitRecords(dataSource);
    await dataSource.query('DELETE FROM commit_records');
    const [done = 0, open = 0, ...closed] = await committed(1_001);
    for (const number of [done, ...closed]) records.close(number);
    while ((await kept()).includes(done)) await turn();
    expect(await kept()).toEqual([open, ...closed]);
    records.close(open);
    for (const number of await committed(999)) records.close(number);
    while ((await kept()).includes(open)) await turn();
    expect(await kept()).toHaveLength(0);
  });

  it('deletes what a killed node left a day ago', async () => {
    const [number = 0] = await committed();
    await dataSource.query(`UPDATE commit_records SET recorded_at = now() - interval '23 hours'`);
    await records.deleteAbandoned();
    expect(await kept()).toContain(number);
    await dataSource.query(`UPDATE commit_records SET recorded_at = now() - interval '25 hours'`);
    await records.deleteAbandoned();
    expect(await kept()).toEqual([]);
  });
});
