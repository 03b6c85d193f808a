// `npm test`: every check of every layer; `npm test -- backend messages`: one layer, the files that match.
import { delivery } from './layers/delivery.mjs';
import { e2e } from './layers/e2e.mjs';
import { jest } from './layers/jest.mjs';
import { lint } from './layers/lint.mjs';
import { types } from './layers/types.mjs';
import { buildStale } from './steps/build.mjs';
import { findChromium } from './steps/chromium.mjs';
import { installPackages } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { findRedisServer } from './steps/redis.mjs';
import { StepFailed } from './steps/run.mjs';
import { elapsed, say } from './steps/say.mjs';
import { findStrace } from './steps/strace.mjs';
import { exitOnSignals, stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
exitOnSignals();

const layers = {
  // One core each, and something that often waits.
  lint: { run: lint, beside: ['types', 'delivery'] },
  types: { run: types },
  'shared-contracts': { run: (how) => jest('shared-contracts', { esm: true, ...how }) },
  backend: { run: (how) => jest('backend', { esm: true, ...how }), redis: true, strace: true },
  frontend: { run: (how) => jest('frontend', { esm: false, ...how }) },
  delivery: { run: delivery, built: ['service'], redis: true },
  e2e: { run: e2e, built: ['service', 'web-client'], chromium: true },
};

const given = process.argv.slice(2);
const named = given.filter((word) => word in layers);
const patterns = given.filter((word) => !(word in layers));
const chosen = named.length > 0 ? named : Object.keys(layers);

const results = [];
try {
  await installPackages();
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  delete env.NO_COLOR;
  if (chosen.some((name) => layers[name].chromium))
    env.PLAYWRIGHT_CHROMIUM_PATH = (await findChromium()) ?? '';
  if (chosen.some((name) => layers[name].redis)) env.REDIS_SERVER_PATH = (await findRedisServer()) ?? '';
  if (chosen.some((name) => layers[name].strace)) env.STRACE_PATH = (await findStrace()) ?? '';
  for (const together of inTurns(chosen))
    results.push(...(await Promise.all(together.map((name) => runLayer(name, { env, patterns })))));
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  results.push({ name: 'preparation', passed: 0, failed: 1, note: error.message, took: elapsed() });
}
summarise();

/** The layers one after the other; those that share the machine well at once. */
function inTurns(names) {
  const besides = (name) => (layers[name].beside ?? []).filter((each) => names.includes(each));
  const partners = names.flatMap(besides);
  return names.filter((name) => !partners.includes(name)).map((name) => [name, ...besides(name)]);
}

async function runLayer(name, how) {
  const started = Date.now();
  say(`── ${name} ${'─'.repeat(60 - name.length)}`);
  let result;
  try {
    if (layers[name].built) await buildStale(layers[name].built);
    result = await layers[name].run(how);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    result = { passed: 0, failed: 1, note: error.message };
  }
  if (result.passed + result.failed === 0) result = { passed: 0, failed: 1, note: 'ran no test' };
  return { name, ...result, took: elapsed(started) };
}

function summarise() {
  const total = (key) => results.reduce((all, result) => all + result[key], 0);
  console.log('');
  for (const { name, passed, failed, took, note } of results) {
    const mark = failed > 0 ? '✗' : '✓';
    console.log(
      `${mark} ${name.padEnd(18)}${`${passed} passed`.padStart(13)}${`${failed} failed`.padStart(11)}${took.padStart(10)}${note ? `  ${note}` : ''}`,
    );
  }
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
}
