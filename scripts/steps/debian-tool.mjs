import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './paths.mjs';
import { capture, step, StepFailed } from './run.mjs';
import { say } from './say.mjs';

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
const unpacked = join(root, 'node_modules', '.cache', 'tools');

/**
 * The path of a program that only checks something: the system’s, or out of a Debian package that is unpacked here and installed nowhere,
 * so that nothing of it starts. Null if there is none.
 * @param {{ name: string, from: string, variable: string, size: string }} what `from` the package, `variable` names one’s own
 */
export async function findTool({ name, from, variable, size }) {
  const found = (path, how) => {
    say(`${name}: ${path ? `${path} (${how})` : how}`);
    return path;
  };
  const given = process.env[variable];
  if (given && existsSync(given)) return found(given, variable);
  const system = folders.map((folder) => join(folder, name)).find(existsSync);
  if (system) return found(system, 'the system’s');
  const path = await unpack(name, from, size);
  return path
    ? found(path, `out of Debian’s ${from}`)
    : found(null, `none: its checks will fail; install it or set ${variable}`);
}

async function unpack(name, from, size) {
  const folder = join(unpacked, from);
  const inside = () => ['usr/bin', 'usr/sbin'].map((one) => join(folder, one, name)).find(existsSync);
  if (inside()) return inside();
  if (!existsSync('/usr/bin/apt-get')) return null;
  mkdirSync(folder, { recursive: true });
  try {
    // The lists may be new enough, or absent as in a slim image: a failure here is shown by the download.
    if (process.getuid?.() === 0) await capture('apt-get', ['update']);
    await step(`Downloading Debian’s ${from} (${size})`, 'apt-get', ['download', from], { cwd: folder });
    const [file] = readdirSync(folder).filter((one) => one.endsWith('.deb'));
    await step(`Unpacking ${file}`, 'dpkg-deb', ['-x', file, '.'], { cwd: folder });
    rmSync(join(folder, file));
    return inside() ?? null;
  } catch (error) {
    if (error instanceof StepFailed) return null;
    throw error;
  }
}
