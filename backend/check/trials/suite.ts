import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Build } from '../world/build.js';
import { exitWhenBrokenOff } from '../world/breaking-off.js';
import { Template } from '../world/template.js';
import { Workplace } from '../world/workplace.js';
import { trials } from './trials.js';

// The tests of the layer `delivery`: `suite.js [words…]` runs those whose names hold one of the words. Its last line is
// `{ passed, failed }` as JSON.
const backend = fileURLToPath(new URL('../../..', import.meta.url));
const underWay = new Set<string>();
exitWhenBrokenOff(() => [...underWay]);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** One more than the cores of a small machine: a trial waits a good deal of its time. */
const atOnce = 3;
/** Many times as long as the longest trial takes: past it, it hangs. */
const limitMs = 20 * 60_000;

const words = process.argv.slice(2);
const waiting = trials.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const result = { passed: 0, failed: 0 };

async function hanging(): Promise<never> {
  await wait(limitMs, undefined, { ref: false });
  throw new Error(`it did not end within ${limitMs / 60_000} minutes`);
}

underWay.add('the accounts that every trial finds');
const workplace = new Workplace();
const { home } = new Build(backend, workplace.room('build'));
const template = await Template.make(home, workplace.room('template'));
underWay.clear();
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let trial = waiting.shift(); trial; trial = waiting.shift()) {
      const { name, tests = 1 } = trial;
      const began = Date.now();
      const took = () => `${((Date.now() - began) / 1_000).toFixed(1)} s`;
      underWay.add(name);
      try {
        const found = await Promise.race([trial.execute({ backend, template, workplace }), hanging()]);
        result.passed += tests;
        say(`✓ ${name} (${took()}; ${found})`);
      } catch (error) {
        result.failed += tests;
        say(`✗ ${name} (${took()})\n${error instanceof Error ? error.message : String(error)}`);
      }
      underWay.delete(name);
    }
  }),
);
say(JSON.stringify(result));
process.exit(result.failed > 0 ? 1 : 0);
