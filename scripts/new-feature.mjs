// `npm run new:feature -- polls [poll]`: the three folders of a feature and its line in each of the three lists. What it makes is a whole
// small feature (a list that participants add to, live), with tests, to be changed into what is wanted.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const templates = fileURLToPath(new URL('new-feature', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const capital = (text) => text[0].toUpperCase() + text.slice(1);

const [many = '', one = many.replace(/s$/, '')] = process.argv.slice(2);
if (![many, one].every((name) => /^[a-z]+(-[a-z]+)*$/.test(name)) || many === one)
  fail(
    'Its name in the plural, in lower case with hyphens, and perhaps in the singular: npm run new:feature -- meeting-entries meeting-entry',
  );

const words = {
  many,
  one,
  Many: capital(camel(many)),
  One: capital(camel(one)),
  manyCamel: camel(many),
  oneCamel: camel(one),
  snakeOne: one.replaceAll('-', '_'),
  table: many.replaceAll('-', '_'),
  words: many.replaceAll('-', ' '),
  Words: capital(many.replaceAll('-', ' ')),
  time: String(Date.now()),
};
const fill = (text) => text.replace(/\{\{(\w+)\}\}/g, (whole, name) => words[name] ?? whole);

const sides = [
  {
    template: 'shared-contracts',
    list: 'shared-contracts/src/features.ts',
    folder: `shared-contracts/src/${many}`,
    line: `export * from './${many}/index.js';`,
  },
  {
    template: 'backend',
    list: 'backend/src/features.ts',
    folder: `backend/src/features/${many}`,
    line: `export { ${words.Many}Module } from './features/${many}/${many}.module.js';`,
  },
  {
    template: 'frontend',
    list: 'frontend/src/app/features/features.ts',
    folder: `frontend/src/app/features/${many}`,
    line: `export { ${words.manyCamel}Feature } from './${many}/${many}.feature';`,
  },
];

for (const { folder } of sides) if (existsSync(join(root, folder))) fail(`${folder} is there already.`);
for (const side of sides) {
  copy(join(templates, side.template), join(root, side.folder));
  addLine(join(root, side.list), side.line);
}
execFileSync(process.execPath, ['frontend/scripts/icons.mjs', many, 'list-plus'], { cwd: root });
const tools = ['node_modules/oxfmt/bin/oxfmt', 'node_modules/prettier/bin/prettier.cjs'];
const format = (tool, files) =>
  execFileSync(process.execPath, [tool, ...files], { cwd: root, stdio: 'pipe' });
format(
  tools[0],
  sides.flatMap(({ folder, list }) => [folder, list]),
);
format(tools[1], ['--write', `${sides[2].folder}/**/*.html`]);
console.log(`Made ${sides.map(({ folder }) => folder).join(', ')} and a line in three lists.
Its French heading is still the English name: ${sides[2].folder}/texts/fr.json.
Its tests: npm test -- backend ${many}, npm test -- frontend ${many}. What each file is for: docs/add-a-feature.md.`);

function copy(from, to) {
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const target = join(to, fill(relative(from, join(parentPath, name)).replace(/\.txt$/, '')));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, fill(readFileSync(join(parentPath, name), 'utf8')));
  }
}

/** In the order of the alphabet, as the list is. */
function addLine(list, line) {
  const lines = readFileSync(list, 'utf8').trimEnd().split('\n');
  const from = (text) => text.slice(text.indexOf(" from '"));
  const after = lines.findLastIndex((other) => !other.startsWith('export') || from(other) < from(line));
  lines.splice(after + 1, 0, line);
  writeFileSync(list, `${lines.join('\n')}\n`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
