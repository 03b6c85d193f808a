import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionVerifier } from '../../platform/security/session-verifier.js';
import { AccountSecurity } from '../users/account-security.port.js';
import { UsersModule } from '../users/users.module.js';
import { AccessTokensService } from './access-tokens.service.js';
import { AccountSecurityService } from './account-security.service.js';
import { AdministratorService } from './administrator.service.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { AuthService } from './auth.service.js';
import { DatabaseSessionVerifierService } from './database-session-verifier.service.js';
import { FirstRunController } from './first-run.controller.js';
import { FirstRunRepository } from './first-run.repository.js';
import { FirstRunService } from './first-run.service.js';
import { KnownDevicesService } from './known-devices.service.js';
import { PasswordsService } from './passwords.service.js';
import { RefreshTokensService } from './refresh-tokens.service.js';
import { SessionCleanUpService } from './session-clean-up.service.js';
import { SessionEndingsLogService } from './session-endings-log.service.js';
import { SessionEntity } from './session.entity.js';
import { SessionTurns } from './session-turns.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignaturesService } from './signatures.service.js';
import { SignInLimitsService } from './sign-in-limits.service.js';

/** Global, because it provides the ports that the platform (`SessionVerifier`) and users (`AccountSecurity`) have. */
@Global()
@Module({
  imports: [UsersModule, TypeOrmModule.forFeature([SessionEntity])],
  controllers: [AuthController, FirstRunController],
  providers: [
    AccessTokensService,
    AdministratorService,
    AuthService,
    FirstRunRepository,
    FirstRunService,
    KnownDevicesService,
    PasswordsService,
    RefreshTokensService,
    SessionCleanUpService,
    SessionEndingsLogService,
    SessionTurns,
    SessionsRepository,
    SessionsService,
    SignaturesService,
    SignInLimitsService,
    { provide: SessionVerifier, useClass: DatabaseSessionVerifierService },
    { provide: AccountSecurity, useClass: AccountSecurityService },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [SessionVerifier, AccountSecurity, AdministratorService, SessionsService],
})
export class AuthModule {}
