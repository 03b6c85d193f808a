import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import type { Configuration } from '../config/configuration.js';
import { ValidationFailedError } from '../errors/domain-error.js';

/** Says whether a request that names this host is meant for us. */
export type HostRule = (host: string | undefined) => boolean;

/**
 * The hosts of ALLOWED_ORIGINS, our own (HOST), this machine's, and addresses: a page of a foreign name that its owner points at
 * us (DNS rebinding) sends that name. Ports don't matter: whoever rebinds a name keeps it.
 */
export function hostRule({
  allowedOrigins,
  host: own,
}: Pick<Configuration, 'allowedOrigins' | 'host'>): HostRule {
  const given = [own, ...allowedOrigins.map((origin) => new URL(origin).hostname)];
  const names = new Set<string | null>(['localhost', ...given.map(nameOf)]);
  return (host) => {
    // HTTP/1.0 has none, and browsers don't speak it.
    if (host === undefined) return true;
    const name = nameOf(host);
    return name !== null && (names.has(name) || name.endsWith('.localhost') || isIP(unbracketed(name)) !== 0);
  };
}

/**
 * Refuses requests to names that aren't ours. Probes are answered whatever they call us, and so is who reads the metrics
 * where that takes a token.
 */
export function hostCheck(
  isOurs: HostRule,
  { metricsToken }: Pick<Configuration, 'metricsToken'>,
): RequestHandler {
  return (request, _response, next) => {
    const isOperators =
      request.path.startsWith('/health/') || (metricsToken !== null && request.path === '/metrics');
    if (isOperators || isOurs(request.headers.host)) next();
    else next(new ValidationFailedError('This host is not served here; see ALLOWED_ORIGINS.'));
  };
}

/** In lower case, without port and final dot. */
function nameOf(host: string): string | null {
  const url = `http://${host}/`;
  if (/[/?#@\\\s]/.test(host) || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/\.$/, '');
}

const unbracketed = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');
