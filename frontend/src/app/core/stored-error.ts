import type { ErrorCode, FieldError } from '@litspark/shared-contracts';
import { ApiError } from './api-error';

/** The parts of an `ApiError` that say why a try failed: an error object itself can't be stored. */
export interface StoredError {
  code: ErrorCode;
  detail: string;
  errors?: FieldError[];
  retryAfterMs?: number;
  requestId?: string;
  offline: boolean;
}

export function storedError({
  code,
  detail,
  errors,
  retryAfterMs,
  requestId,
  offline,
}: ApiError): StoredError {
  return { code, detail, errors, retryAfterMs, requestId, offline };
}

export function errorOf(stored: StoredError): ApiError {
  return new ApiError(stored.code, stored.detail, stored);
}
