import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import { requestIdOf } from '../http/request-id.js';
import type { Actor } from '../security/actor.js';

/** The request that the running code works for. */
export interface RequestContext {
  requestId: string;
  /** The client's. */
  address: string;
  /** Who acts, once the guard knows it. */
  actor?: Actor;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Lets whatever works for a request know of it. */
export const requestContext: RequestHandler = (request, _response, next) => {
  contexts.run({ requestId: requestIdOf(request), address: request.ip ?? 'unknown' }, () => next());
};

/** Undefined where no request is worked for, such as at the start. */
export const currentRequest = (): RequestContext | undefined => contexts.getStore();
