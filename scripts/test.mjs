// `npm test`: every check of every layer; `npm test -- backend messages`: one layer, the files that match.
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { delivery } from './layers/delivery.mjs';
import { e2e } from './layers/e2e.mjs';
import { jest } from './layers/jest.mjs';
import { lint } from './layers/lint.mjs';
import { types } from './layers/types.mjs';
import { buildStale } from './steps/build.mjs';
import { findChromium } from './steps/chromium.mjs';
import { installPackages } from './steps/install.mjs';
import { findNginx } from './steps/nginx.mjs';
import { requireNode } from './steps/node-version.mjs';
import { findRedisServer } from './steps/redis.mjs';
import { StepFailed } from './steps/run.mjs';
import { elapsed, print, progress, say } from './steps/say.mjs';
import { runBeside } from './steps/schedule.mjs';
import { findStrace } from './steps/strace.mjs';
import { exitOnSignals, stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
exitOnSignals();

// Weighed in cores. The delivery checker often waits, the long test runners have two workers. What waits most comes first: at
// the end nothing is left to fill its pauses.
const layers = {
  delivery: { run: delivery, weight: 1, built: ['service'], redis: true, nginx: true },
  backend: {
    run: (how) => jest('backend', { esm: true, ...how }),
    weight: 2,
    redis: true,
    strace: true,
  },
  e2e: { run: e2e, weight: 2, built: ['service', 'web-client'], chromium: true },
  lint: { run: lint, weight: 1 },
  frontend: { run: (how) => jest('frontend', { esm: false, ...how }), weight: 1 },
  types: { run: types, weight: 1 },
  'shared-contracts': { run: (how) => jest('shared-contracts', { esm: true, ...how }), weight: 1 },
};
/** One more than there are cores: something always waits. With more, they take each other's caches. */
const capacity = availableParallelism() + 1;

const given = process.argv.slice(2);
const named = given.filter((word) => word in layers);
const patterns = given.filter((word) => !(word in layers));
const chosen = Object.keys(layers).filter((name) => named.length === 0 || named.includes(name));

const results = [];
try {
  await installPackages();
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  delete env.NO_COLOR;
  if (chosen.some((name) => layers[name].chromium))
    env.PLAYWRIGHT_CHROMIUM_PATH = (await findChromium()) ?? '';
  if (chosen.some((name) => layers[name].redis)) env.REDIS_SERVER_PATH = (await findRedisServer()) ?? '';
  if (chosen.some((name) => layers[name].nginx)) env.NGINX_PATH = (await findNginx()) ?? '';
  if (chosen.some((name) => layers[name].strace)) env.STRACE_PATH = (await findStrace()) ?? '';
  if (chosen.some((name) => layers[name].built)) await buildServiceFirst();
  const tasks = chosen.map((name) => ({
    weight: layers[name].weight,
    run: () => runLayer(name, { env, patterns, chosen }),
  }));
  results.push(...(await runBeside(tasks, capacity)));
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  results.push({ name: 'preparation', passed: 0, failed: 1, note: error.message, took: elapsed() });
}
summarise();

/** The compilers of several layers would write the same files at once. Whether it failed is reported by the layer that needs it. */
async function buildServiceFirst() {
  try {
    await buildStale(['service']);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
  }
}

/** Prints what a layer says as it comes where it runs alone, else in one piece when it ends. */
async function runLayer(name, how) {
  const started = Date.now();
  const line = progress(name);
  const lines = [];
  const isAlone = chosen.length === 1;
  const show = (text) => {
    if (isAlone) return print(text);
    line.detail(stripVTControlCharacters(text).trim().split('\n', 1)[0]);
    lines.push(text);
  };
  let result;
  try {
    if (layers[name].built) await buildStale(layers[name].built);
    result = await layers[name].run({ ...how, print: show });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    result = { passed: 0, failed: 1, note: error.message };
  } finally {
    line.end();
  }
  if (result.passed + result.failed === 0) result = { passed: 0, failed: 1, note: 'ran no test' };
  result = { name, ...result, took: elapsed(started) };
  if (isAlone) return result;
  say(`── ${name} ${'─'.repeat(60 - name.length)}`);
  for (const text of [...lines, describe(result)]) print(text);
  return result;
}

function summarise() {
  const total = (key) => results.reduce((all, result) => all + result[key], 0);
  console.log('');
  for (const result of results) console.log(describe(result));
  console.log(`in ${elapsed()}`);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
}

function describe({ name, passed, failed, took, note }) {
  const mark = failed > 0 ? '✗' : '✓';
  return `${mark} ${name.padEnd(18)}${`${passed} passed`.padStart(13)}${`${failed} failed`.padStart(11)}${took.padStart(10)}${note ? `  ${note}` : ''}`;
}
