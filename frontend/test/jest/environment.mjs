import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { TestEnvironment } from 'jest-environment-jsdom';
import { offerLibraries } from './libraries.mjs';

// Each test file runs most functions a few times: V8 shall optimize only what runs long.
setFlagsFromString('--interrupt-budget=2000000');

/** What the test file keeps beside its asynchronous calls. */
const storages = new Set();
for (const method of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    storages.add(this);
    return original.apply(this, args);
  };
}

/** jsdom's, in which a test file finds its libraries in a bundle that its worker has read once. */
export default class BundledLibrariesEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // Every browser has them; jsdom leaves them out.
    const { Response, ReadableStream, TransformStream } = globalThis;
    Object.assign(this.global, { Response, ReadableStream, TransformStream });
    offerLibraries(this.global, this.getVmContext());
  }

  async teardown() {
    await super.teardown();
    // Node 20 asks each one ever used, for each promise that is made, whether there is something to pass on.
    for (const storage of storages) storage.disable();
    storages.clear();
  }
}
