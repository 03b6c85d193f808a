// `node scripts/lint/import-cycles.mjs`: which files, and which features of the backend, import each other in a circle.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../steps/paths.mjs';

const sources = [
  'shared-contracts/src',
  'backend/src',
  'backend/check',
  'backend/test',
  'backend/bench',
  'frontend/src',
  'frontend/e2e',
  'scripts',
];
const skipped = new Set(['node_modules', 'dist', 'houses']);
const specifier = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** Each cycle as the files or features that lead back to the first; none is an empty list. Types count as well. */
export function findImportCycles(folder, folders = sources) {
  const files = importGraph(folder, folders);
  return [...shortestCycles(files), ...shortestCycles(collapse(files, featureOf))];
}

/** Which files each file imports, by their paths from `folder`. */
export function importGraph(folder, folders) {
  const names = new Set(folders.flatMap((one) => listSources(folder, one)).sort());
  return new Map(
    [...names].map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const found = [...text.matchAll(specifier)].map(([, path]) =>
        resolve(names, posix.join(posix.dirname(name), path)),
      );
      return [name, new Set(found.filter((one) => one !== null))];
    }),
  );
}

function listSources(folder, path) {
  const entries = statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(join(folder, path), { withFileTypes: true })
    : [];
  return entries.flatMap((entry) => {
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listSources(folder, name);
    return /\.(ts|mjs)$/.test(name) ? [name] : [];
  });
}

function resolve(names, path) {
  const tried = [path, path.replace(/\.js$/, '.ts'), `${path}.ts`, `${path}/index.ts`];
  return tried.find((one) => names.has(one)) ?? null;
}

/** Tests may import any feature. */
function featureOf(name) {
  return name.endsWith('.spec.ts') ? null : (/^backend\/src\/features\/[^/]+(?=\/)/.exec(name)?.[0] ?? null);
}

function collapse(graph, groupOf) {
  const groups = new Map();
  for (const [name, imported] of graph) {
    const group = groupOf(name);
    if (group === null) continue;
    const others = groups.get(group) ?? groups.set(group, new Set()).get(group);
    for (const one of imported) if (![null, group].includes(groupOf(one))) others.add(groupOf(one));
  }
  return groups;
}

/** One cycle for each group of nodes that reach each other. */
function shortestCycles(graph) {
  const cycles = [];
  const known = new Set();
  for (const name of graph.keys()) {
    if (known.has(name)) continue;
    const cycle = shortestWay(graph, name);
    if (cycle === null) continue;
    cycles.push(cycle);
    cycle.forEach((one) => known.add(one));
  }
  return cycles;
}

/** From a node back to itself; null where there is no way. */
function shortestWay(graph, start) {
  const cameFrom = new Map();
  const waiting = [start];
  for (const name of waiting) {
    for (const next of graph.get(name)) {
      if (next === start) {
        const way = [start];
        for (let at = name; at !== start; at = cameFrom.get(at)) way.splice(1, 0, at);
        return [...way, start];
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, name);
        waiting.push(next);
      }
    }
  }
  return null;
}

export const describeCycles = (cycles) =>
  cycles.map((cycle) => `Import cycle:\n  ${cycle.join('\n  → ')}\n`).join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = describeCycles(findImportCycles(root));
  process.stdout.write(found);
  process.exitCode = found === '' ? 0 : 1;
}
