// `npm run check:image`: does without an engine what the Dockerfile says, in empty folders: copies what it copies (and .dockerignore
// doesn't keep out), runs what it runs, then starts what it starts, with a database of its own, until the health check is content.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, matchesGlob, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readDockerfile } from './steps/dockerfile.mjs';
import { root } from './steps/paths.mjs';
import { capture, step, StepFailed } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const port = process.env.PORT ?? '3999';
/** The user of the image, where we may become it. */
const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
const startsWithinMs = 60_000;
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const folder = mkdtempSync(join(tmpdir(), 'litspark-image-'));
chmodSync(folder, 0o755);
try {
  const stages = readDockerfile(readFileSync(join(root, 'docker', 'Dockerfile'), 'utf8'));
  stages.forEach((stage, at) => (stage.place = join(folder, stage.name ?? `stage-${at}`)));
  for (const stage of stages) await build(stage, stages);
  const last = stages.at(-1);
  await capture('du', ['-sm', join(last.place, 'app', 'node_modules'), last.place], {}, (line) =>
    say(`MB: ${line}`),
  );
  await start(last);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Absolute paths lie below the stage's own folder. */
async function build({ steps, place }, stages) {
  let work = place;
  mkdirSync(place);
  for (const { name, words, text } of steps) {
    if (name === 'WORKDIR') mkdirSync((work = join(place, words[0])), { recursive: true });
    if (name === 'COPY') copy(words, work, stages);
    if (name === 'RUN') {
      const line = text.replaceAll('-o node -g node /', `${place}/`);
      await step(`RUN ${text.slice(0, 60)}`, 'sh', ['-c', line], { cwd: work, env: besideOurs() });
    }
  }
}

function copy(words, work, stages) {
  const stage = stages.find(({ name }) => words[0] === `--from=${name}`);
  const [target, ...sources] = words.slice(stage ? 1 : 0).toReversed();
  for (const source of sources) {
    const from = join(stage ? stage.place : root, source);
    cpSync(from, join(work, target, target.endsWith('/') ? basename(source) : ''), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => stage !== undefined || !ignored.some((one) => matchesGlob(relative(root, path), one)),
    });
  }
}

/** Without what npm says to the programs that it runs. */
function besideOurs() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('npm_') && name !== 'NODE_ENV',
  );
  return Object.fromEntries(kept);
}

async function start({ steps, place }) {
  const words = (name) => steps.findLast((one) => one.name === name).words;
  const set = Object.fromEntries(words('ENV').map((word) => word.split('=')));
  const data = mkdtempSync(join(folder, 'data-'));
  if (user.uid !== undefined) await capture('chown', ['-R', `${user.uid}:${user.gid}`, data]);
  const env = {
    ...set,
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: port,
    DATA_DIR: data,
    DRAIN_SECONDS: '1',
  };
  const given = { JWT_SECRET: 'x'.repeat(32), ALLOWED_ORIGINS: 'https://chat.example.org', HOME: data };
  const [program, ...args] = words('CMD');
  const began = Date.now();
  const service = spawn(program, args, {
    cwd: join(place, 'app'),
    env: { ...env, ...given },
    stdio: 'inherit',
    ...user,
  });
  const ended = once(service, 'exit');
  try {
    const [checker, ...checks] = words('HEALTHCHECK').map((word) => word.replace(':3000/', `:${port}/`));
    while ((await capture(checker, checks, { cwd: place, env })).code !== 0) {
      if (service.exitCode !== null) throw new StepFailed('The service ended.');
      if (Date.now() - began > startsWithinMs)
        throw new StepFailed('The health check was not content in time.');
      await delay(200);
    }
    const page = await fetch(`http://127.0.0.1:${port}/`);
    if (!page.ok) throw new StepFailed(`The web client answers ${page.status}.`);
    say(`Healthy ${((Date.now() - began) / 1_000).toFixed(1)} s after its start; the web client is there`);
  } finally {
    service.kill('SIGTERM');
  }
  const [code] = await ended;
  if (code !== 0) throw new StepFailed(`SIGTERM ended the service with ${code}.`);
  say('Ended by SIGTERM with 0');
}
