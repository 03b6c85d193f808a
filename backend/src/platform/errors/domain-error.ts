import type { ErrorCode, FieldError } from '@litspark/shared-contracts';

/** What services throw. REST and Socket.IO turn it into the contract's error; `message` is shown to the caller. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;
  readonly errors?: FieldError[];
  readonly retryAfterMs?: number;
}

export class ValidationFailedError extends DomainError {
  readonly code = 'VALIDATION_FAILED';

  constructor(
    message: string,
    override readonly errors?: FieldError[],
  ) {
    super(message);
  }

  /** One fault, at `path` (dots from the payload's root). */
  static at(path: string, message: string): ValidationFailedError {
    return new ValidationFailedError(`${path}: ${message}`, [{ path, message }]);
  }
}

export class UnauthenticatedError extends DomainError {
  readonly code = 'UNAUTHENTICATED';
}

export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
}

/** Also for what the caller may not see: refusal looks like absence. */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
}

export class ConflictError extends DomainError {
  readonly code = 'CONFLICT';
}

export class PayloadTooLargeError extends DomainError {
  readonly code = 'PAYLOAD_TOO_LARGE';
}

export class RateLimitedError extends DomainError {
  readonly code = 'RATE_LIMITED';

  constructor(
    message: string,
    override readonly retryAfterMs: number,
  ) {
    super(message);
  }
}

/** The database is away or we are stopping: nothing was stored, the same request may be tried again. */
export class UnavailableError extends DomainError {
  readonly code = 'UNAVAILABLE';

  constructor(
    message: string,
    override readonly retryAfterMs = 1_000,
    override readonly errors?: FieldError[],
  ) {
    super(message);
  }
}
