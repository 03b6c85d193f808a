import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Configuration } from '../config/configuration.js';

const yearSeconds = 31_536_000;

/** What no page of ours asks a browser for, so that no injected script can either. */
const permissions = [
  'accelerometer',
  'bluetooth',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];
const permissionsPolicy = permissions.map((name) => `${name}=()`).join(', ');

/** The content security policy and the usual headers; over HTTPS also that it stays so. */
export function securityHeaders({ hstsSubdomains }: Pick<Configuration, 'hstsSubdomains'>): RequestHandler {
  const transportSecurity = `max-age=${yearSeconds}${hstsSubdomains ? '; includeSubDomains' : ''}`;
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', permissionsPolicy);
    // RFC 6797 forbids it over HTTP. Behind a proxy, TRUST_PROXY says that its word on the protocol counts.
    if (request.secure) response.setHeader('Strict-Transport-Security', transportSecurity);
    usualHeaders(request, response, next);
  };
}

/** Scripts come from our own files only; styles may be in the page, where Angular puts its components'. */
const usualHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      scriptSrcAttr: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      // Also the web socket of the same origin (CSP 3, every browser since 2022).
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      objectSrc: ["'none'"],
      frameSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      // A string becomes HTML or the address of a script only through one of these: Angular's templates, DOMPurify, and
      // the client's own for what libraries hand over.
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['angular', 'dompurify', 'default'],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  crossOriginResourcePolicy: { policy: 'same-site' },
});

/** A policy for a page of others, which writes its HTML as strings: Trusted Types off, all else as it is. */
export function withoutTrustedTypes(policy: string): string {
  return policy
    .split(';')
    .filter((directive) => !/^\s*(require-trusted-types-for|trusted-types)\b/.test(directive))
    .join(';');
}
