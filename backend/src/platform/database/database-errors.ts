import { UnavailableError } from '../errors/domain-error.js';
import { isError } from '../errors/is-error.js';

// Connection exceptions (08), operator intervention (57P), out of resources such as disk or connections (53),
// lost races that a second try settles (40), and a lock that took too long (55P03).
const passingStates = /^(08|53|40|57P|55P03|25006)/;
const passingFailures = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'ENOTFOUND']);
// node-postgres reports these by their text alone.
const passingTexts =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|driver not connected|connection ended/i;

/** Turns “the database is away” into `UnavailableError`; anything else is given back as it is. */
export function translateDatabaseError(error: unknown): unknown {
  return isPassing(error)
    ? new UnavailableError('The database is not available. Try again in a moment.')
    : error;
}

function isPassing(error: unknown): boolean {
  if (!isError(error)) return false;
  // Every address of a host was tried.
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isPassing);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return passingStates.test(code) || passingFailures.has(code) || passingTexts.test(error.message);
}

/** The name of the violated unique constraint, if that is what went wrong. */
export function violatedUniqueConstraint(error: unknown): string | null {
  if (!isError(error) || !('code' in error) || error.code !== '23505') return null;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
}
