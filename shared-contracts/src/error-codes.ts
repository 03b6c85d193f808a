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
