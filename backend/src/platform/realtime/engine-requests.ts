import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostRule } from '../http/host-check.js';
import type { Draining } from '../lifecycle/draining.js';
import type { SlowReaders } from './slow-readers.js';

/** What Engine.IO calls for each of its requests, before it looks at them; an error is answered with 400. */
export type EngineMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: Error) => void,
) => void;

/** Engine.IO answers other methods with 500. */
const methods = new Set(['GET', 'POST', 'OPTIONS']);

/** Refuses requests to names that aren't ours, and with methods that have no meaning here. */
export function refuseForeign(isOurs: HostRule): EngineMiddleware {
  return ({ method = '', headers }, _response, next) => {
    if (methods.has(method) && isOurs(headers.host)) next();
    else next(new Error('refused'));
  };
}

/**
 * Refuses sessions that begin while we stop, with what a balancer takes for a reason to ask another node; those that are there
 * go on.
 */
export function refuseWhileStopping(draining: Pick<Draining, 'hasBegun'>): EngineMiddleware {
  return (request, response, next) => {
    if (!draining.hasBegun || sessionOf(request) !== null) next();
    else if ('writableLength' in response) response.writeHead(503, { Connection: 'close' }).end();
    else
      // Who asked for an upgrade and went away has nobody else who listens.
      request.socket
        .on('error', () => undefined)
        .end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  };
}

/** Counts the answers of long-polling among what is under way for a person. */
export function countAnswers(slowReaders: SlowReaders): EngineMiddleware {
  return (request, response, next) => {
    const id = sessionOf(request);
    // An upgrade to a WebSocket has no response of its own.
    if (id !== null && 'writableLength' in response) slowReaders.answers(id, response);
    next();
  };
}

/** The id of the session that a request belongs to; null where it begins one. */
export const sessionOf = ({ url = '/' }: IncomingMessage): string | null =>
  new URLSearchParams(url.split('?', 2)[1]).get('sid');
