import { type ArgumentsHost, Catch, Injectable, Logger, type WsExceptionFilter } from '@nestjs/common';
import { newId } from '../database/id.js';
import { logFault, toContractError } from '../errors/translate-error.js';
import { acknowledgeOf } from './event-door.js';

/** Answers what a handler threw in the acknowledgement. Every gateway binds it: without it Nest answers nothing. */
@Catch()
@Injectable()
export class AcknowledgementFilter implements WsExceptionFilter {
  private readonly logger = new Logger('Gateway');

  catch(error: unknown, host: ArgumentsHost): void {
    const answer = toContractError(error);
    logFault(this.logger, error, answer.code, newId());
    acknowledgeOf(host)({ ok: false, error: answer });
  }
}
