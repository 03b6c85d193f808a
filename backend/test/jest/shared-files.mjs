import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { dependencies, devDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

const names = [...Object.keys(dependencies), ...Object.keys(devDependencies), 'engine.io'].filter(
  (name) => name !== '@litspark/shared-contracts' && !name.startsWith('@types/'),
);

// What is loaded once for all test files of a worker, as regular expressions.
export const libraries = `/node_modules/(?:${names.join('|')})/`;
/** Our own sources, but for tests and what is for tests alone. */
export const ownFiles =
  '/(backend|shared-contracts)/src/(?!features/[^/]+/(?:test|check)/)(.+)(?<!\\.spec)\\.ts$';

/** Under this name a test file finds what gives it a file that is shared. */
export const key = 'litspark.shared-file';

export const load = (path) => require(builtFile(path));

/** What the compiler made of a source of ours. */
function builtFile(path) {
  const own = new RegExp(ownFiles).exec(path.replaceAll('\\', '/'));
  if (!own) return path;
  const [, workspace, name] = own;
  const folder =
    workspace === 'backend'
      ? process.env.LITSPARK_TEST_BUILT
      : `${path.slice(0, own.index)}/${workspace}/dist`;
  return `${folder}/${name}.js`;
}
