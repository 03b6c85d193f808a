import type { ServerOptions } from 'socket.io';
import { isAllowedOrigin } from '../http/origin-check.js';

type CorsDelegate = Extract<NonNullable<ServerOptions['cors']>, (...args: never[]) => unknown>;
type Request = Parameters<NonNullable<ServerOptions['allowRequest']>>[0];

/** Refuses browsers' pages of origins that are not ours; programs that aren't browsers send none. */
export function handshakeOrigins(
  allowedOrigins: readonly string[],
): Pick<ServerOptions, 'allowRequest' | 'cors'> {
  const isAllowed = ({ headers }: Pick<Request, 'headers'>): boolean =>
    headers.origin === undefined || isAllowedOrigin(headers.origin, headers.host, allowedOrigins);
  const cors: CorsDelegate = (request, callback) => {
    callback(null, { origin: isAllowed(request), credentials: true });
  };
  return {
    cors,
    allowRequest: (request, callback) => {
      const allowed = isAllowed(request);
      callback(allowed ? null : 'This origin is not allowed.', allowed);
    },
  };
}
