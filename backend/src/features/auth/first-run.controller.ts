import { Body, Controller, Req, Res } from '@nestjs/common';
import {
  checkFirstRunRequest,
  type CheckFirstRunRequest,
  createFirstAdministratorRequest,
  type CreateFirstAdministratorRequest,
  type FirstRunState,
  type Session,
} from '@litspark/shared-contracts';
import type { Request, Response } from 'express';
import { Endpoint } from '../../platform/http/endpoint.js';
import { answerSession, clientOf } from './session-answer.js';
import { FirstRunService } from './first-run.service.js';

@Controller()
export class FirstRunController {
  constructor(private readonly firstRun: FirstRunService) {}

  @Endpoint('checkFirstRun')
  check(
    @Body({ schema: checkFirstRunRequest }) request: CheckFirstRunRequest,
    @Req() http: Request,
  ): Promise<FirstRunState> {
    return this.firstRun.state(request, clientOf(http));
  }

  @Endpoint('createFirstAdministrator')
  async create(
    @Body({ schema: createFirstAdministratorRequest }) request: CreateFirstAdministratorRequest,
    @Req() http: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answerSession(await this.firstRun.create(request, clientOf(http)), http, response);
  }
}
