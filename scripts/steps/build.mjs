import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dropStamp, fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { tsc } from './native.mjs';
import { onceEach } from './once.mjs';
import { npm, root } from './paths.mjs';
import { step } from './run.mjs';

const isBuilt = (name) =>
  !/\.spec\.ts$|\.e2e\.ts$|\/public\/generated\/|^backend\/src\/features\/[^/]+\/(test|check)\//.test(name);
const shared = [
  'package-lock.json',
  'tsconfig.base.json',
  'shared-contracts/src',
  'shared-contracts/tsconfig.build.json',
];

const builds = [
  {
    name: 'service',
    label: 'Building the service',
    sources: [
      ...shared,
      'backend/src',
      'backend/tsconfig.build.json',
      'backend/package.json',
      'scripts/steps/bundle-service.mjs',
      'scripts/steps/bundle',
    ],
    result: 'backend/dist/main.js',
    // Its types are checked by the layer `types`, with those of the tests.
    commands: [
      [process.execPath, [tsc, '-b', '--noCheck', 'backend/tsconfig.build.json']],
      [process.execPath, ['scripts/steps/bundle-service.mjs']],
    ],
  },
  {
    name: 'web-client',
    label: 'Building the web client',
    sources: [
      ...shared,
      ...[
        'src',
        'public',
        'scripts',
        'angular.json',
        'ngsw-config.json',
        'tsconfig.base.json',
        'tsconfig.app.json',
        'package.json',
      ].map((path) => `frontend/${path}`),
    ],
    result: 'frontend/dist/browser/index.html',
    commands: [[npm, ['run', 'build', '--workspace', 'frontend']]],
  },
];

const once = onceEach();

/** Builds whatever is older than its sources, of `names` or of everything; each once for a command. */
export async function buildStale(names = builds.map(({ name }) => name)) {
  for (const build of builds.filter((one) => names.includes(one.name)))
    await once(build.name, () => buildIfStale(build));
}

async function buildIfStale({ name, label, sources, result, commands }) {
  const print = fingerprint(sources, isBuilt);
  if (isStamped(name, print) && existsSync(join(root, result))) return;
  dropStamp(name);
  for (const command of commands)
    await step(label, ...command, { env: { ...process.env, NG_CLI_ANALYTICS: 'false' } });
  writeStamp(name, print);
}
