import type { RequestHandler } from 'express';
import { ForbiddenError } from '../errors/domain-error.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a browser's page of `origin` may talk to us: one of `allowed`, or the origin that the request itself went to. */
export function isAllowedOrigin(
  origin: string,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (allowed.includes(origin)) return true;
  // `null` and other oddities have no host.
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/**
 * Browsers' pages from elsewhere can't change anything, nor read: what changes state is refused, and only allowed origins get the
 * CORS headers. Programs that aren't browsers send no `Origin` and are judged by their token.
 */
export function originCheck(allowedOrigins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin === undefined) {
      next();
      return;
    }
    const allowed = isAllowedOrigin(origin, request.headers.host, allowedOrigins);
    if (allowed) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    }
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      if (allowed) {
        response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
        response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Request-Id');
        response.setHeader('Access-Control-Max-Age', '600');
      }
      response.status(204).end();
      return;
    }
    if (!allowed && !safeMethods.has(request.method)) {
      next(new ForbiddenError('Pages of this origin may not use this server; see ALLOWED_ORIGINS.'));
      return;
    }
    next();
  };
}
