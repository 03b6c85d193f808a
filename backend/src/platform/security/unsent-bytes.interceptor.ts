import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type ClientEvent, type ClientEventName, clientEvents } from '@litspark/shared-contracts';
import type { Request, Response } from 'express';
import { type Observable, tap } from 'rxjs';
import type { Actor } from './actor.js';
import { actorOf } from './current-actor.js';
import { UnsentBytes } from './unsent-bytes.js';

/**
 * Refuses what only reads, before it is done and before it is answered, while its caller has too much under way. Changes are let
 * through: their answers are small, and what was stored must be answered.
 */
@Injectable()
export class UnsentBytesInterceptor implements NestInterceptor {
  constructor(private readonly unsent: UnsentBytes) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reads = context.getType() === 'http' ? this.countAnswer(context) : readsMuch(context);
    if (!reads) return next.handle();
    const { userId } = actorOf(context);
    this.unsent.assertRoom(userId);
    // By then a socket that joins is in the room: the room checks for itself, and takes it out again.
    if (isEvent(context, 'join_conversation')) return next.handle();
    return next.handle().pipe(tap(() => this.unsent.assertRoom(userId)));
  }

  /** Whether it is a call of somebody who only reads. */
  private countAnswer(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    const response = context.switchToHttp().getResponse<Response>();
    if (!request.actor) return false;
    response.once(
      'close',
      this.unsent.count(request.actor.userId, () => response.writableLength),
    );
    return request.method === 'GET';
  }
}

const isEvent = (context: ExecutionContext, name: ClientEventName): boolean =>
  context.getType() === 'ws' && context.switchToWs().getPattern() === name;

function readsMuch(context: ExecutionContext): boolean {
  const { work }: ClientEvent = clientEvents[context.switchToWs().getPattern() as ClientEventName];
  return work === 'page' || work === 'heavy';
}
