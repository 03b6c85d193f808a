import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Actor } from '../security/actor.js';
import { callerFields } from './caller-fields.js';

/** One line for each answered request, with who asked, and from where: no query (people search for names), no headers, no bodies. */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    // The id is there already: `requestId` came first.
    genReqId: (request) => request.id,
    autoLogging: { ignore: ({ url }) => !url?.startsWith('/api/') },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : 'info',
    customSuccessMessage: (request, response) =>
      `${request.method} ${pathOf(request)} ${response.statusCode}`,
    customErrorMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
    customSuccessObject: (request, _response, fields: Record<string, unknown>) => ({
      ...fields,
      ...callerOf(request),
    }),
    // What went wrong was written down with its cause when it did.
    customErrorObject: (request, _response, _error, fields: Record<string, unknown>) => ({
      ...fields,
      ...callerOf(request),
      err: undefined,
    }),
    customAttributeKeys: { reqId: 'requestId' },
    quietReqLogger: true,
    serializers: { req: () => undefined, res: () => undefined },
  });
}

/** Whom the guard found, and Express' idea of the address: the proxies that are trusted know better than the connection. */
function callerOf(request: IncomingMessage & { actor?: Actor; ip?: string }): object {
  return callerFields(request.actor, request.ip);
}

/** As it came: routers shorten `url` on the way. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  return (request.originalUrl ?? request.url ?? '').split('?', 1)[0] ?? '';
}
