// The product with a feature more, as `npm run new:feature` makes it, and with those less that may be missing: in one copy, as both
// take the same tests.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../steps/paths.mjs';

const workspaces = ['shared-contracts', 'backend', 'frontend'];
const left = new Set(['node_modules', 'dist', '.angular', '.git', '.data', 'test-results']);
const isLeft = (name) => left.has(name) || name.startsWith('dist-');

let copy;
const link = (target, path) => symlinkSync(target, join(copy, path), 'junction');

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'litspark-features-'));
  cpSync(root, copy, { recursive: true, filter: (path) => !isLeft(basename(path)) });
  mkdirSync(join(copy, 'node_modules/@litspark'), { recursive: true });
  // What tests keep in `.cache` was made of the sources beside it.
  const installed = readdirSync(join(root, 'node_modules')).filter(
    (name) => !['@litspark', '.cache'].includes(name),
  );
  for (const name of installed) link(join(root, 'node_modules', name), join('node_modules', name));
  for (const workspace of workspaces) {
    link(join(copy, workspace), join('node_modules/@litspark', workspace));
    if (existsSync(join(root, workspace, 'node_modules')))
      link(join(root, workspace, 'node_modules'), join(workspace, 'node_modules'));
  }
});
after(() => rmSync(copy, { recursive: true, force: true }));

const run = (cwd, ...args) =>
  execFileSync(process.execPath, args, {
    cwd: join(copy, cwd),
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: '--experimental-vm-modules' },
  });
/** Those of the workspaces `projects` in one process: to start workers, or Jest once more, takes longer than these few files. */
const jest = (cwd, projects, ...patterns) =>
  run(
    cwd,
    // More room for young objects, as in the layers.
    '--max-semi-space-size=64',
    '../node_modules/jest/bin/jest.js',
    ...['--silent', '--runInBand', '--projects', ...projects, '--testPathPatterns', ...patterns],
  );

/** By the folder of the features in it, each side's list of them. */
const lists = {
  'shared-contracts/src': 'shared-contracts/src/features.ts',
  'backend/src/features': 'backend/src/features.ts',
  'frontend/src/app/features': 'frontend/src/app/features/features.ts',
};

/** The features that the product may do without, each with those that it builds on. Whoever removes one needn't change this. */
const optional = {
  confirmations: [],
  'conversation-preferences': [],
  drafts: [],
  'marked-unread': [],
  pins: [],
  'saved-messages': [],
  'scheduled-messages': [],
  sidebar: ['conversation-preferences'],
};
const present = Object.keys(optional).filter((feature) =>
  existsSync(join(root, 'backend/src/features', feature)),
);

/** Deletes the three folders and the three lines, and nothing else. */
function remove(feature) {
  for (const [folder, list] of Object.entries(lists)) {
    rmSync(join(copy, folder, feature), { recursive: true });
    const lines = readFileSync(join(copy, list), 'utf8').split('\n');
    const kept = lines.filter((line) => !line.includes(`/${feature}/`));
    assert.equal(kept.length, lines.length - 1, list);
    writeFileSync(join(copy, list), kept.join('\n'));
  }
}

test('each of these features can be removed by itself: none imports another one but what it builds on', () => {
  for (const folder of Object.keys(lists))
    for (const feature of present)
      for (const file of readdirSync(join(root, folder, feature), { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.ts')) continue;
        const text = readFileSync(join(root, folder, feature, file), 'utf8');
        const steps = [...text.matchAll(/'\.\.?\/([^']+)'/g)].flatMap(([, path]) => path.split('/'));
        const allowed = [feature, ...optional[feature]];
        const others = steps.filter((step) => step in optional && !allowed.includes(step));
        assert.deepEqual(others, [], join(folder, feature, file));
      }
});

test('a feature that was made, and the product without these, are whole: all compiles, and what holds for every feature does', () => {
  run('.', 'scripts/new-feature.mjs', 'polls');
  for (const feature of present) remove(feature);

  const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
  run('.', tsc, '-b', '--noCheck', 'backend/tsconfig.build.json');
  for (const project of ['shared-contracts', 'backend', 'frontend', 'frontend/e2e'])
    run('.', tsc, '--noEmit', '--singleThreaded', '-p', project);
  jest(
    'backend',
    ['../shared-contracts', '.'],
    ...['src/feature/feature-contract', 'src/documents/documents', 'features/polls', 'contract-check'],
    ...['migrate', 'tables', 'check/bugs', 'check/features'],
  );
  jest('frontend', ['.'], 'features/polls', 'feature/features', 'core/i18n/words');
});
