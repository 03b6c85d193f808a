import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What esbuild makes of a bundle, for the runner below. */
export const forRunner = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Nest names things after their classes.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'error',
  banner: { js: '(function (module, require, bundleFolder, bundleUrl) {' },
  footer: { js: '})' },
};

/**
 * Writes `<name>.cjs`, which runs the bundle `<name>.js` from what V8 compiled of it, where that was this very V8. Traces name the
 * runner with the lines of the bundle: so Node finds the source map, which it looks for in what it reads itself.
 */
export function writeRunner(folder, name, exported = []) {
  const bundle = join(folder, `${name}.js`);
  writeFileSync(bundle, namingWhereNeeded(readFileSync(bundle, 'utf8')));
  const isAscii = /^[\0-\x7f]*$/.test(readFileSync(bundle, 'latin1'));
  const lines = [
    `'use strict';`,
    `const { existsSync, readFileSync } = require('node:fs');`,
    `const { join } = require('node:path');`,
    `const { pathToFileURL } = require('node:url');`,
    `const { constants, Script } = require('node:vm');`,
    `const compiled = join(__dirname, '${name}.compiled');`,
    `const script = new Script(readFileSync(join(__dirname, '${name}.js'), '${isAscii ? 'latin1' : 'utf8'}'), {`,
    `  filename: __filename,`,
    `  cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,`,
    `  importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,`,
    `});`,
    `script.runInThisContext()(module, require, __dirname, pathToFileURL(__filename).href);`,
    `module.exports.bundle = { script, compiled };`,
    `// For Node, which looks for the names of exports without running the file.`,
    `0 && (module.exports = { ${exported.join(', ')} });`,
    `//# sourceMappingURL=${name}.js.map`,
  ];
  writeFileSync(join(folder, `${name}.cjs`), `${lines.join('\n')}\n`);
}

/**
 * esbuild gives each function its name whenever it is made, which is what some libraries do most; only those that it had to rename need
 * theirs.
 */
function namingWhereNeeded(code) {
  const naming = /var __name ?= ?\(target, ?(\w+)\) ?=> ?(?=__defProp\(target, ?"name")/g;
  if (code.match(naming)?.length !== 1)
    throw new Error('esbuild names functions in another way than expected');
  return code.replace(naming, 'var __name=(target,$1)=>target.name===$1?target:');
}
