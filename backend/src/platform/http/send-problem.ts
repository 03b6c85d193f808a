import { errorStatus, type ErrorCode, type Problem, type SocketError } from '@litspark/shared-contracts';
import type { Request, Response } from 'express';
import { requestIdOf } from './request-id.js';

const titles: Record<ErrorCode, string> = {
  VALIDATION_FAILED: 'Bad request',
  UNAUTHENTICATED: 'Not signed in',
  FORBIDDEN: 'Not allowed',
  NOT_FOUND: 'Not found',
  CONFLICT: 'Conflict',
  PAYLOAD_TOO_LARGE: 'Payload too large',
  RATE_LIMITED: 'Too many requests',
  INTERNAL: 'Internal error',
  UNAVAILABLE: 'Not available',
};

/** Answers with RFC 9457 problem details; ends an answer that has begun already. */
export function sendProblem(request: Request, response: Response, error: SocketError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = errorStatus[error.code];
  const problem: Problem = {
    // RFC 9457: nothing more to say than the status does; `code` is what programs read.
    type: 'about:blank',
    title: titles[error.code],
    status,
    code: error.code,
    detail: error.message,
    ...(error.errors && { errors: error.errors }),
    requestId: requestIdOf(request),
  };
  if (status === 429 || status === 503) {
    response.setHeader('Retry-After', String(Math.max(1, Math.ceil((error.retryAfterMs ?? 1_000) / 1_000))));
  }
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Cache-Control', 'no-store');
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}
