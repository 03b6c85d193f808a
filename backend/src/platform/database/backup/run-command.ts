import { StartError } from '../../config/start-error.js';
import { isError } from '../../errors/is-error.js';
import { translateDatabaseError } from '../database-errors.js';
import { interrupt, isInterrupted } from './snapshot.js';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a command to its end: 0, or 1 with one line that says what to do. A signal ends it as an error does. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  try {
    await command();
    process.exitCode = 0;
  } catch (error) {
    process.stderr.write(`${reason(error)}\n`);
    process.exitCode = 1;
  }
  process.exit();
}

function reason(error: unknown): string {
  if (isInterrupted()) return 'Interrupted before it was done.';
  if (error instanceof StartError || !isError(error)) return String(isError(error) ? error.message : error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return `The disk is full (${error.message}): make room, or name a folder elsewhere.`;
  if (code === 'EACCES') return `${error.message}: run this as the account that runs the service.`;
  if (translateDatabaseError(error) !== error)
    return `The database went away, or can’t be reached (${error.message}): see that it runs, and try again.`;
  return `The command failed: ${error.stack ?? error.message}`;
}
