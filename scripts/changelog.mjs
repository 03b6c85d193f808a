// `npm run changelog -- FROM..TO`: adds what users notice in these commits to “Unreleased” in CHANGELOG.md. Without a range,
// the commits since the last tag. What is there already is not added again.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commitsOf, parseSubject } from './lint/commit-subjects.mjs';
import { root } from './steps/paths.mjs';

const headings = ['Changed', 'Added', 'Fixed', 'Performance'];
const headingOf = { feat: 'Added', fix: 'Fixed', perf: 'Performance' };

/** Lines for the changelog by heading, oldest first. Only features, fixes, faster ones, and what breaks something. */
export function linesOf(commits) {
  const lines = new Map(headings.map((heading) => [heading, []]));
  for (const { subject, body } of commits.toReversed()) {
    const parsed = parseSubject(subject);
    if (!parsed) continue;
    const breaks = parsed.breaking || /^BREAKING CHANGE: /m.test(body);
    const heading = breaks ? 'Changed' : headingOf[parsed.type];
    if (!heading) continue;
    const text = parsed.text[0].toUpperCase() + parsed.text.slice(1);
    lines
      .get(heading)
      .push(`- ${breaks ? '**Breaking:** ' : ''}${parsed.scope ? `${parsed.scope}: ` : ''}${text}.`);
  }
  return lines;
}

/** The changelog with these lines under “Unreleased”. Throws where it has no such section. */
export function extend(changelog, lines) {
  const parts = /^(.*?^## \[Unreleased\]\n)(.*?)((?=^## \[)[^]*|(?![^]))/ms.exec(changelog);
  if (!parts) throw new Error('CHANGELOG.md has no section “## [Unreleased]”.');
  const [, before, section, after] = parts;
  let unreleased = section.trim();
  for (const [heading, found] of lines) {
    const fresh = found.filter((line) => !unreleased.split('\n').includes(line));
    if (fresh.length > 0) unreleased = addUnder(unreleased, heading, fresh);
  }
  return `${before}\n${unreleased === '' ? '' : `${unreleased}\n\n`}${after}`.trimEnd() + '\n';
}

function addUnder(section, heading, fresh) {
  const blocks = section === '' ? [] : section.split(/\n*^(?=### )/m);
  const at = blocks.findIndex((block) => block.startsWith(`### ${heading}\n`));
  if (at === -1) blocks.push(`### ${heading}\n\n${fresh.join('\n')}`);
  else blocks[at] = `${blocks[at].trimEnd()}\n${fresh.join('\n')}`;
  return blocks.map((block) => block.trim()).join('\n\n');
}

function sinceLastTag() {
  const args = ['describe', '--tags', '--abbrev=0'];
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0)
    throw new Error('There is no tag yet: name a range, as in `npm run changelog -- FROM..TO`.');
  return `${stdout.trim()}..HEAD`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(root, 'CHANGELOG.md');
  try {
    const lines = linesOf(commitsOf(process.argv[2] ?? sinceLastTag()));
    writeFileSync(file, extend(readFileSync(file, 'utf8'), lines));
    process.stdout.write('CHANGELOG.md is extended: now shorten it to what users notice.\n');
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
