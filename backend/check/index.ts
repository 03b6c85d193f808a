import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBug } from './bugs/bugs.js';
import { readOptions, usage } from './options.js';
import { reportProgress } from './run/progress.js';
import { describe } from './run/report.js';
import { Run } from './run/run.js';
import { scenarioFor } from './run/scenarios.js';
import { Build } from './world/build.js';
import { exitWhenBrokenOff } from './world/breaking-off.js';
import { Template } from './world/template.js';
import { Workplace } from './world/workplace.js';

// `npm run check:delivery`: the built service and its database, many clients, and everything that can go wrong.
const backend = fileURLToPath(new URL('../..', import.meta.url));
let underWay = 'the start';
exitWhenBrokenOff(() => [underWay]);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.report);
  say(`seed ${options.seed}, ${options.minutes} minutes`);
  mkdirSync(folder, { recursive: true });
  const workplace = new Workplace();
  const room = workplace.room('run');
  const { home } = new Build(backend, room, options.bug === null ? [] : findBug(options.bug).patches);
  const template = await Template.make(home, workplace.room('template'));
  const { seed, minutes } = options;
  underWay = `seed ${seed}`;
  const logFile = join(folder, 'service.log');
  const scenario = scenarioFor(options);
  const run = new Run({ seed, until: { minutes }, home, template, scenario, room, logFile });
  const endProgress = reportProgress(run, say);
  const report = await run.execute().finally(endProgress);
  const text = describe(report);
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'report.md'), text);
  say(`\n${text}`);
  say(`Written to ${folder}`);
  process.exit(report.violationsInAll > 0 ? 1 : 0);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n${usage}\n`,
  );
  process.exit(2);
}
