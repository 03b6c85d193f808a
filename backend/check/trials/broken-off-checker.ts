import { once } from 'node:events';
import { join } from 'node:path';
import { pause } from '../clock.js';
import { Run } from '../run/run.js';
import type { Scenario } from '../run/scenario.js';
import { shortRun } from '../run/scenarios.js';
import { exitWhenBrokenOff } from '../world/breaking-off.js';
import { Build } from '../world/build.js';
import { Template } from '../world/template.js';
import { Workplace } from '../world/workplace.js';

// `broken-off-checker.js <backend> <template> <how>`: a checker that breaks off in the middle of a run, when its disk is
// full and a node is frozen. It prints its folder once all is up, and goes on when it is told to.
const [backend = '', template = '', how = ''] = process.argv.slice(2);
exitWhenBrokenOff(() => ['the planted trial']);
const workplace = new Workplace();
const room = workplace.room('trial');
const { home } = new Build(backend, room);
const scenario: Scenario = {
  ...shortRun,
  nodes: 2,
  people: 2,
  faults: { 'disk full': 1, 'node frozen': 1 },
  faultEveryMs: 200,
  roundMs: 60_000,
};
const run = new Run({
  seed: how,
  until: { minutes: 10 },
  scenario,
  home,
  room,
  template: new Template(template),
  logFile: join(room, 'service.log'),
});
void run.execute();
while (run.history.counts.faultsInAll === 0) await pause(50);
process.stdout.write(`${workplace.folder}\n`);
// Who started it looks at what it runs first.
await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end')]);
if (how === 'an exception')
  setTimeout(() => {
    throw new Error('planted');
  });
if (how === 'a rejection') void Promise.reject(new Error('planted'));
