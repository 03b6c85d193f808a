import 'reflect-metadata';
import { measureServices } from './services/measure.js';
import { measureWire, rowNames } from './wire/measure.js';

// `npm run bench`: all rows in three rounds, and the services by themselves; `-- short`: all rows in one round; `-- sends paced`: these rows.
const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== 'short' && !rowNames.includes(word));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}; there are: ${rowNames.join(', ')}.`);
  process.exit(1);
}
const named = words.filter((word) => word !== 'short');
console.log(await measureWire(named.length > 0 ? named : rowNames, words.includes('short') ? 1 : 3));
if (words.length === 0) await measureServices();
