import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { knownMigrations, migrate } from '../../src/platform/database/migrate.js';
import { buildProduct } from '../start-product.js';
import { postgres, StartedProducts } from '../started-products.js';
import { createEmptyTestDatabase, type TestDatabase } from '../test-database.js';

const aMinute = 120_000;
const backend = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let database: TestDatabase;
const products = new StartedProducts();
beforeAll(() => buildProduct(), aMinute);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'litspark-migrate-'));
  database = await createEmptyTestDatabase();
});
afterEach(async () => {
  await products.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as an image does. */
const runMigrate = (environment: NodeJS.ProcessEnv) =>
  new Promise<{ code: number; lines: string[]; complaint: string }>((resolve) => {
    const env = { PATH: process.env.PATH, ...environment };
    execFile(process.execPath, ['dist/migrate.js'], { cwd: backend, env }, (error, stdout, stderr) => {
      const code = error ? Number(error.code) : 0;
      resolve({ code, lines: stdout.trim().split('\n'), complaint: stderr });
    });
  });

async function applied(name: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`INSERT INTO migrations (timestamp, name) VALUES (9000000000000, $1)`, [name]);
  await client.end();
}

describe('the command that migrates', () => {
  it(
    'applies what is missing with a line for each, ends, and has nothing to do the next time',
    async () => {
      const [oldest = '', ...others] = knownMigrations();
      await migrate(database.url, { only: [oldest] });
      expect(await runMigrate({ DATABASE_URL: database.url })).toEqual({
        code: 0,
        lines: [
          ...others.map((name) => `Applying ${name}`),
          `The database is up to date, with ${others.length} migrations more`,
        ],
        complaint: '',
      });
      expect(await runMigrate({ DATABASE_URL: database.url })).toEqual({
        code: 0,
        lines: ['The database is up to date'],
        complaint: '',
      });
    },
    aMinute,
  );

  it(
    'makes and migrates the embedded database, and leaves none running',
    async () => {
      const { code, lines } = await runMigrate({ DATA_DIR: join(folder, 'data') });
      expect(code).toBe(0);
      expect(lines.filter((line) => line.startsWith('Applying'))).toHaveLength(knownMigrations().length);
      expect(postgres(join(folder, 'data'))).toBeNull();
    },
    aMinute,
  );

  it(
    'refuses, in one line, a database that a newer version has changed for all others',
    async () => {
      await migrate(database.url);
      await applied('BreakingChange9000000000000');
      const { code, complaint } = await runMigrate({ DATABASE_URL: database.url });
      expect(code).toBe(1);
      expect(complaint).toMatch(
        /^The database was changed by a newer version .*: start that version, or .*\n$/,
      );
    },
    aMinute,
  );
});

/** The tests' PostgreSQL flushes nothing. */
const served = ({ url }: TestDatabase) => ({
  DATABASE_URL: url,
  ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes',
});

describe('the product', () => {
  it(
    'starts on a database to which a newer version only added, and says so',
    async () => {
      await migrate(database.url);
      await applied('Addition9000000000000');
      const product = products.start(join(folder, 'data'), served(database));
      await product.ready();
      expect(product.output).toMatch(
        /^The database is of a newer version of LitSpark Messagerie \(Addition9000000000000\); this one can serve it meanwhile$/m,
      );
    },
    aMinute,
  );

  it(
    'does not start on one that a newer version has changed for all others',
    async () => {
      await migrate(database.url);
      await applied('BreakingChange9000000000000');
      const product = products.start(join(folder, 'data'), served(database));
      expect(await product.exited).toBe(1);
      expect(product.output).toMatch(/^The database was changed by a newer version [^\n]*\n$/m);
    },
    aMinute,
  );
});
