import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { aptInstall } from './apt.mjs';
import { root } from './paths.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

/** Without windows: less than two thirds of the processor time of the others. */
const headlessShell = '/usr/bin/chromium-headless-shell';

const places = [
  headlessShell,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const playwrightsOwn = () =>
  createRequire(`${root}/package.json`)('@playwright/test').chromium.executablePath();

/** The path of a Chromium for the browser tests, installed if need be; null, with a line that says so, if there is none. */
export async function findChromium() {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (given) return found(given, 'PLAYWRIGHT_CHROMIUM_PATH', existsSync(given));
  const system = places.find(existsSync);
  if (system) return found(system, 'the system’s');
  if (existsSync(playwrightsOwn())) return found(playwrightsOwn(), 'Playwright’s own');
  for (const name of ['chromium-headless-shell', 'chromium'])
    if ((await aptInstall(name)) && existsSync(`/usr/bin/${name}`))
      return found(`/usr/bin/${name}`, 'installed with apt-get');
  await capture(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  if (existsSync(playwrightsOwn())) return found(playwrightsOwn(), 'Playwright’s own, just downloaded');
  return found(
    'none could be installed; set PLAYWRIGHT_CHROMIUM_PATH to one',
    'the browser tests will fail',
    false,
  );
}

function found(path, how, exists = true) {
  say(`Chromium: ${path} (${exists ? how : `${how}: not there`})`);
  return exists ? path : null;
}
