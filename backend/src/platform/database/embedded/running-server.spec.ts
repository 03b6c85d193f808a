import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { setAsideStaleLock } from './running-server.js';

describe('a lock file that names another program', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'litspark-lock-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('stays as long as a process of PostgreSQL writes into the folder, and goes aside afterwards', async () => {
    const server = await EmbeddedPostgres.open({ dataDir });
    const folder = join(dataDir, 'postgres', 'cluster');
    const lock = join(dataDir, 'lock');
    // As after a crash: its first process is gone, its number is another program's, others live on for a moment.
    writeFileSync(lock, `${process.pid}\n${folder}\n`);
    setAsideStaleLock(lock, folder);
    expect(existsSync(lock)).toBe(true);
    await server.stop();
    setAsideStaleLock(lock, folder);
    expect(existsSync(lock)).toBe(false);
    expect(existsSync(`${lock}.stale`)).toBe(true);
  });
});
