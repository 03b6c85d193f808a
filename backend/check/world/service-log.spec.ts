import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ServiceLog } from './service-log.js';

describe('the log of a service', () => {
  it('holds what was printed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'litspark-log-'));
    const log = new ServiceLog(join(folder, 'service.log'));
    const output = Readable.from([Buffer.from('one\n'), Buffer.from('two\n')]);
    log.keep(output);
    await once(output, 'end');
    log.close();
    expect(readFileSync(join(folder, 'service.log'), 'utf8')).toBe('one\ntwo\n');
    rmSync(folder, { recursive: true });
  });

  it('survives a full disk, and says how much is missing', async () => {
    // Whatever is written there fails with ENOSPC.
    const log = new ServiceLog('/dev/full');
    const output = Readable.from([Buffer.from('one\n'), Buffer.from('two\n')]);
    log.keep(output);
    await once(output, 'end');
    log.close();
    expect(log.lost).toBe(2);
  });
});
