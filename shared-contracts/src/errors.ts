import * as z from 'zod';

/** Every error code of the contract with its HTTP status. */
export const errorStatus = {
  VALIDATION_FAILED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export const errorCode = z
  .enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]])
  .meta({ id: 'ErrorCode' });

/**
 * What a client does with a request that failed so:
 * `retry` the same request later, sign in again (`reauthenticate`) and then retry, or `refuse`: the same request can't succeed.
 */
export type Recovery = 'retry' | 'reauthenticate' | 'refuse';

export const errorRecovery = {
  VALIDATION_FAILED: 'refuse',
  UNAUTHENTICATED: 'reauthenticate',
  FORBIDDEN: 'refuse',
  NOT_FOUND: 'refuse',
  CONFLICT: 'refuse',
  PAYLOAD_TOO_LARGE: 'refuse',
  RATE_LIMITED: 'retry',
  INTERNAL: 'retry',
  UNAVAILABLE: 'retry',
} as const satisfies Record<ErrorCode, Recovery>;

export const isRetryable = (code: ErrorCode): boolean => errorRecovery[code] === 'retry';

/** One fault of a payload: `path` in dots from its root (empty for the root itself). */
export const fieldError = z.object({ path: z.string(), message: z.string() }).meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof fieldError>;

/** RFC 9457 problem details, as REST answers them (`application/problem+json`). */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: errorCode,
    detail: z.string(),
    errors: z.array(fieldError).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

/** The error half of a socket acknowledgement. */
export const socketError = z
  .object({
    code: errorCode,
    message: z.string(),
    errors: z.array(fieldError).optional(),
    retryAfterMs: z.int().nonnegative().optional(),
  })
  .meta({ id: 'SocketError' });
export type SocketError = z.infer<typeof socketError>;

/** What every socket acknowledgement is. */
export type Acknowledgement<T> = { ok: true; data: T } | { ok: false; error: SocketError };
