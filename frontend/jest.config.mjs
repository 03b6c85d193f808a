import presets from 'jest-preset-angular/presets/index.js';
import { moduleNameMapper } from './test/jest/libraries.mjs';

const preset = presets.createCjsPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });
const [[, [, options]]] = Object.entries(preset.transform);

export default {
  ...preset,
  rootDir: '.',
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: '<rootDir>/test/jest/environment.mjs',
  globalSetup: '<rootDir>/test/jest/libraries.mjs',
  transform: { '\\.ts$': ['<rootDir>/test/jest/typescript.mjs', options], ...preset.transform },
  setupFilesAfterEnv: ['<rootDir>/test/jest/setup.cjs'],
  moduleNameMapper: { ...moduleNameMapper, '^(\\.{1,2}/.*)\\.js$': '$1' },
  // What is published as ES modules only has to be transformed too.
  transformIgnorePatterns: ['node_modules/(?!.*\\.mjs$|@jsverse/|dexie|uuid)'],
  maxWorkers: 2,
  // What a busy machine may take; a quiet one never waits so long.
  testTimeout: 60_000,
};
