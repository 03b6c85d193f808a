import { fileURLToPath } from 'node:url';
import { Build } from '../world/build.js';
import { endOnSignals } from '../world/end-on-signals.js';
import { Template } from '../world/template.js';
import { trials } from './trials.js';

// The tests of the layer `delivery`: `suite.js [words…]` runs those whose names hold one of the words. Its last line is
// `{ passed, failed }` as JSON.
const backend = fileURLToPath(new URL('../../..', import.meta.url));
endOnSignals();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** One more than the cores of a small machine: a trial waits a good deal of its time. */
const atOnce = 3;

const words = process.argv.slice(2);
const waiting = trials.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const result = { passed: 0, failed: 0 };

const plain = new Build(backend);
const template = await Template.make(plain.home);
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let trial = waiting.shift(); trial; trial = waiting.shift()) {
      const began = Date.now();
      const took = () => `${((Date.now() - began) / 1_000).toFixed(1)} s`;
      try {
        const found = await trial.execute(backend, template);
        result.passed += 1;
        say(`✓ ${trial.name} (${took()}; ${found})`);
      } catch (error) {
        result.failed += 1;
        say(`✗ ${trial.name} (${took()})\n${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }),
);
template.remove();
plain.remove();
say(JSON.stringify(result));
process.exit(result.failed > 0 ? 1 : 0);
