import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a browser may load for a page, in bytes of brotli without the headers: what index.html names, the lazy parts `parts`,
 * what each of these imports statically, and the texts of features in one language.
 */
export const budgets = [
  { name: 'the sign-in page', parts: ['sign-in.page'], most: 120_000 },
  {
    name: 'a usable conversation',
    parts: ['session', 'messaging.routes', 'conversation.page'],
    texts: 'fr',
    // The goal is 180 kB; what stands between is in docs/performance.md.
    most: 380_000,
  },
];

/**
 * Gives `{ bytes, files }`, files being `[name, bytes]` from the heaviest. `where` says which files have a part.
 * Throws where there is no such part.
 */
export function weighed(built, where, { parts, texts }) {
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const first = [...page.matchAll(/<script src="([^"]+)"/g)].map(([, name]) => name);
  const named = parts.flatMap((part) => {
    if (!where[part]) throw new Error(`No file of the build has the part ${part}.`);
    return where[part];
  });
  const found = new Set();
  const todo = [...first, ...named];
  while (todo.length > 0) {
    const name = todo.pop();
    if (found.has(name)) continue;
    found.add(name);
    const code = readFileSync(join(built, name), 'utf8');
    todo.push(...names(code, statically));
    if (texts) todo.push(...names(code, lazily).filter((file) => where[texts].includes(file)));
  }
  const files = [...found].map((name) => [name, weight(built, name)]).sort(([, a], [, b]) => b - a);
  return { bytes: files.reduce((sum, [, bytes]) => sum + bytes, 0), files };
}

/** What to say of a page that is too heavy; nothing else. */
export function overspent({ name, bytes, most, files }) {
  if (bytes <= most) return [];
  const heaviest = files.slice(0, 8).map(([file, its]) => `  ${(its / 1000).toFixed(1)} kB ${file}`);
  const over = ((bytes - most) / 1000).toFixed(1);
  return [
    `JavaScript for ${name} is ${over} kB over its budget. The heaviest files:\n${heaviest.join('\n')}`,
  ];
}

const statically = /\b(?:import|from)\s*["']\.\/([^"']+\.js)["']/g;
const lazily = /\bimport\(\s*["']\.\/([^"']+\.js)["']/g;
const names = (code, pattern) => [...code.matchAll(pattern)].map(([, name]) => name);

const weight = (built, name) =>
  statSync(join(built, existsSync(join(built, `${name}.br`)) ? `${name}.br` : name)).size;
