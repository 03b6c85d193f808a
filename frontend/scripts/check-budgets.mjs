// Fails the build where a page makes a browser load more JavaScript than it may, and says which files weigh most.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { budgets, overspent, weighed } from './budgets.mjs';

const dist = new URL('../dist/', import.meta.url);
const where = JSON.parse(readFileSync(new URL('parts.json', dist), 'utf8'));
const results = budgets.map((budget) => ({
  ...budget,
  ...weighed(fileURLToPath(new URL('browser', dist)), where, budget),
}));
for (const { name, bytes, most } of results)
  console.log(`JavaScript for ${name}: ${(bytes / 1000).toFixed(1)} of ${most / 1000} kB (brotli)`);
const faults = results.flatMap((result) => overspent(result));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
