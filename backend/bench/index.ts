import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../src/platform/database/migrate.js';
import { measureLoneSend } from './lone-sends.js';
import { measureSends } from './sends.js';
import { startServices } from './services.js';
import { measureSync } from './syncs.js';

// `npm run bench`: needs nothing but this machine; runs on an embedded PostgreSQL of its own, or on DATABASE_URL.
const dataDir = mkdtempSync(join(tmpdir(), 'litspark-bench-'));
const own = process.env['DATABASE_URL'] ? null : await EmbeddedPostgres.open({ dataDir });
const url = own?.url ?? process.env['DATABASE_URL'] ?? '';
await migrate(url);
const services = await startServices(url);
try {
  console.log(`one send alone: ${(await measureLoneSend(services)).toFixed(2)} ms`);
  for (const conversations of [1, 200]) {
    const { batches, baseline, ratio } = await measureSends(services, conversations);
    console.log(
      `200 senders, ${conversations} conversation(s): ${Math.round(batches)} messages/s in batches, ` +
        `${Math.round(baseline)} one by one (${ratio.toFixed(1)} times as many)`,
    );
  }
  for (const [conversations, changed] of [
    [100, 0],
    [2_000, 0],
    [2_000, 1],
    [2_000, 100],
  ] as const) {
    const { milliseconds } = await measureSync(services, conversations, changed);
    console.log(`sync of ${conversations} conversations, ${changed} changed: ${milliseconds.toFixed(1)} ms`);
  }
} finally {
  await services.dataSource.destroy();
  await own?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
