import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { routePoints, routes, workPoints, type Route } from '@litspark/shared-contracts';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import type { Actor } from './actor.js';
import { WorkBudget } from './work-budget.js';

const keyOf = (method: string, path: string) => `${method.toLowerCase()} ${path}`;
const sendRoute = keyOf(routes.sendMessage.method, routes.sendMessage.path);
const known = new Map(Object.values<Route>(routes).map((route) => [keyOf(route.method, route.path), route]));

/** Takes what a REST call costs from the caller's budget, once a guard has found who calls. Who isn't signed in has none. */
@Injectable()
export class WorkInterceptor implements NestInterceptor {
  constructor(private readonly budget: WorkBudget) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') {
      const request = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
      if (request.actor) this.budget.spend(request.actor.userId, pointsOf(request));
    }
    return next.handle();
  }
}

function pointsOf({ method, route, query }: Request): number {
  const { path } = route as { path: string };
  const key = keyOf(method === 'HEAD' ? 'get' : method, path);
  // Only where it is stored it is known whether a send is a repeat, which costs nothing.
  if (key === sendRoute) return 0;
  const found = known.get(key);
  return found ? routePoints(found, query) : workPoints.read;
}
