import { UnavailableError } from '../errors/domain-error.js';
import { isError } from '../errors/is-error.js';

// Connection exceptions (08), operator intervention (57P), out of resources such as disk or connections (53),
// lost races that a second try settles (40), a statement (57014) or a transaction (25P03, 25P04) that took too long, and
// a server that only reads (25006).
const passingStates = /^(08|53|40|57P|57014|25006|25P03|25P04)/;
const lockedState = '55P03';
const cancelledState = '57014';
const passingFailures = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
]);
// node-postgres reports these by their text alone; and TypeORM, that it let go of a connection that broke between two statements.
const passingTexts =
  /query runner (was )?already released|connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|driver not connected|connection ended/i;

/** Somebody else held a lock for too long, or it was not to be waited for: nothing was stored. */
export class LockedError extends UnavailableError {
  constructor() {
    super('Somebody else is changing this. Try again in a moment.');
  }
}

/**
 * Turns “the database is away” into `UnavailableError`, a lock that was not had into `LockedError`, each with what happened as
 * its cause; anything else is given back as it is.
 */
export function translateDatabaseError(error: unknown): unknown {
  const known = unavailable(error);
  return known ? Object.assign(known, { cause: error }) : error;
}

function unavailable(error: unknown): UnavailableError | null {
  if (isError(error) && 'code' in error && error.code === lockedState) return new LockedError();
  return isPassing(error)
    ? new UnavailableError('The database is not available. Try again in a moment.')
    : null;
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

/**
 * Whether the server itself answered with this error: then nothing was committed. Not so where it says that the connection breaks or
 * that it stops, which may come after a commit.
 */
export function isServerError(error: unknown): boolean {
  return isError(error) && 'code' in error && /^(?!08|57P)\d[0-9A-Z]{4}$/.test(String(error.code));
}

/** Whether a statement was cancelled, or took too long. */
export const isCancelled = (error: unknown): boolean =>
  isError(error) && 'code' in error && error.code === cancelledState;
