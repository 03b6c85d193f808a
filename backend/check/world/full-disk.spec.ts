import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Problem } from '@litspark/shared-contracts';
import { Postgres } from './postgres.js';
import { Volume } from './volume.js';
import { clearAway } from './workplace.js';
import { request } from '../../test/request.js';
import { buildProduct, Product } from '../../test/start-product.js';
import { until } from '../../test/until.js';

let room: string;
let volume: Volume;
let product: Product;
const aMinute = 120_000;

beforeAll(async () => {
  await buildProduct();
  room = mkdtempSync(join(tmpdir(), 'litspark-full-disk-'));
  volume = new Volume(room);
  product = new Product({ DATA_DIR: volume.dataDir, DEMO: 'off' });
});
afterAll(async () => {
  product.signal('SIGTERM');
  await product.exited;
  clearAway(room);
});

it(
  'is not ready while the disk of its database is full, and is again once it is not',
  async () => {
    const at = await product.ready();
    const ready = () => request<Problem>(at, 'GET', '/health/ready');
    expect(await ready()).toMatchObject({ status: 200 });
    const postgres = new Postgres(volume.dataDir);
    // Again and again: PostgreSQL may delete a file meanwhile.
    await until(async () => {
      volume.fill(postgres);
      return (await ready()).status === 503;
    });
    expect((await ready()).body).toMatchObject({ code: 'UNAVAILABLE', detail: 'Down: database.' });
    volume.free(postgres);
    await until(async () => (await ready()).status === 200);
  },
  aMinute,
);
