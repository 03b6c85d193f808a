import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { requestIdOf } from '../http/request-id.js';
import { sendProblem } from '../http/send-problem.js';
import { callerFields } from '../observability/caller-fields.js';
import type { Actor } from '../security/actor.js';
import { logFault, toContractError } from './translate-error.js';

/** Answers whatever was thrown on the way of an HTTP request as problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    // Sockets have a filter of their own; what is thrown there must not be answered twice.
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<Request & { actor?: Actor }>();
    const response = host.switchToHttp().getResponse<Response>();
    const contractError = toContractError(error);
    logFault(this.logger, error, contractError.code, {
      requestId: requestIdOf(request),
      ...callerFields(request.actor, request.ip),
    });
    sendProblem(request, response, contractError);
  }
}
