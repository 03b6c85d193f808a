import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

// @nestjs/typeorm keeps in a static field which entities there are: those of one test file are not those of the next.
const anew = ['@litspark/shared-contracts', '@nestjs/typeorm'];
const names = [...Object.keys(dependencies), '@nestjs/testing', 'engine.io', 'socket.io-client'].filter(
  (name) => !anew.includes(name),
);

/** The libraries whose files are loaded once for all test files of a worker, as a part of a regular expression. */
export const shared = `(?:${names.join('|')})/`;

/** Under this name a test file finds what gives it the file of a library. */
export const key = 'litspark.library';

export const load = (path) => require(path);
