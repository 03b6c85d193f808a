import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** One line for each answered request: no query (people search for names), no headers, no bodies. */
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
    // What went wrong was written down with its cause when it did.
    customErrorObject: (_request, _response, _error, fields: Record<string, unknown>) => ({
      ...fields,
      err: undefined,
    }),
    customAttributeKeys: { reqId: 'requestId' },
    quietReqLogger: true,
    serializers: { req: () => undefined, res: () => undefined },
  });
}

/** As it came: routers shorten `url` on the way. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  return (request.originalUrl ?? request.url ?? '').split('?', 1)[0] ?? '';
}
