import { deviceCookieName, refreshCookieName, secureCookiePrefix } from '@litspark/shared-contracts';
import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

const deviceCookieMaxAgeMs = 365 * 86_400_000;

export const readRefreshCookie = (request: Request) => read(request, refreshCookieName);
export const readDeviceCookie = (request: Request) => read(request, deviceCookieName);

export function setRefreshCookie(request: Request, response: Response, token: string, until: Date): void {
  set(request, response, refreshCookieName, token, until.getTime() - Date.now());
}

export function setDeviceCookie(request: Request, response: Response, value: string): void {
  set(request, response, deviceCookieName, value, deviceCookieMaxAgeMs);
}

export function clearRefreshCookie(request: Request, response: Response): void {
  response.clearCookie(refreshCookieName, attributes(request));
  if (isEncrypted(request)) response.clearCookie(secure(refreshCookieName), attributes(request));
}

const secure = (name: string) => `${secureCookiePrefix}${name}`;

/** Over HTTPS the prefixed name alone: a page without TLS can plant a cookie of the bare one. */
function read(request: Request, name: string): string | undefined {
  const cookies = parse(request.headers.cookie ?? '');
  const names = isEncrypted(request) ? [secure(name)] : [secure(name), name];
  return names.map((one) => cookies[one]).find((value) => value !== undefined && value !== '');
}

function set(request: Request, response: Response, name: string, value: string, maxAge: number): void {
  if (!isEncrypted(request)) {
    response.cookie(name, value, { ...attributes(request), maxAge });
    return;
  }
  response.cookie(secure(name), value, { ...attributes(request), maxAge });
  if (parse(request.headers.cookie ?? '')[name] !== undefined)
    response.clearCookie(name, attributes(request));
}

/** Out of reach for scripts, other sites and all calls but those that need it. */
function attributes(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/api/auth', secure: isEncrypted(request) };
}

/** By TLS up to a proxy that we trust, or as the browser itself says: only it can know, where nobody told us of the proxy. */
function isEncrypted(request: Request): boolean {
  return request.secure || (request.headers.origin ?? '').startsWith('https://');
}
