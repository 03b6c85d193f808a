import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import {
  type ClientEvent,
  clientEvents,
  eventPoints,
  type ClientEventName,
} from '@litspark/shared-contracts';
import { WorkBudget } from '../security/work-budget.js';
import type { RealtimeSocket } from './realtime-socket.js';

/** Takes what an event costs from the sender's budget. Synchronous, so that events keep their order. */
@Injectable()
export class WorkGuard implements CanActivate {
  constructor(private readonly budget: WorkBudget) {}

  canActivate(context: ExecutionContext): boolean {
    const host = context.switchToWs();
    // The gateways handle events of the contract only.
    const event = host.getPattern() as ClientEventName;
    const { chargedByHandler }: ClientEvent = clientEvents[event];
    if (chargedByHandler) return true;
    const { userId } = host.getClient<RealtimeSocket>().data.actor;
    this.budget.spend(userId, eventPoints(event, host.getData()));
    return true;
  }
}
