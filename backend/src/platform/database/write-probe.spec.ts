import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import type { Configuration } from '../config/configuration.js';
import { WriteProbe } from './write-probe.js';

describe('WriteProbe', () => {
  let database: TestDatabase;
  let other: Client;
  let probe: WriteProbe;

  beforeEach(async () => {
    database = await createTestDatabase();
    other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('CREATE TABLE IF NOT EXISTS write_probe (at timestamptz NOT NULL)');
    probe = new WriteProbe({ databaseUrl: database.url } as Configuration);
  });
  afterEach(async () => {
    await probe.onApplicationShutdown();
    await other.end();
    await database.drop();
  });

  const rows = async () => (await other.query('SELECT FROM write_probe')).rowCount;

  it('finds no fault while pg_dump reads every table', async () => {
    await other.query('BEGIN; LOCK TABLE write_probe IN ACCESS SHARE MODE');
    expect(await probe.fault()).toBeNull();
    expect(await rows()).toBe(1);
    await other.query('COMMIT');
  });

  it('keeps a single row while nobody reads', async () => {
    await other.query(`INSERT INTO write_probe VALUES (now() - interval '1 day') ON CONFLICT DO NOTHING`);
    expect(await probe.fault()).toBeNull();
    expect(await rows()).toBe(1);
  });
});
