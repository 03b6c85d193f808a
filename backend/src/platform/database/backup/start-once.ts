import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { programEnvironment } from '../../config/program-environment.js';
import { StartError } from '../../config/start-error.js';

const service = fileURLToPath(new URL('../../../main.js', import.meta.url));
const patienceMs = 120_000;

/** Starts the service on a data folder, on a port that nobody knows, waits until it serves, and stops it. Throws `StartError`. */
export async function startOnce(dataDir: string): Promise<void> {
  const child = spawn(process.execPath, [service], {
    env: { ...programEnvironment(), DATA_DIR: dataDir, PORT: '0', DRAIN_SECONDS: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(' is ready: ')) child.kill('SIGTERM');
    });
  const late = setTimeout(() => child.kill('SIGTERM'), patienceMs);
  await once(child, 'close');
  clearTimeout(late);
  if (!output.includes(' is ready: '))
    throw new StartError(`The service does not start on the backup: ${output.trim()}`);
}
