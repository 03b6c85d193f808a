// Each rule of oxlint and ESLint finds what it is there for: neither says so when it doesn't know one, or runs it without types.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import { root } from '../steps/paths.mjs';
import { lintHouse } from './house.mjs';
import { angular, core, scripts, templates, typescript } from './rule-cases.mjs';

const folder = 'frontend/src/app/core';
const fileOf = (name, ending) => `${name.replaceAll('/', '-')}.${ending}`;
/** In modules these are errors of syntax, which have no name. */
const syntax = ['no-octal', 'no-dupe-args', 'no-delete-var', 'no-nonoctal-decimal-escape', 'no-with'];
/** As oxlint names rules where it reports. */
const reported = (name, path) => {
  if (path.endsWith('.mjs') && syntax.includes(name)) return '';
  const [, plugin = 'eslint', rule] = /^(?:(.+)\/)?(.+)$/.exec(name);
  return `${plugin}(${rule})`;
};
const cases = [
  ...Object.entries({ ...core, ...scripts }).map(([name, code]) => [
    `scripts/${fileOf(name, 'mjs')}`,
    name,
    code,
  ]),
  ...Object.entries({ ...core, ...typescript, ...angular }).map(([name, code]) => [
    `${folder}/${fileOf(name, 'ts')}`,
    name,
    code,
  ]),
];
const compilerOptions = {
  target: 'es2022',
  module: 'preserve',
  lib: ['es2023', 'dom'],
  types: [],
  strict: true,
  experimentalDecorators: true,
  skipLibCheck: true,
};

const comments = [
  ['for a rule that finds something', 'console.log(1); // oxlint-disable-line no-console -- for this', []],
  ['for one that finds nothing', 'Date.now(); // oxlint-disable-line no-console', ['']],
  ['for one with types', '// oxlint-disable-next-line typescript/unbound-method\nDate.now();', ['']],
  ['in ESLint’s words', 'console.log(1); // eslint-disable-line no-console', ['eslint(no-console)']],
].map(([what, code, expected], index) => [`${folder}/comment-${index}.ts`, code, what, expected]);

let found;
before(async () => {
  const all = [...cases.map(([path, , code]) => [path, code]), ...comments];
  const files = new Map(all.map(([path, code]) => [path, `${code}\nexport {};\n`]));
  files.set('frontend/tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
  found = await lintHouse(files);
});
const namesIn = (path) => (found.get(path) ?? []).map(({ rule }) => rule);

describe('the rules of oxlint', () => {
  for (const [path, name, code] of cases)
    it(`refuse by ${name}, in ${path.slice(-3)}: ${code}`, () => {
      const names = namesIn(path);
      assert.ok(names.includes(reported(name, path)), names.join(', ') || 'nothing found');
    });

  it('are all tried', () => {
    const text = readFileSync(join(root, '.oxlintrc.json'), 'utf8').replaceAll(/^ *\/\/.*$/gm, '');
    const names = JSON.parse(text).overrides.flatMap(({ rules = {} }) => Object.keys(rules));
    const tried = new Set(cases.map(([, name]) => name));
    const others = [...new Set(names)].filter(
      (name) => !tried.has(name) && !/^(streets\/|no-restricted-)/.test(name),
    );
    assert.deepEqual(others, []);
  });
});

describe('a comment that switches a rule off', () => {
  for (const [path, , what, expected] of comments)
    it(`counts ${what}`, () => assert.deepEqual(namesIn(path), expected));
});

describe('the rules of ESLint', () => {
  const eslint = new ESLint({ cwd: root });
  const found = async (path, text) => {
    const [{ messages }] = await eslint.lintText(text, { filePath: join(root, path) });
    return messages.map(({ ruleId }) => ruleId);
  };
  for (const [name, code] of Object.entries(templates)) {
    const rule = `@angular-eslint/template/${name}`;
    it(`refuse by ${rule} in a file: ${code}`, async () => {
      assert.ok((await found('frontend/src/app/one.component.html', code)).includes(rule));
    });
    it(`refuse by ${rule} in a component: ${code}`, async () => {
      const text = `import { Component } from '@angular/core';\n@Component({ template: \`${code}\` })\nexport class One {}\n`;
      assert.ok((await found('frontend/src/app/one.component.ts', text)).includes(rule));
    });
  }
  it('are all tried', async () => {
    const { rules } = await eslint.calculateConfigForFile(join(root, 'frontend/src/app/one.component.html'));
    const tried = Object.keys(templates).map((name) => `@angular-eslint/template/${name}`);
    assert.deepEqual(Object.keys(rules).sort(), tried.sort());
  });
  it('count a comment that switches nothing off', async () => {
    const code = '<!-- eslint-disable @angular-eslint/template/no-autofocus -->\n<p>x</p>\n';
    assert.deepEqual(await found('frontend/src/app/one.component.html', code), [null]);
  });
});
