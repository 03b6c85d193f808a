import { createHash } from 'node:crypto';
import { key, load } from './shared-files.mjs';

const isName = /^[A-Za-z_$][\w$]*$/;

/** Replaces a file by what Node has loaded of it. */
export default {
  process: (source, path, options) => ({ code: codeOf(source, path, options) }),
  getCacheKey: (source, path, options) =>
    createHash('sha256')
      .update(codeOf(source, path, options))
      .digest('hex'),
};

function codeOf(source, path, { supportsStaticESM: isModule }) {
  // Jest transforms what its global setup loads too, outside any environment.
  if (globalThis[Symbol.for(key)] === undefined) return source;
  const file = `globalThis[Symbol.for('${key}')](${JSON.stringify(path)})`;
  if (!isModule) return `module.exports = ${file};`;
  const names = Object.keys(load(path)).filter((name) => isName.test(name) && name !== 'default');
  return [
    `const file = ${file};`,
    ...names.map((name, at) => `const e${at} = file.${name}; export { e${at} as ${name} };`),
    'export default file.default;',
  ].join('\n');
}
