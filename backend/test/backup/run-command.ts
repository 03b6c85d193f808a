import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const backend = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run backup` and `npm run restore`, once they are built. */
export async function runCommand(
  name: 'backup' | 'restore',
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string; complaint: string }> {
  const child = spawn(process.execPath, [`dist/${name}.js`, ...args], {
    cwd: backend,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, complaint] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, complaint };
}
