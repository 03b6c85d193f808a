import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));
const startsWithinMs = 180_000;

export const administrator = { email: 'admin@bench.example', password: 'an administrator of the benchmark' };

/** Starts the built product with a database of its own, its limits for one person off. `stop` takes its data away. */
export async function startProduct() {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'litspark-bench-'));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      RATE_LIMIT_MESSAGES: '0',
      RATE_LIMIT_WORK: '0',
      LOG_LEVEL: 'warn',
      DRAIN_SECONDS: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async () => {
    const ended = child.exitCode === null ? once(child, 'exit') : null;
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const limit = Date.now() + startsWithinMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > limit) {
      await stop();
      throw new Error('The product did not start.');
    }
    await delay(100);
  }
  return { url, stop };
}

const isReady = (url) =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
