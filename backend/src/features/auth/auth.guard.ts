import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Access } from '@litspark/shared-contracts';
import type { Request } from 'express';
import { ForbiddenError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { routeOf } from '../../platform/http/route-of.js';
import { currentRequest } from '../../platform/observability/request-context.js';
import { isPublic } from '../../platform/security/access.js';
import type { Actor } from '../../platform/security/actor.js';
import { SessionVerifier } from '../../platform/security/session-verifier.js';

/** Those whose handlers look at what the caller bears themselves. */
const withoutSession: ReadonlySet<Access> = new Set<Access>(['public', 'refresh-cookie', 'metrics']);

/**
 * Stands before every REST call and lets in whom the contract does; an address that is neither in the contract nor `@Public()`
 * needs a session. What depends on a conversation is decided where it is loaded. Sockets are checked at their handshake.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly sessions: SessionVerifier) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return context.getType() !== 'http' || this.admit(context);
  }

  private async admit(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(context);
    if (withoutSession.has(access)) return true;
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new UnauthenticatedError('Sign in first.');
    const { actor } = await this.sessions.verifyAccessToken(token);
    Object.assign(currentRequest() ?? {}, { actor });
    if (access === 'admin' && actor.role !== 'admin') {
      throw new ForbiddenError('Only administrators may do this.');
    }
    request.actor = actor;
    return true;
  }
}

function accessOf(context: ExecutionContext): Access {
  const handler = context.getHandler();
  return routeOf(handler)?.access ?? (isPublic(handler, context.getClass()) ? 'public' : 'user');
}
