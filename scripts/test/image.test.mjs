// What the Dockerfile promises. `npm run check:image` does what it says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readDockerfile } from '../steps/dockerfile.mjs';
import { root } from '../steps/paths.mjs';
import { readDocker } from './compositions.mjs';

const hadolint = process.env.HADOLINT_PATH;
const stages = readDockerfile(readDocker('Dockerfile'));
const last = stages.at(-1).steps;
const words = (name) => last.findLast((one) => one.name === name).words;

describe('the image', () => {
  if (hadolint) {
    it('is written as hadolint asks', () => {
      const { status, stdout, error } = spawnSync(hadolint, [join(root, 'docker', 'Dockerfile')], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, error?.message ?? stdout);
    });
  }

  it('copies what there is', () => {
    for (const { steps } of stages) {
      for (const { name, words: all } of steps) {
        if (name !== 'COPY' || all[0].startsWith('--from=')) continue;
        for (const source of all.slice(0, -1)) assert.ok(existsSync(join(root, source)), source);
      }
    }
  });

  it('runs as somebody who is not root, told by a number', () => {
    assert.match(words('USER')[0], /^[1-9]\d*:[1-9]\d*$/);
  });

  it('holds production dependencies alone', () => {
    const installs = stages[0].steps.filter(({ name, text }) => name === 'RUN' && text.includes('npm ci'));
    assert.match(installs.at(-1).text, /^rm -rf node_modules .*npm ci --omit=dev /);
  });

  it('is healthy where sends are stored', () => {
    assert.match(words('HEALTHCHECK').join(' '), /127\.0\.0\.1:3000\/health\/ready/);
  });

  it('lets signals reach the service', () => {
    assert.equal(words('CMD')[0], 'node');
    assert.ok(existsSync(join(root, words('CMD').at(-1).replace('/dist/main.js', '/src/main.ts'))));
  });
});
