import { createHash } from 'node:crypto';

/** Under this name a test file finds what gives it the compiler. */
export const key = 'litspark.require';

/** Replaces Angular's compiler by what Node has loaded of it: it knows no document, and keeps nothing of what it compiles. */
export default {
  process: (_source, path) => ({ code: codeOf(path) }),
  getCacheKey: (_source, path) => createHash('sha256').update(codeOf(path)).digest('hex'),
};

// Angular looks for the compiler in the global object.
const codeOf = (path) => `
  const compiler = globalThis[Symbol.for('${key}')](${JSON.stringify(path)});
  compiler.publishFacade(globalThis);
  module.exports = compiler;
`;
