import { type ArgumentsHost, Catch, Injectable, Logger, type WsExceptionFilter } from '@nestjs/common';
import { newId } from '../identifiers/new-id.js';
import { logFault, toContractError } from '../errors/translate-error.js';
import { callerFields } from '../observability/caller-fields.js';
import { acknowledgeOf } from './event-dispatcher.js';
import type { RealtimeSocket } from './realtime-socket.js';

/** Answers what a handler threw in the acknowledgement. Every gateway binds it: without it Nest answers nothing. */
@Catch()
@Injectable()
export class AcknowledgementFilter implements WsExceptionFilter {
  private readonly logger = new Logger('Gateway');

  catch(error: unknown, host: ArgumentsHost): void {
    const answer = toContractError(error);
    const ws = host.switchToWs();
    const { actor, address } = ws.getClient<RealtimeSocket>().data;
    const event = ws.getPattern();
    logFault(this.logger, error, answer.code, { requestId: newId(), event, ...callerFields(actor, address) });
    acknowledgeOf(host)({ ok: false, error: answer });
  }
}
