import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  checkFirstRunRequest,
  type CheckFirstRunRequest,
  createFirstAdministratorRequest,
  type CreateFirstAdministratorRequest,
  type FirstRunState,
  type Session,
} from '@litspark/shared-contracts';
import type { Request, Response } from 'express';
import { Public } from '../../platform/security/access.js';
import { answerSession, clientOf } from './session-answer.js';
import { FirstRunService } from './first-run.service.js';

@Controller('auth/first-run')
export class FirstRunController {
  constructor(private readonly firstRun: FirstRunService) {}

  @Post('check')
  @Public()
  @HttpCode(200)
  check(
    @Body({ schema: checkFirstRunRequest }) request: CheckFirstRunRequest,
    @Req() http: Request,
  ): Promise<FirstRunState> {
    return this.firstRun.state(request, clientOf(http));
  }

  @Post()
  @Public()
  @HttpCode(200)
  async create(
    @Body({ schema: createFirstAdministratorRequest }) request: CreateFirstAdministratorRequest,
    @Req() http: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answerSession(await this.firstRun.create(request, clientOf(http)), http, response);
  }
}
