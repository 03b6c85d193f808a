import { libraries, ownFiles } from './test/jest/shared-files.mjs';

/** Decorator metadata is what Nest injects by, so the transform must emit it. */
const swc = {
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

const transform = { '^.+\\.ts$': ['@swc/jest', swc] };

const shared = '<rootDir>/test/jest/shared-file.mjs';

// Node has `require` for ES modules since 20.19 and 22.12; on an older one of 22 each test file loads everything anew.
const sharing = process.features.require_module
  ? {
      testEnvironment: '<rootDir>/test/jest/environment.mjs',
      // Jest would empty what libraries left in the global object.
      testEnvironmentOptions: { globalsCleanup: 'off' },
      transform: { [ownFiles]: shared, [libraries]: shared, ...transform },
      transformIgnorePatterns: [`^(?!.*${libraries}).*/node_modules/`],
    }
  : { testEnvironment: 'node' };

export default {
  rootDir: '.',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/check', '<rootDir>/bench'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  moduleNameMapper: {
    '^@litspark/shared-contracts$': '<rootDir>/../shared-contracts/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  // What test files leave in a worker's heap; a new worker loads all anew.
  workerIdleMemoryLimit: '1500MB',
  ...sharing,
  // What a busy machine may take; a quiet one never waits so long.
  testTimeout: 120_000,
};
