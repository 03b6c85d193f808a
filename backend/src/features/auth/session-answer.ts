import type { Session } from '@litspark/shared-contracts';
import type { Request, Response } from 'express';
import { readDeviceCookie, setDeviceCookie, setRefreshCookie } from './auth-cookies.js';
import type { Client, SignedIn } from './auth.service.js';

/** What somebody who signed in is answered; sets their cookies. */
export function answerSession(signedIn: SignedIn, http: Request, response: Response): Session {
  const { accessToken, expiresAt, refreshToken, sessionExpiresAt, deviceCookie, user } = signedIn;
  setRefreshCookie(http, response, refreshToken, sessionExpiresAt);
  if (deviceCookie !== readDeviceCookie(http)) setDeviceCookie(http, response, deviceCookie);
  return { accessToken, expiresAt: expiresAt.toISOString(), user };
}

export const clientOf = (request: Request): Client => ({
  address: request.ip ?? 'unknown',
  deviceCookie: readDeviceCookie(request),
});
