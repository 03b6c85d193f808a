import 'reflect-metadata';
import { fillDatabase, large } from './large/commands.js';
import { measureServices } from './services/measure.js';
import { measureWire, rowNames } from './wire/measure.js';

// `npm run bench`: all rows in three rounds, and the services by themselves; `-- short`: all rows in one round; `-- sends paced`: these rows;
// `-- large` and `-- fill`: see large/commands.ts.
const words = process.argv.slice(2);
const commands: Record<string, (words: readonly string[]) => Promise<void>> = { large, fill: fillDatabase };
const command = commands[words[0] ?? ''];
await (command ? command(words.slice(1)) : rows());

async function rows(): Promise<void> {
  const unknown = words.filter((word) => word !== 'short' && !rowNames.includes(word));
  if (unknown.length > 0) {
    const all = [...rowNames, ...Object.keys(commands)];
    console.error(`There is no row ${unknown.join(', ')}; there are: ${all.join(', ')}.`);
    process.exit(1);
  }
  const named = words.filter((word) => word !== 'short');
  console.log(await measureWire(named.length > 0 ? named : rowNames, words.includes('short') ? 1 : 3));
  if (words.length === 0) await measureServices();
}
