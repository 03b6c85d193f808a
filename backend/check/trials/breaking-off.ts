import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { processesIn } from '../world/processes.js';
import { Workplace } from '../world/workplace.js';
import type { Stage, Trial } from './trial.js';

const ways = ['an exception', 'a rejection', 'SIGTERM', 'SIGKILL'] as const;
const program = fileURLToPath(new URL('./broken-off-checker.js', import.meta.url));

/** A checker that breaks off says where, and leaves no process and no folder behind; of a killed one the next checker clears up. */
export const breakingOff: readonly Trial[] = ways.map((how) => ({
  name: `a checker broken off by ${how} leaves nothing behind`,
  execute: (stage: Stage) => breakOff(how, stage),
}));

async function breakOff(how: (typeof ways)[number], { backend, template }: Stage): Promise<string> {
  const checker = spawn(process.execPath, [program, backend, template.folder, how], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  checker.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  // What it left behind may hold its pipes open.
  const ended = once(checker, how === 'SIGKILL' ? 'exit' : 'close');
  const [folder] = (await Promise.race([
    once(createInterface(checker.stdout), 'line'),
    ended.then(() => Promise.reject(new Error(`it ended before it was up:\n${said}`))),
  ])) as [string];
  const before = processesIn(folder).length;
  if (before === 0) throw new Error('it runs nothing that could be left behind');
  if (how.startsWith('SIG')) checker.kill(how as NodeJS.Signals);
  else checker.stdin.end('go on\n');
  await ended;
  if (how === 'SIGKILL') new Workplace().clear();
  else if (!said.includes('Under way: the planted trial')) throw new Error(`it doesn’t say where:\n${said}`);
  const left = processesIn(folder);
  if (left.length > 0) throw new Error(`${left.length} of ${before} processes are left: ${left.join(', ')}`);
  if (existsSync(folder)) throw new Error(`${folder} is left`);
  return `${before} processes ended`;
}
