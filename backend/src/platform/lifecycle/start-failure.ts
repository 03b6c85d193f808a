import { StartError } from '../config/start-error.js';
import { isError } from '../errors/is-error.js';

/** What the operator reads when the start fails: one line that says what to do; the stack only where we don't know. */
export function startFailure(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (!isError(error)) return String(error);
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  switch (code) {
    case 'EADDRINUSE':
      return `PORT takes a free port: ${port} on ${address} is in use by another program.`;
    case 'EACCES':
      return port === undefined
        ? `DATA_DIR takes a folder that can be written to: ${error.message}.`
        : `PORT takes a port that we may listen on: ${port} is refused.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST takes an address of this machine: ${error.message}.`;
    default:
      return `The start failed: ${error.stack ?? error.message}`;
  }
}
