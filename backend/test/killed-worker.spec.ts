import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import * as z from 'zod';
import { jobTiming } from '../src/platform/config/job-timing.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { defineJob } from '../src/platform/jobs/job.js';
import { Jobs } from '../src/platform/jobs/jobs.js';
import { createTestApp, type TestApp } from './create-test-app.js';
import { buildProduct } from './start-product.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { until } from './until.js';

const quick = { ...jobTiming, pollMs: 100, beatMs: 100, deadAfterMs: 1_500 };

let database: TestDatabase, dataDir: string, app: TestApp, other: ChildProcess;
beforeAll(async () => {
  await buildProduct();
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'litspark-killed-worker-'));
  app = await createTestApp({ databaseUrl: database.url, jobTiming: quick });
});
afterAll(async () => {
  other.kill('SIGKILL');
  await app.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('leaves its job to another node, which takes none from a worker that lives', async () => {
  other = spawn(process.execPath, ['test/job-half-way.mjs', JSON.stringify(quick)], {
    cwd: join(import.meta.dirname, '..'),
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      DEMO: 'off',
      // The server of the tests forgets what it acknowledged.
      ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(other, 'exit').then(() => 'ended');
  const said = once(other.stdout!, 'data').then(([line]: unknown[]) => String(line));
  expect(await Promise.race([said, ended])).toBe('holding\n');

  const jobs = app.get(Jobs);
  const ran: { text: string; attempt: number }[] = [];
  const half = defineJob({ name: 'test.half-way.v1', payload: z.object({ text: z.string() }) });
  jobs.handle(half, ({ text }, { attempt }) => Promise.resolve(void ran.push({ text, attempt })));
  const begin = defineJob({ name: 'test.begin.v1', payload: z.object({}) });
  jobs.handle(begin, () => Promise.resolve());
  await app.get(UnitOfWork).transaction(() => jobs.enqueue(begin, {}));
  // Both have lived for longer than a worker may be silent.
  const bothLive = `
    SELECT FROM job_workers
    HAVING count(*) = 2 AND min(seen_at) > (SELECT min(locked_at) FROM graphile_worker.jobs) + interval '3 seconds'`;
  const source = app.get(DataSource);
  await until(async () => (await source.query<unknown[]>(bothLive)).length === 1);
  expect(ran).toEqual([]);

  other.kill('SIGKILL');
  const killedAt = performance.now();
  await until(() => ran.length > 0);
  expect(ran).toEqual([{ text: 'not to be lost', attempt: 2 }]);
  // Four hours without the heartbeat.
  expect(performance.now() - killedAt).toBeLessThan(20_000);
  expect(app.log.some(({ msg }) => msg === 'the jobs of workers that died are free again')).toBe(true);
});
