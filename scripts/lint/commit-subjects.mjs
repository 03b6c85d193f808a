// `node scripts/lint/commit-subjects.mjs FROM..TO`: whether the subjects of these commits are Conventional Commits. Without a
// range, COMMIT_RANGE; where there is none either, nothing is checked.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { root } from '../steps/paths.mjs';

export const types = [
  'build',
  'chore',
  'ci',
  'docs',
  'feat',
  'fix',
  'perf',
  'refactor',
  'revert',
  'style',
  'test',
];
const longest = 120;
const form = new RegExp(
  `^(?<type>${types.join('|')})(?:\\((?<scope>[a-z0-9-]+)\\))?(?<breaking>!)?: (?<text>\\S.*)$`,
);

/** The parts of a subject; null if it is no Conventional Commit. */
export function parseSubject(subject) {
  const found = form.exec(subject)?.groups;
  if (!found) return null;
  const { type, scope = null, breaking, text } = found;
  return { type, scope, breaking: breaking !== undefined, text };
}

/** What is wrong with a subject; null if nothing is. */
export function faultOf(subject) {
  const parsed = parseSubject(subject);
  if (!parsed) return `is not "type(scope): subject" with a type of ${types.join(', ')}`;
  if (subject.length > longest) return `is longer than ${longest} characters`;
  if (subject.endsWith('.')) return 'ends with a full stop';
  return null;
}

/** The commits of a range, newest first, merges left out: `{ hash, subject, body }`. Throws for a range that Git doesn't know. */
export function commitsOf(range, folder = root) {
  const args = ['log', '--no-merges', '--format=%h%x1f%s%x1f%b%x1e', range, '--'];
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
  return stdout
    .split('\x1e')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [hash, subject, body = ''] = entry.split('\x1f');
      return { hash, subject, body: body.trim() };
    });
}

/** A push of a new branch names no commit before it: then its last commit is checked. */
export const rangeToCheck = (range) => range.replace(/^0{40}\.\.(.+)$/, '$1^!');

/** A line for each commit whose subject is wrong. */
export function checkSubjects(range, folder = root) {
  return commitsOf(rangeToCheck(range), folder).flatMap(({ hash, subject }) => {
    const fault = faultOf(subject);
    return fault === null ? [] : `${hash} “${subject}” ${fault}`;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const range = process.argv[2] ?? process.env.COMMIT_RANGE;
  const faults = range ? checkSubjects(range) : [];
  if (faults.length > 0) process.stdout.write(`${faults.join('\n')}\nSee CONTRIBUTING.md, “Commits”.\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
