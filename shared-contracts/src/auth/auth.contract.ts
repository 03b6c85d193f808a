import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { id, instant } from '../scalars.js';
import * as schemas from './auth.schemas.js';

/** Signing in and out, passwords and links to a first one. */
export const authContract = {
  name: 'auth',
  routes: {
    login: {
      method: 'post',
      path: '/api/auth/login',
      tag: 'sessions',
      summary: 'Sign in; sets the refresh cookie',
      access: 'public',
      work: 'free',
      body: schemas.loginRequest,
      answers: { 200: schemas.session },
      errors: ['UNAUTHENTICATED', 'RATE_LIMITED'],
    },
    refresh: {
      method: 'post',
      path: '/api/auth/refresh',
      tag: 'sessions',
      summary: 'A new access token; the refresh token rotates',
      access: 'refresh-cookie',
      work: 'free',
      answers: { 200: schemas.session },
    },
    logout: {
      method: 'post',
      path: '/api/auth/logout',
      tag: 'sessions',
      summary: 'End the session and its sockets',
      access: 'refresh-cookie',
      work: 'free',
      answers: { 204: null },
    },
    changePassword: {
      method: 'post',
      path: '/api/auth/password',
      tag: 'sessions',
      summary: 'Change the password; ends the other sessions',
      access: 'user',
      work: 'change',
      body: schemas.changePasswordRequest,
      answers: { 204: null },
      errors: ['FORBIDDEN', 'RATE_LIMITED'],
    },
    setup: {
      method: 'post',
      path: '/api/auth/setup',
      tag: 'sessions',
      summary: 'Set the first password with a setup token; sets the refresh cookie',
      access: 'public',
      work: 'free',
      body: schemas.setupRequest,
      answers: { 200: schemas.session },
      errors: ['UNAUTHENTICATED', 'RATE_LIMITED'],
    },
    checkFirstRun: {
      method: 'post',
      path: '/api/auth/first-run/check',
      tag: 'sessions',
      summary: 'Whether the link that the start printed can make the first administrator',
      access: 'public',
      work: 'free',
      body: schemas.checkFirstRunRequest,
      answers: { 200: schemas.firstRunState },
      errors: ['RATE_LIMITED'],
    },
    createFirstAdministrator: {
      method: 'post',
      path: '/api/auth/first-run',
      tag: 'sessions',
      summary:
        'Make the first administrator with a token that the start printed, once and only while nobody can sign in as one; sets the refresh cookie',
      access: 'public',
      work: 'free',
      body: schemas.createFirstAdministratorRequest,
      answers: { 200: schemas.session },
      errors: ['UNAUTHENTICATED', 'CONFLICT', 'RATE_LIMITED'],
    },
  },
  clientEvents: {
    authenticate: {
      payload: z.object({ token: z.string().min(1).max(8_192) }).meta({ id: 'Authenticate' }),
      data: z.object({ userId: id, expiresAt: instant }).meta({ id: 'Authenticated' }),
      access: 'public',
      work: 'free',
    },
  },
  serverEvents: {
    session_expired: z.object({ reason: z.string() }).meta({ id: 'SessionExpired' }),
  },
} as const satisfies FeatureContract;
