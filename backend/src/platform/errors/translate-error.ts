import { HttpException, type LoggerService } from '@nestjs/common';
import type { ErrorCode, SocketError } from '@litspark/shared-contracts';
import { translateDatabaseError } from '../database/database-errors.js';
import { DomainError } from './domain-error.js';
import { isError } from './is-error.js';

const codeOfStatus: Record<number, ErrorCode> = {
  400: 'VALIDATION_FAILED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

const messageOfCode: Record<ErrorCode, string> = {
  VALIDATION_FAILED: 'The request is not well formed.',
  UNAUTHENTICATED: 'Sign in first.',
  FORBIDDEN: 'This is not allowed.',
  NOT_FOUND: 'There is nothing here.',
  CONFLICT: 'This is not possible at present.',
  PAYLOAD_TOO_LARGE: 'The request is too large.',
  RATE_LIMITED: 'Too many requests. Try again in a moment.',
  INTERNAL: 'Something went wrong on our side.',
  UNAVAILABLE: 'The service is not available. Try again in a moment.',
};

/** Anything thrown, as the contract's error. What is not meant for the caller becomes `INTERNAL` and says nothing. */
export function toContractError(error: unknown): SocketError {
  const known = translateDatabaseError(error);
  if (known instanceof DomainError) {
    return {
      code: known.code,
      message: known.message || messageOfCode[known.code],
      ...(known.errors && { errors: known.errors }),
      ...(known.retryAfterMs !== undefined && { retryAfterMs: Math.ceil(known.retryAfterMs) }),
    };
  }
  const code = codeOfStatus[statusOf(known)] ?? 'INTERNAL';
  return { code, message: messageOfCode[code], ...(code === 'UNAVAILABLE' && { retryAfterMs: 1_000 }) };
}

/**
 * Writes down what an operator must know of: our own faults with their stack, an absent database as a warning. `fields` say which
 * request or event it was, and whose.
 */
export function logFault(
  logger: LoggerService,
  error: unknown,
  code: ErrorCode,
  fields: Readonly<Record<string, unknown>>,
): void {
  if (code === 'INTERNAL') logger.error({ err: error, ...fields }, 'an unexpected fault');
  if (code === 'UNAVAILABLE') {
    logger.warn({ ...fields, reason: reasonOf(error) }, 'not available');
  }
}

/** What the database or the network said, where that is what it was. */
function reasonOf(error: unknown): string {
  if (!isError(error)) return 'unknown';
  return isError(error.cause) ? reasonOf(error.cause) : error.message;
}

/** Nest's exceptions, and the errors of express and its body parsers, carry an HTTP status. */
function statusOf(error: unknown): number {
  const status = error instanceof HttpException ? error.getStatus() : statusField(error);
  // Another 4xx (an unknown charset or encoding) is a bad request for us.
  return status > 400 && status < 500 && !(status in codeOfStatus) ? 400 : status;
}

function statusField(error: unknown): number {
  return isError(error) && 'status' in error && typeof error.status === 'number' ? error.status : 500;
}
