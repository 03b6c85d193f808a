// What the commands decide before they start anything.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fingerprint } from '../steps/fingerprint.mjs';
import { missingPackages } from '../steps/install.mjs';
import { root } from '../steps/paths.mjs';
import { capture, step, StepFailed } from '../steps/run.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'litspark-steps-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = (name, packages) => writeFileSync(join(folder, name), JSON.stringify({ packages }));

describe('the installation', () => {
  const wanted = {
    '': {},
    backend: { version: '1.0.0' },
    'node_modules/@litspark/backend': { resolved: 'backend', link: true },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  };

  it('lacks everything on a fresh clone', () => {
    lock('package-lock.json', wanted);
    assert.deepEqual(missingPackages(folder), ['node_modules/zod']);
  });

  it('lacks nothing when npm finished it, whatever it left out for other systems', () => {
    lock('package-lock.json', wanted);
    mkdirSync(join(folder, 'node_modules'));
    lock('node_modules/.package-lock.json', { 'node_modules/zod': { version: '4.0.0' } });
    assert.deepEqual(missingPackages(folder), []);
  });

  it('lacks a package whose version changed', () => {
    lock('package-lock.json', wanted);
    mkdirSync(join(folder, 'node_modules'));
    lock('node_modules/.package-lock.json', { 'node_modules/zod': { version: '3.0.0' } });
    assert.deepEqual(missingPackages(folder), ['node_modules/zod']);
  });
});

describe('a fingerprint', () => {
  it('changes with a content, a name and a file, and with nothing else', () => {
    const src = join(folder, 'src');
    mkdirSync(src);
    const of = () => fingerprint([relative(root, src)]);
    writeFileSync(join(src, 'a.ts'), '1');
    const first = of();
    writeFileSync(join(src, 'a.ts'), '1');
    assert.equal(of(), first);
    writeFileSync(join(src, 'a.ts'), '2');
    assert.notEqual(of(), first);
    writeFileSync(join(src, 'a.ts'), '1');
    writeFileSync(join(src, 'b.ts'), '');
    assert.notEqual(of(), first);
  });
});

describe('a step', () => {
  it('that fails is a StepFailed which says why', async () => {
    await assert.rejects(step('Failing', process.execPath, ['-e', 'process.exit(3)']), (error) => {
      assert.ok(error instanceof StepFailed);
      assert.equal(error.message, 'Failing failed (exit code 3)');
      return true;
    });
  });

  it('hands over each line a program prints, also one without an end', async () => {
    const lines = [];
    await capture(process.execPath, ['-e', "process.stdout.write('one\\r\\ntwo\\nthree')"], {}, (line) =>
      lines.push(line),
    );
    assert.deepEqual(lines, ['one', 'two', 'three']);
  });
});

describe('an old Node', () => {
  for (const [version, status] of [
    ['18.20.0', 1],
    ['20.18.3', 1],
    ['20.19.0', 0],
    ['24.1.0', 0],
  ])
    it(`${version} is ${status ? 'refused in one line' : 'taken'}`, () => {
      const code = `import('${join(root, 'scripts/steps/node-version.mjs')}').then((m) => m.requireNode('${version}'))`;
      const ran = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
      assert.equal(ran.status, status);
      assert.equal(ran.stderr.trim().split('\n').filter(Boolean).length, status);
    });
});

describe('a command that npm started', () => {
  it(
    'stops when npm is killed, though the shell between them passes nothing on',
    { timeout: 20_000 },
    async () => {
      const stopping = JSON.stringify(join(root, 'scripts/steps/stopping.mjs'));
      writeFileSync(
        join(folder, 'command.mjs'),
        `import { stopWithNpm } from ${stopping};
      stopWithNpm();
      setInterval(() => undefined, 1_000);
      console.log('ready');`,
      );
      const env = { ...process.env, npm_lifecycle_event: 'start' };
      const shell = spawn('sh', ['-c', `"${process.execPath}" command.mjs; true`], { cwd: folder, env });
      const ended = once(shell, 'close');
      await once(shell.stdout, 'data');
      shell.stdout.resume();
      shell.kill('SIGTERM');
      // Its pipes close with the last process that holds them.
      await ended;
    },
  );
});
