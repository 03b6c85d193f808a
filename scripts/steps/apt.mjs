import { existsSync } from 'node:fs';
import { capture, step, StepFailed } from './run.mjs';

/** Installs a Debian package where that is possible (root, with apt-get); tells whether it is there now. */
export async function aptInstall(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', name];
  try {
    // The lists may be new enough, or absent as in a slim image: a failure here is shown by the install.
    await capture('apt-get', ['update'], { env });
    await step(`Installing ${name} with apt-get`, 'apt-get', install, { env });
    return true;
  } catch (error) {
    if (error instanceof StepFailed) return false;
    throw error;
  }
}
