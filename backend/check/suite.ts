import { fileURLToPath } from 'node:url';
import { bugs } from './bugs/bugs.js';
import type { Bug } from './bugs/bug.js';
import { describe } from './run/report.js';
import { Run } from './run/run.js';
import { shortRun } from './run/scenario.js';
import { Build } from './world/build.js';
import { Template } from './world/template.js';

// Every planted bug must be caught; `node dist-check/check/suite.js name…` tries some of them.
const backend = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const patienceMinutes = 1;
const atOnce = 2;

const named = process.argv.slice(2);
const wanted = bugs.filter(({ name }) => named.length === 0 || named.includes(name));
const plain = new Build(backend);
const template = await Template.make(plain.home);
let failed = 0;

async function tryBug(bug: Bug): Promise<void> {
  const began = Date.now();
  const build = new Build(backend, bug.patches);
  try {
    const run = new Run({
      seed: bug.name,
      scenario: { ...shortRun, ...bug.scenario },
      minutes: patienceMinutes,
      home: build.home,
      template,
      untilFound: true,
    });
    const report = await run.execute();
    const found = [...new Set(report.violations.map(({ property }) => property))];
    const isCaught = bug.caughtBy.some((property) => found.includes(property));
    if (!isCaught) failed += 1;
    const took = ((Date.now() - began) / 1_000).toFixed(1);
    say(`${isCaught ? '✓' : '✗'} ${bug.name} (${took} s): ${found.join('; ') || 'nothing found'}`);
    if (!isCaught) say(describe(report));
  } finally {
    build.remove();
  }
}

const waiting = [...wanted];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const { name } = bug;
      await tryBug(bug).catch((error: unknown) => {
        failed += 1;
        say(`✗ ${name}: ${String(error)}`);
      });
    }
  }),
);
template.remove();
plain.remove();
process.exit(failed > 0 ? 1 : 0);
