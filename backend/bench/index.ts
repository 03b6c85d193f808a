import 'reflect-metadata';
import { fillDatabase, large } from './large/commands.js';
import { measureRows, modes } from './wire/command.js';
import { rowNames } from './wire/measure.js';

// `npm run bench`: see wire/command.ts; `-- large` and `-- fill`: see large/commands.ts.
const words = process.argv.slice(2);
const commands: Record<string, (words: readonly string[]) => Promise<void>> = { large, fill: fillDatabase };
const command = commands[words[0] ?? ''];
if (command) await command(words.slice(1));
else {
  const unknown = words.filter((word) => !modes.includes(word) && !rowNames.includes(word));
  if (unknown.length > 0) {
    const all = [...rowNames, ...modes, ...Object.keys(commands)];
    console.error(`There is no row ${unknown.join(', ')}; there are: ${all.join(', ')}.`);
    process.exit(1);
  }
  await measureRows(words);
}
