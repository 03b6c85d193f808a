import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '../errors/domain-error.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { SocketSessions } from './socket-sessions.js';

/**
 * Lets events of sockets through whose access token is good; of one whose token expired only `authenticate`.
 * Synchronous, so that events reach their handlers in the order they came.
 */
@Injectable()
export class JwtSocketGuard implements CanActivate {
  constructor(private readonly sessions: SocketSessions) {}

  canActivate(context: ExecutionContext): boolean {
    const host = context.switchToWs();
    const socket = host.getClient<RealtimeSocket>();
    if (this.sessions.isUsable(socket)) return true;
    if (host.getPattern() === 'authenticate' && socket.data.state !== 'ended') return true;
    throw new UnauthenticatedError('The session has expired: authenticate again.');
  }
}
