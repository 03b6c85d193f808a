import { refreshCookieName } from '@litspark/shared-contracts';
import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

export function readRefreshCookie(request: Request): string | undefined {
  const value = parse(request.headers.cookie ?? '')[refreshCookieName];
  return value === '' ? undefined : value;
}

export function setRefreshCookie(request: Request, response: Response, token: string, maxAge: number): void {
  response.cookie(refreshCookieName, token, { ...attributes(request), maxAge });
}

export function clearRefreshCookie(request: Request, response: Response): void {
  response.clearCookie(refreshCookieName, attributes(request));
}

/** Out of reach for scripts, other sites and all calls but those that need it. */
function attributes(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/api/auth', secure: isEncrypted(request) };
}

/** By TLS up to a proxy that we trust, or as the browser itself says: only it can know, where nobody told us of the proxy. */
function isEncrypted(request: Request): boolean {
  return request.secure || (request.headers.origin ?? '').startsWith('https://');
}
