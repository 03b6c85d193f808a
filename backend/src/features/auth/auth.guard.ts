import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ForbiddenError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { currentRequest } from '../../platform/observability/request-context.js';
import { type Access, ACCESS_KEY } from '../../platform/security/access.js';
import type { Actor } from '../../platform/security/actor.js';
import { SessionVerifier } from '../../platform/security/session-verifier.js';

/** Stands before every REST call that isn't `@Public()`. Sockets are checked at their handshake. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS_KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
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
