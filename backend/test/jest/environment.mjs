import { AsyncLocalStorage } from 'node:async_hooks';
import { runInNewContext } from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { key, load } from './shared-files.mjs';

/** Those of the language, such as `Array`. */
const classes = runInNewContext('Object.getOwnPropertyNames(globalThis)').filter(
  (name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function' && globalThis[name].prototype,
);

/** What the test file keeps beside its asynchronous calls. */
const storages = new Set();
for (const method of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    storages.add(this);
    return original.apply(this, args);
  };
}

/** Node's, but the test files of a worker share our own files and the libraries, and see one and the same `Error`, `Array`, `Reflect` … as they do. */
export default class SharedFilesEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.Reflect = Reflect;
    for (const name of classes) {
      joinPrototypes(this.global[name].prototype, globalThis[name]);
      this.global[name] = globalThis[name];
    }
    for (const each of [globalThis, this.global]) each[Symbol.for(key)] = load;
  }

  async teardown() {
    await super.teardown();
    // Node 20 asks each one ever used, for each promise that is made, whether there is something to pass on.
    for (const storage of storages) storage.disable();
    storages.clear();
  }
}

/** What the language makes itself (`[]`, `/x/`, errors) is an instance of the shared class too. */
function joinPrototypes(prototype, shared) {
  if (prototype === shared.prototype) return;
  prototype.constructor = shared;
  // That of all objects can't have another.
  if (shared !== Object) Object.setPrototypeOf(prototype, shared.prototype);
}
