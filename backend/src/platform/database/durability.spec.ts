import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { readConfiguration } from '../config/environment.js';
import { dataSourceOptions } from './data-source-options.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';
import { prepareDatabase } from './prepare-database.js';

/** A PostgreSQL as it comes, not the tests' own, which is told to forget. */
let server: EmbeddedPostgres;
let folder: string;
let superuser: Client;
const consent = { ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'litspark-durability-'));
  server = await EmbeddedPostgres.open({ dataDir: folder });
  superuser = new Client({ connectionString: server.superuserUrl });
  await superuser.connect();
});
afterEach(async () => {
  await superuser.query('ALTER ROLE litspark RESET ALL');
  await superuser.query('ALTER DATABASE litspark RESET ALL');
  await superuser.query('ALTER ROLE litspark IN DATABASE litspark RESET ALL');
  await superuser.query('ALTER SYSTEM RESET ALL');
  await reload();
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Each process of the server takes the new settings up by itself: ours asks until it has. */
async function reload(): Promise<void> {
  const loadedAt = async () =>
    (await superuser.query<{ at: Date }>('SELECT pg_conf_load_time() AS at')).rows[0]?.at.getTime();
  const before = await loadedAt();
  await superuser.query('SELECT pg_reload_conf()');
  while ((await loadedAt()) === before);
}

/** What the start says. */
async function start(environment: NodeJS.ProcessEnv = {}, url = server.url): Promise<string[]> {
  const said: string[] = [];
  const configuration = readConfiguration({ DATABASE_URL: url, DATA_DIR: folder, ...environment });
  await prepareDatabase(configuration, (line) => said.push(line));
  return said.filter((line) => !line.startsWith('Database migrated'));
}
const lineFor = (fault: string) =>
  `PostgreSQL may lose messages that it has acknowledged: ${fault}. Turn it on, or accept the loss by ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES=yes.`;

describe('the start', () => {
  it('accepts a PostgreSQL as it comes, and says nothing', async () => {
    expect(await start()).toEqual([]);
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
    'refuses %s off, in one line',
    async (name) => {
      await superuser.query(`ALTER SYSTEM SET ${name} = off`);
      await reload();
      await expect(start()).rejects.toThrow(lineFor(`${name} is off (set by configuration file)`));
    },
  );

  it.each([
    ['user', 'ALTER ROLE litspark'],
    ['database', 'ALTER DATABASE litspark'],
    ['database user', 'ALTER ROLE litspark IN DATABASE litspark'],
  ])('refuses it for our connections alone: set by %s', async (source, alter) => {
    await superuser.query(`${alter} SET synchronous_commit = off`);
    await expect(start()).rejects.toThrow(lineFor(`synchronous_commit is off (set by ${source})`));
  });

  it('refuses an address that turns it off', async () => {
    const url = `${server.url}?options=-c%20synchronous_commit%3Doff`;
    await expect(start({}, url)).rejects.toThrow(lineFor('synchronous_commit is off (set by client)'));
  });

  it.each(['local', 'remote_write', 'remote_apply', 'on'])('accepts synchronous_commit %s', async (value) => {
    await superuser.query(`ALTER ROLE litspark SET synchronous_commit = ${value}`);
    expect(await start()).toEqual([]);
  });

  it('changes no table of a database that it refuses', async () => {
    await superuser.query('CREATE DATABASE untouched OWNER litspark');
    await superuser.query('ALTER ROLE litspark SET synchronous_commit = off');
    const url = new URL(server.url);
    url.pathname = 'untouched';
    await expect(start({}, url.href)).rejects.toThrow('may lose');
    const client = new Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`);
    await client.end();
    expect(rows).toEqual([]);
  });

  it('goes on where the loss is accepted in so many words, and warns every time', async () => {
    await superuser.query('ALTER ROLE litspark SET synchronous_commit = off');
    for (let count = 0; count < 2; count += 1) {
      expect(await start(consent)).toEqual([
        'Warning: PostgreSQL may lose messages that it has acknowledged: synchronous_commit is off (set by user). That is accepted by ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES=yes.',
      ]);
    }
  });
});

describe('a start that has nothing to migrate', () => {
  it('waits for nobody who migrates', async () => {
    await start();
    const other = new Client({ connectionString: server.url });
    await other.connect();
    await other.query('SELECT pg_advisory_lock($1)', [7_451_207]);
    let isDone = false;
    const again = start().finally(() => (isDone = true));
    try {
      while (!isDone)
        expect(
          (await superuser.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).rows,
        ).toEqual([]);
    } finally {
      await other.end();
    }
    expect(await again).toEqual([]);
  });
});

describe('our connections', () => {
  it('set nothing that PostgreSQL was configured otherwise', async () => {
    await superuser.query('ALTER ROLE litspark SET synchronous_commit = remote_apply');
    const options = dataSourceOptions({ url: server.url, poolSize: 1, applicationName: 'litspark-test' });
    const source = await new DataSource(options).initialize();
    const settings = await source.query(
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name`,
    );
    await source.destroy();
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'remote_apply' },
    ]);
  });
});
