import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const administrator = { email: 'admin@e2e.example', password: 'an administrator for tests' };

const main = resolve(import.meta.dirname, '../../../backend/dist/main.js');
const startLimitMs = 180_000;

/** The built product in a process of its own. */
export interface RunningProduct {
  url: string;
  /** What it printed so far. */
  output(): string;
  /** Its data go with it. */
  stop(): Promise<void>;
}

/** Starts the product that the tests share; its address goes to them as `E2E_URL`. */
export default async function startSharedProduct(): Promise<() => Promise<void>> {
  const product = await startProduct({
    DEMO: 'on',
    RATE_LIMIT_MESSAGES: '0',
    RATE_LIMIT_WORK: '0',
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: administrator.password,
  });
  process.env['E2E_URL'] = product.url;
  return () => product.stop();
}

/** Starts the built product on a free port with a fresh database. */
export async function startProduct(environment: NodeJS.ProcessEnv): Promise<RunningProduct> {
  if (!existsSync(main)) throw new Error('The service is not built: run `npm test -- e2e`, which builds it.');
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'litspark-e2e-data-'));
  const url = `http://localhost:${port}`;
  const product = spawn(process.execPath, ['--enable-source-maps', main], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      DRAIN_SECONDS: '0',
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [product.stdout, product.stderr])
    stream.on('data', (chunk) => output.push(String(chunk)));
  try {
    await ready(product, `${url}/health/ready`);
  } catch (error) {
    product.kill('SIGKILL');
    throw new Error(`The product did not start.\n${output.join('')}`, { cause: error });
  }
  return {
    url,
    output: () => output.join(''),
    stop: async () => {
      const ended = once(product, 'exit');
      product.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(product: ChildProcess, url: string): Promise<void> {
  const limit = Date.now() + startLimitMs;
  while (Date.now() < limit) {
    if (product.exitCode !== null) throw new Error(`It ended with exit code ${product.exitCode}.`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`It was not ready after ${startLimitMs / 1000} s.`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
