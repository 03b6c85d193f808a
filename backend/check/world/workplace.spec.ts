import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesIn } from './processes.js';
import { clearAway, Workplace } from './workplace.js';

async function sleeperIn(folder: string): Promise<number> {
  const child = spawn('sleep', ['600'], { cwd: folder, detached: true, stdio: 'ignore' });
  child.unref();
  await once(child, 'spawn');
  return child.pid ?? 0;
}

describe('the folder in which a checker works', () => {
  it('goes away with every process that stands in it, a frozen one too', async () => {
    const workplace = new Workplace();
    const room = workplace.room('trial');
    const frozen = await sleeperIn(room);
    process.kill(frozen, 'SIGSTOP');
    const other = await sleeperIn(workplace.folder);
    expect(processesIn(workplace.folder).sort()).toEqual([frozen, other].sort());
    workplace.clear();
    expect(processesIn(workplace.folder)).toEqual([]);
    expect(existsSync(workplace.folder)).toBe(false);
  });

  it('is cleared room by room', async () => {
    const workplace = new Workplace();
    const [one, other] = [workplace.room('one'), workplace.room('other')];
    await sleeperIn(one);
    const kept = await sleeperIn(other);
    clearAway(one);
    expect(processesIn(workplace.folder)).toEqual([kept]);
    expect(existsSync(one)).toBe(false);
    workplace.clear();
  });

  it('is cleared by the next checker where its own was killed, and only then', async () => {
    const dead = spawnSync('true').pid;
    const left = mkdtempSync(join(tmpdir(), `litspark-check-${dead}-`));
    mkdirSync(join(left, 'trial-1'));
    await sleeperIn(join(left, 'trial-1'));
    const running = new Workplace();
    const kept = await sleeperIn(running.folder);
    const next = new Workplace();
    expect(existsSync(left)).toBe(false);
    expect(processesIn(left)).toEqual([]);
    expect(processesIn(running.folder)).toEqual([kept]);
    running.clear();
    next.clear();
  });
});
