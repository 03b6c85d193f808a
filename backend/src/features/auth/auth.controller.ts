import { Body, Controller, Req, Res } from '@nestjs/common';
import {
  changePasswordRequest,
  type ChangePasswordRequest,
  loginRequest,
  type LoginRequest,
  type Session,
  setupRequest,
  type SetupRequest,
} from '@litspark/shared-contracts';
import type { Request, Response } from 'express';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { clearRefreshCookie, readRefreshCookie } from './auth-cookies.js';
import { AuthService } from './auth.service.js';
import { answerSession, clientOf } from './session-answer.js';

@Controller()
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Endpoint('login')
  async login(
    @Body({ schema: loginRequest }) request: LoginRequest,
    @Req() http: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answerSession(await this.auth.login(request, clientOf(http)), http, response);
  }

  @Endpoint('refresh')
  async refresh(@Req() http: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return answerSession(await this.auth.refresh(readRefreshCookie(http), clientOf(http)), http, response);
  }

  @Endpoint('logout')
  async logout(@Req() http: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.auth.logout(readRefreshCookie(http), clientOf(http));
    clearRefreshCookie(http, response);
  }

  @Endpoint('changePassword')
  changePassword(
    @CurrentActor() actor: Actor,
    @Body({ schema: changePasswordRequest }) request: ChangePasswordRequest,
    @Req() http: Request,
  ): Promise<void> {
    return this.auth.changePassword(actor, request, clientOf(http));
  }

  @Endpoint('setup')
  async setup(
    @Body({ schema: setupRequest }) request: SetupRequest,
    @Req() http: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    return answerSession(await this.auth.setup(request, clientOf(http)), http, response);
  }
}
