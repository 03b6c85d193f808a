import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type ClientEvent, clientEvents, type ClientEventName } from '@litspark/shared-contracts';
import { UnsentBytes } from '../security/unsent-bytes.js';
import type { RealtimeSocket } from './realtime-socket.js';

/** Refuses an event that is answered with much while its sender has too much under way. Synchronous, so that events keep their order. */
@Injectable()
export class UnsentBytesGuard implements CanActivate {
  constructor(private readonly unsent: UnsentBytes) {}

  canActivate(context: ExecutionContext): boolean {
    const host = context.switchToWs();
    if (readsMuch(host.getPattern())) {
      this.unsent.assertRoom(host.getClient<RealtimeSocket>().data.actor.userId);
    }
    return true;
  }
}

/** Whether an event of the contract is answered with so much that what was not taken yet counts. */
export function readsMuch(name: string): boolean {
  const { work }: ClientEvent = clientEvents[name as ClientEventName];
  return work === 'page' || work === 'heavy';
}
