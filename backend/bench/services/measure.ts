import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { measureLoneSend } from './lone-sends.js';
import { measureSends } from './sends.js';
import { startServices } from './services.js';
import { measureSync } from './syncs.js';

/** The services by themselves, in this process and without sockets, on a PostgreSQL of their own. */
export async function measureServices(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'litspark-bench-'));
  const server = await EmbeddedPostgres.open({ dataDir });
  await migrate(server.url);
  const services = await startServices(server.url);
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
      console.log(
        `sync of ${conversations} conversations, ${changed} changed: ${milliseconds.toFixed(1)} ms`,
      );
    }
  } finally {
    await services.dataSource.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
