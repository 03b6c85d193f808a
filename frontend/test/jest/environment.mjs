import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-jsdom';
import { key } from './shared-compiler.mjs';

const require = createRequire(import.meta.url);

/** jsdom's, in which the test files of a worker share Angular's compiler. */
export default class SharedCompilerEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global[Symbol.for(key)] = require;
  }
}
