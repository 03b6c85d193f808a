// `npm run check:delivery`: the built product against everything that can go wrong; see docs/delivery-checker.md.
import { installPackages } from './steps/install.mjs';
import { buildChecker } from './steps/checker.mjs';
import { buildStale } from './steps/build.mjs';
import { findRedisServer } from './steps/redis.mjs';
import { findNginx } from './steps/nginx.mjs';
import { requireNode } from './steps/node-version.mjs';
import { StepFailed } from './steps/run.mjs';
import { stopWithNpm } from './steps/stopping.mjs';

requireNode();
stopWithNpm();
try {
  await installPackages();
  await buildStale(['service']);
  await buildChecker();
  if (process.argv.includes('--nodes')) {
    process.env.REDIS_SERVER_PATH = (await findRedisServer()) ?? '';
    process.env.NGINX_PATH = (await findNginx()) ?? '';
  }
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
await import('../backend/dist-check/check/index.js');
