// `npm run dev`: both sides in watch mode; the client on http://localhost:4200 passes calls on to the service.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dropStamp } from './steps/fingerprint.mjs';
import { installPackages } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { tsc } from './steps/native.mjs';
import { npm, root } from './steps/paths.mjs';
import { step } from './steps/run.mjs';
import { say } from './steps/say.mjs';
import { exitOnSignals, stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
const giveSignalsBack = exitOnSignals();
await installPackages();
// While imports change, libraries are read as they are installed; the next `npm start` bundles them.
dropStamp('service');
rmSync(join(root, 'backend', 'dist', 'node_modules'), { recursive: true, force: true });
// Once before watching, so that Node has something to start.
await step('Building the service', process.execPath, [tsc, '-b', 'backend/tsconfig.build.json']);

const sides = [
  [process.execPath, [tsc, '-b', 'backend/tsconfig.build.json', '--watch', '--preserveWatchOutput']],
  [process.execPath, ['--watch', '--watch-preserve-output', '--enable-source-maps', 'backend/dist/main.js']],
  [npm, ['run', 'start', '--workspace', 'frontend']],
];
say('Watching: the client on http://localhost:4200, the service on http://localhost:3000');

// Each in its own group: a Ctrl-C reaches this process alone, which stops them in order and waits.
const children = sides.map(([file, args]) =>
  spawn(file, args, {
    cwd: root,
    detached: process.platform !== 'win32',
    shell: file.endsWith('.cmd'),
    stdio: ['ignore', 'inherit', 'inherit'],
    // Node restarts the service by SIGTERM with each change: nobody waits for a balancer here.
    env: { DRAIN_SECONDS: '0', ...process.env, NG_CLI_ANALYTICS: 'false' },
  }),
);
giveSignalsBack();
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  say('Stopping');
  for (const child of children) signal(child);
};
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
// One side that ends by itself leaves half a product: stop the other ones too.
for (const child of children) child.once('exit', stop);

function signal(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGINT');
  } catch (error) {
    // It ended between the check and the signal.
    if (error.code !== 'ESRCH') throw error;
  }
}
