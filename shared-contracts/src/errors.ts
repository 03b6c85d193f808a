import './no-compilation.js';
import * as z from 'zod';
import { type ErrorCode, errorStatus } from './error-codes.js';

export const errorCode = z
  .enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]])
  .meta({ id: 'ErrorCode' });

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
