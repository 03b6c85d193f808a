import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { request } from './request.js';
import { buildProduct, Product } from './start-product.js';
import { startRedis } from './start-redis.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const folder = join(import.meta.dirname, '../../docker/monitoring');
let redis: Awaited<ReturnType<typeof startRedis>>, database: TestDatabase, dataDir: string, product: Product;

beforeAll(async () => {
  await buildProduct();
  [redis, database] = await Promise.all([startRedis(), createTestDatabase()]);
  dataDir = mkdtempSync(join(tmpdir(), 'litspark-monitoring-'));
  product = new Product({
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    DATA_DIR: dataDir,
    DEMO: 'off',
    WORKERS: '2',
    // The server of the tests forgets what it acknowledged.
    ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes',
  });
});
afterAll(async () => {
  product.signal('SIGTERM');
  await product.exited;
  await Promise.all([redis.kill(), database.drop()]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** What can be asked for, by the kinds that the service declares. */
function seriesIn(text: string): Set<string> {
  const declared = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return new Set(
    declared.flatMap(([, name, kind]) =>
      kind === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${name}_${part}`) : [`${name}`],
    ),
  );
}

it('knows every figure that the alerts and the dashboard ask for', async () => {
  const { text } = await request(await product.ready(), 'GET', '/metrics');
  const known = seriesIn(text);
  for (const name of ['alerts.yaml', 'alerts.test.yaml', 'dashboard.json']) {
    const asked = new Set(readFileSync(join(folder, name), 'utf8').match(/\blitspark_\w+/g));
    expect(asked.size).toBeGreaterThan(5);
    expect({ name, unknown: [...asked].filter((series) => !known.has(series)) }).toEqual({
      name,
      unknown: [],
    });
  }
  for (const part of ['database', 'server', 'redis']) {
    expect(text).toMatch(new RegExp(`^litspark_part_up\\{part="${part}",worker="1"\\} 1$`, 'm'));
  }
});
