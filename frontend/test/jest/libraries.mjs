import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = join(root, 'frontend/src');
const folder = join(root, 'node_modules/.cache/litspark/frontend-tests');
const bundle = join(folder, 'libraries.js');
const contracts = {
  '@litspark/shared-contracts/plain': join(root, 'shared-contracts/src/plain.ts'),
  '@litspark/shared-contracts': join(root, 'shared-contracts/src/index.ts'),
};
const compiler = '@angular/compiler';
/** It knows no document and keeps nothing of what it compiles: where Node can load it (from 20.19 and 22.12), one serves all test files. */
const sharesCompiler = Boolean(process.features.require_module);
/** Under this name a test file finds what gives it a library. */
const key = 'litspark.library';

/** What our files and the test bed import: libraries, and the contracts, which change as seldom while the tests run. */
const names = [
  ...new Set([
    ...['@angular/platform-browser/testing', compiler],
    ...readdirSync(sources, { recursive: true })
      // Browser tests of features import what runs them.
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.e2e.ts'))
      .flatMap((name) => [
        ...readFileSync(join(sources, name), 'utf8').matchAll(
          /(?:\bfrom |^import |\bimport\()'(@?[a-z][^']*)'/gm,
        ),
      ])
      .map(([, name]) => name)
      .filter((name) => !/^(node:|@jest\/)/.test(name)),
  ]),
].sort();

const escaped = names.map((name) => name.replaceAll(/[.\\]/g, '\\$&')).join('|');
/** For Jest: finds each of them in our bundle, whoever asks for it. */
export const moduleNameMapper = { [`^(${escaped})$`]: join(folder, '$1.cjs') };

/** Before all tests: writes the bundle, and the files by which a test file finds each library in it. */
export default async function bundleLibraries() {
  mkdirSync(folder, { recursive: true });
  const others = names.filter((name) => name !== compiler || !sharesCompiler);
  const parts = others.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`);
  const { outputFiles } = await build({
    stdin: {
      contents: `module.exports = { ${parts.join(',\n')} };`,
      resolveDir: join(root, 'frontend'),
      sourcefile: 'libraries.cjs',
    },
    write: false,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    alias: contracts,
    external: sharesCompiler ? [compiler] : [],
    banner: { js: '(function (require) { const module = { exports: {} };' },
    footer: { js: 'return module.exports; })' },
  });
  write(bundle, outputFiles[0].text);
  for (const name of names) {
    const installed = contracts[name] ?? require.resolve(name);
    write(
      join(folder, `${name}.cjs`),
      `const library = globalThis[Symbol.for('${key}')];
// Without a document each test file loads its few anew.
module.exports = library ? library('${name}') : require(${JSON.stringify(installed)});
`,
    );
  }
}

/** Another run may read it at this moment. */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}-${process.pid}`, text);
  renameSync(`${path}-${process.pid}`, path);
}

let script;

/** Lets the test file that belongs to this global object and context find the libraries, each run in that context when it is first asked for. */
export function offerLibraries(global, context) {
  const external = () => {
    const facade = require(compiler);
    // Angular looks for the compiler in the global object.
    facade.publishFacade(global);
    return facade;
  };
  let libraries;
  global[Symbol.for(key)] = (name) => {
    if (sharesCompiler && name === compiler) return external();
    script ??= new Script(readFileSync(bundle, 'utf8'), { filename: bundle });
    libraries ??= script.runInContext(context)(external);
    return libraries[name]();
  };
}
