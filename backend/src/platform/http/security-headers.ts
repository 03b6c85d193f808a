import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** The content security policy and the usual headers. Scripts come from our own files only; styles may be in the page, where Angular puts its components'. */
export const securityHeaders: RequestHandler = helmet({
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
  // Plain HTTP inside an intranet stays possible; browsers ignore this header there.
  strictTransportSecurity: { maxAge: 15_552_000, includeSubDomains: false },
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
