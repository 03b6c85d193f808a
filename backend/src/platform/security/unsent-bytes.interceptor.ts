import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Observable, tap } from 'rxjs';
import type { Actor } from './actor.js';
import { UnsentBytes } from './unsent-bytes.js';

/**
 * Refuses a REST call that only reads, before it is done and before it is answered, while its caller has too much under way. Changes are
 * let through: their answers are small, and what was stored must be answered. Events have `UnsentBytesGuard`.
 */
@Injectable()
export class UnsentBytesInterceptor implements NestInterceptor {
  constructor(private readonly unsent: UnsentBytes) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor, method } = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    if (!actor) return next.handle();
    const { userId } = actor;
    const response = context.switchToHttp().getResponse<Response>();
    response.once(
      'close',
      this.unsent.count(userId, () => response.writableLength),
    );
    if (method !== 'GET') return next.handle();
    this.unsent.assertRoom(userId);
    return next.handle().pipe(tap(() => this.unsent.assertRoom(userId)));
  }
}
