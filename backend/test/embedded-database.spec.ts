import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from './request.js';
import type { Product } from './start-product.js';
import {
  admin,
  copyFolder,
  kill,
  postgres,
  prepareProduct,
  StartedProducts,
  withSeed,
} from './started-products.js';

const aMinute = 120_000;

describe('the embedded database', () => {
  let folder: string;
  const products = new StartedProducts();
  const start = (dataDir: string) => products.start(dataDir);
  const canSignIn = async (product: Product) => {
    const at = await product.ready();
    const { status } = await request(at, 'POST', '/api/auth/login', { body: admin });
    return status === 200;
  };

  beforeAll(() => prepareProduct(), aMinute);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'litspark-embedded-'));
  });
  afterEach(async () => {
    await products.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['lives', 'was killed'])(
    'of a copied folder is its own, while the original’s service %s',
    async (what) => {
      const original = withSeed(join(folder, 'original'));
      const first = start(original);
      await first.ready();
      const server = postgres(original)!;
      const copied = copyFolder(original, join(folder, 'copy'));
      if (what === 'was killed') await kill(first);

      const second = start(copied);
      expect(await canSignIn(second)).toBe(true);
      expect(postgres(copied)!.pid).not.toBe(server.pid);
      second.signal('SIGTERM');
      expect(await second.exited).toBe(0);
      expect(postgres(original)).toEqual(server);
      expect(await canSignIn(what === 'was killed' ? start(original) : first)).toBe(true);
      expect(postgres(original)).toEqual(server);
    },
    aMinute,
  );

  it(
    'is reached by a socket that only its own account can open, and by no port',
    async () => {
      const product = start(withSeed(join(folder, 'data')));
      expect(await canSignIn(product)).toBe(true);
      const { host, port } = postgres(join(folder, 'data'))!;
      expect(host).toBe(join(folder, 'data', 'postgres', 'socket'));
      expect(statSync(host).mode & 0o777).toBe(0o700);
      expect(statSync(host).uid).toBe(statSync(join(folder, 'data', 'postgres', 'cluster')).uid);
      expect(statSync(join(host, `.s.PGSQL.${port}`)).mode & 0o777).toBe(0o700);
      // The sixth line names the address of its port.
      const pidFile = join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid');
      expect(readFileSync(pidFile, 'utf8').split('\n')[5]).toBe('');
    },
    aMinute,
  );

  it(
    'has its socket in a short folder of its own where DATA_DIR is deep, and finds it again after a kill',
    async () => {
      const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60));
      mkdirSync(dirname(deep), { recursive: true });
      const first = start(withSeed(deep));
      expect(await canSignIn(first)).toBe(true);
      const server = postgres(deep)!;
      expect(server.host).toMatch(/^\/tmp\/litspark-[0-9a-f]{16}$/);
      expect(statSync(server.host).mode & 0o777).toBe(0o700);
      await kill(first);
      const second = start(deep);
      expect(await canSignIn(second)).toBe(true);
      expect(postgres(deep)).toEqual(server);
      second.signal('SIGTERM');
      await second.exited;
      expect(existsSync(server.host)).toBe(false);
      // What anybody could have made there first is not taken for ours.
      symlinkSync(folder, server.host);
      const third = start(deep);
      expect(await third.exited).toBe(1);
      rmSync(server.host);
      expect(third.output.trim()).toBe(
        `The database's socket needs the folder ${server.host}, which belongs to somebody else: remove it, or set DATA_DIR to a shorter path.`,
      );
    },
    aMinute,
  );

  it(
    'is adopted where an earlier version left it on a port, and comes back on that',
    async () => {
      const dataDir = withSeed(join(folder, 'data'));
      const leave = `
        const { EmbeddedPostgres } = await import('./dist/platform/database/embedded/embedded-postgres.js');
        await EmbeddedPostgres.open({ dataDir: process.env.DATA_DIR, onPort: true });
        process.exit();`;
      execFileSync(process.execPath, ['--input-type=module', '-e', leave], {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        env: { PATH: process.env.PATH, DATA_DIR: dataDir },
      });
      const left = postgres(dataDir)!;
      expect(left.host).toBe('127.0.0.1');
      const product = start(dataDir);
      expect(await canSignIn(product)).toBe(true);
      expect(postgres(dataDir)).toEqual(left);
      process.kill(left.pid, 'SIGKILL');
      while ((postgres(dataDir)?.pid ?? left.pid) === left.pid || !postgres(dataDir)?.ready) await pause(20);
      expect(postgres(dataDir)).toMatchObject({ host: '127.0.0.1', port: left.port });
    },
    aMinute,
  );
});
