import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBug } from './bugs/bugs.js';
import { readOptions, usage } from './options.js';
import { tellProgress } from './run/progress.js';
import { describe } from './run/report.js';
import { Run } from './run/run.js';
import { wholeRun } from './run/scenario.js';
import { Build } from './world/build.js';
import { endOnSignals } from './world/end-on-signals.js';
import { Template } from './world/template.js';

// `npm run check:delivery`: the built service and its database, many clients, and everything that can go wrong.
const backend = fileURLToPath(new URL('../..', import.meta.url));
endOnSignals();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.report);
  say(`seed ${options.seed}, ${options.minutes} minutes`);
  mkdirSync(folder, { recursive: true });
  const build = new Build(backend, options.bug === null ? [] : findBug(options.bug).patches);
  const { home } = build;
  const template = await Template.make(home);
  const { seed, minutes } = options;
  const logFile = join(folder, 'service.log');
  const run = new Run({ seed, minutes, home, template, scenario: wholeRun, logFile });
  const endProgress = tellProgress(run, say);
  const report = await run.execute().finally(() => {
    endProgress();
    template.remove();
    build.remove();
  });
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
