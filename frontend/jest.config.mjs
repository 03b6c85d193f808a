import presets from 'jest-preset-angular/presets/index.js';

const preset = presets.createCjsPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });
const [[, [, options]]] = Object.entries(preset.transform);
// Node has `require` for ES modules since 20.19 and 22.12; on an older one of 22 each test file loads the compiler anew.
const sharing = process.features.require_module
  ? {
      testEnvironment: '<rootDir>/test/jest/environment.mjs',
      compiler: { '@angular/compiler/fesm2022/compiler\\.mjs$': '<rootDir>/test/jest/shared-compiler.mjs' },
    }
  : { testEnvironment: 'jsdom', compiler: {} };

export default {
  ...preset,
  rootDir: '.',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: sharing.testEnvironment,
  transform: {
    ...sharing.compiler,
    '\\.ts$': ['<rootDir>/test/jest/typescript.mjs', options],
    ...preset.transform,
  },
  setupFilesAfterEnv: ['<rootDir>/test/jest/setup.cjs'],
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
