import presets from 'jest-preset-angular/presets/index.js';

export default {
  ...presets.createCjsPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }),
  rootDir: '.',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/src/testing/setup.ts'],
  moduleNameMapper: {
    '^@litspark/shared-contracts$': '<rootDir>/../shared-contracts/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // What is published as ES modules only has to be transformed too.
  transformIgnorePatterns: ['node_modules/(?!.*\\.mjs$|@jsverse/|dexie|uuid)'],
  maxWorkers: 2,
  // What a busy machine may take; a quiet one never waits so long.
  testTimeout: 60_000,
};
