import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostRule } from '../http/host-check.js';
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

/** Counts the answers of long-polling among what is under way for a person. */
export function countAnswers(slowReaders: SlowReaders): EngineMiddleware {
  return ({ url = '/' }, response, next) => {
    const id = new URLSearchParams(url.split('?', 2)[1]).get('sid');
    // An upgrade to a WebSocket has no response of its own.
    if (id !== null && 'writableLength' in response) slowReaders.answers(id, response);
    next();
  };
}
