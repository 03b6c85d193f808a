import type { Request, RequestHandler } from 'express';
import { newId } from '../identifiers/new-id.js';

// An id from a proxy in front is kept, so that its logs and ours tell one story; anything odd is not.
const plausible = /^[\w.:-]{8,64}$/;

/** Names each request, in logs and answers alike. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && plausible.test(given) ? given : newId();
  Object.assign(request, { id });
  response.setHeader('X-Request-Id', id);
  next();
};

export function requestIdOf(request: Request): string {
  return 'id' in request && typeof request.id === 'string' ? request.id : 'none';
}
