import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  type RunningServer,
  runningServer,
  stopServer,
} from '../src/platform/database/embedded/running-server.js';
import { onceForAll } from './once-for-all.js';
import { buildProduct, Product } from './start-product.js';

/** In the data of an earlier run. */
export const admin = { email: 'boss@example.org', password: 'a passphrase to keep' };

export const postgres = (dataDir: string): RunningServer | null =>
  runningServer(join(dataDir, 'postgres', 'cluster'));

/** With its owners, and with what a running server leaves in it. */
export function copyFolder(from: string, to: string): string {
  execFileSync('cp', ['-a', from, to]);
  return to;
}

/** Builds the product, and makes the data of an earlier run: once for all test files, since it takes seconds. */
export async function prepareProduct(): Promise<void> {
  await buildProduct();
  await onceForAll('seed', makeSeed);
}

async function makeSeed(): Promise<void> {
  const product = new Product({
    DATA_DIR: seed(),
    DEMO: 'off',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  });
  await product.ready();
  product.signal('SIGINT');
  await product.exited;
}

/** Data of an earlier run, in a folder that is new. */
export const withSeed = (dataDir: string): string => copyFolder(seed(), dataDir);

const seed = (): string => join(process.env.LITSPARK_TEST_FOLDER!, 'seed');

/** What a test starts, so that nothing of it is left. */
export class StartedProducts {
  private readonly products: Product[] = [];
  private readonly dataDirs = new Set<string>();

  /** `account` is who runs it, where that isn't ourselves. */
  start(
    dataDir: string,
    environment: NodeJS.ProcessEnv = {},
    account?: { uid: number; gid: number },
  ): Product {
    const product = new Product({ DATA_DIR: dataDir, DEMO: 'off', ...environment }, account);
    this.products.push(product);
    this.dataDirs.add(dataDir);
    return product;
  }

  /** Ends them all, and the databases that outlived them, whose data nobody needs any more. */
  async end(): Promise<void> {
    await Promise.all(this.products.splice(0).map(kill));
    for (const dataDir of this.dataDirs) {
      const left = postgres(dataDir);
      if (!left) continue;
      endAtOnce(left);
      await stopServer(left);
    }
    this.dataDirs.clear();
  }
}

/** Without the checkpoint of an orderly stop. */
function endAtOnce({ pid }: RunningServer): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It was about to end by itself.
  }
}

export async function kill(product: Product): Promise<void> {
  product.signal('SIGKILL');
  await product.exited;
}
