import { describe, expect, it } from '@jest/globals';
import { errorRecovery, errorStatus, isRetryable } from './index.js';
import type { ErrorCode } from './index.js';

describe('an error code', () => {
  it('has the HTTP status of the contract', () => {
    expect(errorStatus).toEqual({
      VALIDATION_FAILED: 400,
      UNAUTHENTICATED: 401,
      FORBIDDEN: 403,
      NOT_FOUND: 404,
      CONFLICT: 409,
      PAYLOAD_TOO_LARGE: 413,
      RATE_LIMITED: 429,
      INTERNAL: 500,
      UNAVAILABLE: 503,
    });
  });

  it('says whether the same request may succeed later', () => {
    const codes = Object.keys(errorStatus) as ErrorCode[];
    expect(codes.filter(isRetryable)).toEqual(['RATE_LIMITED', 'INTERNAL', 'UNAVAILABLE']);
    expect(codes.filter((code) => errorRecovery[code] === 'reauthenticate')).toEqual(['UNAUTHENTICATED']);
  });
});
