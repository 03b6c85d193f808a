import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { routePoints, workPoints } from '@litspark/shared-contracts';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { routeOf } from '../http/route-of.js';
import type { Actor } from './actor.js';
import { WorkBudget } from './work-budget.js';

/** Takes what a REST call costs from the caller's budget, once a guard has found who calls. Who isn't signed in has none. */
@Injectable()
export class WorkInterceptor implements NestInterceptor {
  constructor(private readonly budget: WorkBudget) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor, query } = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    if (actor) this.budget.spend(actor.userId, pointsOf(context.getHandler(), query));
    return next.handle();
  }
}

function pointsOf(handler: object, query: Request['query']): number {
  const route = routeOf(handler);
  if (route?.chargedByHandler) return 0;
  return route ? routePoints(route, query) : workPoints.read;
}
