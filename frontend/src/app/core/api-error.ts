import type { ErrorCode, FieldError, Problem, SocketError } from '@litspark/shared-contracts';
import { errorStatus } from '@litspark/shared-contracts/plain';

interface Details {
  /** Which fields of the request were wrong. */
  errors?: FieldError[];
  /** How long the server asks to wait, in milliseconds. */
  retryAfterMs?: number;
  /** What an operator finds this failure by. */
  requestId?: string;
  /** No answer came at all: the network or the server is away. */
  offline?: boolean;
}

/** Why a call over REST or the socket failed: the contract's code, and what else came with it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly errors?: FieldError[];
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly offline: boolean;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    details: Details = {},
  ) {
    super(`${code}: ${detail}`);
    this.errors = details.errors;
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
    this.offline = details.offline ?? false;
  }

  static fromSocket(error: SocketError): ApiError {
    return new ApiError(error.code, error.message, {
      errors: error.errors,
      retryAfterMs: error.retryAfterMs,
    });
  }

  static fromProblem(problem: Problem, retryAfterMs?: number): ApiError {
    return new ApiError(problem.code, problem.detail, {
      errors: problem.errors,
      retryAfterMs,
      requestId: problem.requestId,
    });
  }

  static noAnswer(detail: string): ApiError {
    return new ApiError('UNAVAILABLE', detail, { offline: true });
  }

  /** Whatever was thrown, as the one kind of error that the interface can explain. */
  static from(thrown: unknown): ApiError {
    if (thrown instanceof ApiError) return thrown;
    return new ApiError('INTERNAL', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const codeOfStatus = new Map<number, ErrorCode>(
  (Object.entries(errorStatus) as [ErrorCode, number][]).map(([code, status]) => [status, code]),
);

/** The code for an answer that is no problem document, as a proxy in between may give. */
export function codeForStatus(status: number): ErrorCode {
  return codeOfStatus.get(status) ?? (status === 502 || status === 504 ? 'UNAVAILABLE' : 'INTERNAL');
}
