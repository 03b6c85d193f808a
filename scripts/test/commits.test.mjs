// Subjects of commits are Conventional Commits, and the changelog is extended from them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { extend, linesOf } from '../changelog.mjs';
import { checkSubjects, commitsOf, faultOf, parseSubject, rangeToCheck } from '../lint/commit-subjects.mjs';

describe('the subject of a commit', () => {
  for (const subject of [
    'feat(messages): search them',
    'fix: keep the order',
    'refactor(read-receipts)!: rename it',
  ])
    it(`may be “${subject}”`, () => assert.equal(faultOf(subject), null));

  for (const subject of [
    'Search messages',
    'feature(messages): search them',
    'feat(Messages): search them',
    'feat(messages):search them',
    'feat(messages): ',
    'feat(messages): search them.',
    `feat(messages): ${'x'.repeat(120)}`,
  ])
    it(`may not be “${subject.slice(0, 40)}”`, () => assert.notEqual(faultOf(subject), null));

  it('has a type, a scope, a text, and may say that it breaks something', () => {
    const parts = { type: 'feat', scope: 'auth', breaking: true, text: 'ask twice' };
    assert.deepEqual(parseSubject('feat(auth)!: ask twice'), parts);
  });
});

describe('the commits of a range', () => {
  let folder;
  const git = (...args) => {
    const author = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.org',
      '-c',
      'commit.gpgsign=false',
    ];
    const { status, stdout, stderr } = spawnSync('git', [...author, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  const commit = (subject) => git('commit', '-q', '--allow-empty', '-m', subject, '-m', 'Says why.');

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'litspark-commits-'));
    git('init', '-q');
    commit('An old one');
    commit('feat: one');
    commit('Two');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are checked, and no others', () => {
    const faults = checkSubjects('HEAD~2..HEAD', folder);
    assert.equal(faults.length, 1);
    assert.match(faults[0], /“Two” is not "type\(scope\): subject"/);
    assert.deepEqual(checkSubjects('HEAD~2..HEAD~1', folder), []);
  });

  it('are the last one where a branch is new', () => {
    const range = `${'0'.repeat(40)}..${git('rev-parse', 'HEAD')}`;
    assert.equal(commitsOf(rangeToCheck(range), folder).length, 1);
    assert.equal(checkSubjects(range, folder).length, 1);
  });

  it('are an error where Git knows no such range', () => {
    assert.throws(() => checkSubjects('nowhere..HEAD', folder));
  });
});

describe('the changelog', () => {
  const commit = (subject, body = '') => ({ hash: 'abc', subject, body });
  const lines = linesOf([
    commit('fix(sync): pull what was missed'),
    commit('test: see it'),
    commit('feat!: ask twice'),
    commit('feat(auth): sign in by key', 'BREAKING CHANGE: no more'),
    commit('feat(messages): search them'),
  ]);
  const start = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0]\n\n- First.\n';

  it('gets what users notice, oldest first, and once', () => {
    const extended = extend(start, lines);
    assert.equal(
      extended,
      '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n- messages: Search them.\n\n' +
        '### Changed\n\n- **Breaking:** auth: Sign in by key.\n- **Breaking:** Ask twice.\n\n' +
        '### Fixed\n\n- sync: Pull what was missed.\n\n## [0.1.0]\n\n- First.\n',
    );
    assert.equal(extend(extended, lines), extended);
  });

  it('gets it as well where nothing was unreleased, or nothing was released', () => {
    const fixed = new Map([['Fixed', ['- It.']]]);
    assert.equal(
      extend('## [Unreleased]\n\n## [0.1.0]\n', fixed),
      '## [Unreleased]\n\n### Fixed\n\n- It.\n\n## [0.1.0]\n',
    );
    assert.equal(extend('## [Unreleased]\n', fixed), '## [Unreleased]\n\n### Fixed\n\n- It.\n');
  });

  it('is left alone where it has no such section', () => {
    assert.throws(() => extend('# Changelog\n', lines), /Unreleased/);
  });
});
