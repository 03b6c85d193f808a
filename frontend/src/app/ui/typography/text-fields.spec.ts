import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const app = join(process.cwd(), 'src/app');
const templates = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|html)$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(app, file), 'utf8'));

/** The tags of the fields for words: not for addresses, passwords or choices, and not for what can only be copied. */
const fields = templates
  .flatMap((source) => source.match(/<(?:input|textarea)\b(?:[^>"]|"[^"]*")*>/g) ?? [])
  .filter((tag) => ['text', 'search'].includes(/\btype\]?="([^"]*)"/.exec(tag)?.[1] ?? 'text'))
  .filter((tag) => !/\breadonly\b/.test(tag));

it('takes what people type in the direction of its script', () => {
  expect(fields.length).toBeGreaterThan(8);
  expect(fields.filter((tag) => !tag.includes('dir="auto"'))).toEqual([]);
});
