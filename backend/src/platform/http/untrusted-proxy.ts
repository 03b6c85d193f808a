import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Says once that a proxy isn't believed: without TRUST_PROXY all its clients count as one address. */
export function untrustedProxyWarning(logger: Logger): RequestHandler {
  let warned = false;
  return (request, _response, next) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined && !isTrusted(request)) {
      warned = true;
      const peer = request.socket.remoteAddress ?? 'unknown';
      logger.warn(
        { address: peer },
        `X-Forwarded-For came from ${peer}, which TRUST_PROXY does not name: it is ignored. If that is your proxy, all its clients share one limit of sign-ins until TRUST_PROXY names it.`,
      );
    }
    next();
  };
}

function isTrusted({ app, socket }: Parameters<RequestHandler>[0]): boolean {
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return trusts(socket.remoteAddress ?? '', 0);
}
