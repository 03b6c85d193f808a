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

export default {
  rootDir: '.',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/check'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^@litspark/shared-contracts$': '<rootDir>/../shared-contracts/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  // The module registry of each test file stays in the worker's heap; a new worker loads all anew.
  workerIdleMemoryLimit: '1500MB',
  // What a busy machine may take; a quiet one never waits so long.
  testTimeout: 120_000,
};
