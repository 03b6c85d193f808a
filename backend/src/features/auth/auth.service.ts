import { Injectable } from '@nestjs/common';
import type { ChangePasswordRequest, LoginRequest, Me, SetupRequest } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ForbiddenError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { CredentialsService } from '../users/credentials.service.js';
import { UsersService } from '../users/users.service.js';
import { PasswordsService } from './passwords.service.js';
import { hashToken } from './secret-token.js';
import { SessionsRepository } from './sessions.repository.js';
import { type Grant, SessionsService } from './sessions.service.js';
import { SignInLimitsService } from './sign-in-limits.service.js';

export interface SignedIn extends Grant {
  user: Me;
}

/** Ways into the product. `address` is the client's, as limits count by it. */
@Injectable()
export class AuthService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: CredentialsService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly tokens: SessionsRepository,
    private readonly limits: SignInLimitsService,
  ) {}

  /** Throws `UnauthenticatedError`, the same for a wrong password, an unknown e-mail and a disabled user. */
  async login({ email, password }: LoginRequest, address: string): Promise<SignedIn> {
    const outcome = await this.limits.guard(address, email.trim().toLowerCase(), async () => {
      const found = await this.credentials.ofEmail(email);
      const right = await this.passwords.verify(found?.passwordHash ?? null, password);
      return { succeeded: right && found?.disabled === false, userId: found?.id };
    });
    if (!outcome.succeeded || outcome.userId === undefined) {
      throw new UnauthenticatedError('The e-mail or the password is wrong.');
    }
    return this.signedIn(await this.sessions.begin(outcome.userId));
  }

  async refresh(refreshToken: string | undefined): Promise<SignedIn> {
    if (refreshToken === undefined) throw new UnauthenticatedError('There is no session. Sign in first.');
    return this.signedIn(await this.sessions.refresh(refreshToken));
  }

  /** Ends the session, if there is one. */
  async logout(refreshToken: string | undefined): Promise<void> {
    if (refreshToken !== undefined) await this.sessions.endByToken(refreshToken);
  }

  /** Ends the user's other sessions. Throws `ForbiddenError` for a wrong `currentPassword`. */
  async changePassword(actor: Actor, request: ChangePasswordRequest, address: string): Promise<void> {
    const { userId, sessionId } = actor;
    const outcome = await this.limits.guard(address, userId, async () => {
      const found = await this.credentials.of(userId);
      return {
        succeeded: await this.passwords.verify(found?.passwordHash ?? null, request.currentPassword),
      };
    });
    if (!outcome.succeeded) throw new ForbiddenError('The current password is wrong.');
    const passwordHash = await this.passwords.hash(request.newPassword);
    await this.unitOfWork.transaction(async () => {
      await this.credentials.setPasswordHash(userId, passwordHash);
      await this.sessions.endAllOf(userId, 'password_changed', sessionId);
    });
  }

  /** Throws `UnauthenticatedError` for a token that is unknown, spent or too old. */
  async setup({ token, password }: SetupRequest): Promise<SignedIn> {
    const passwordHash = await this.passwords.hash(password);
    const userId = await this.unitOfWork.transaction(async () => {
      const owner = await this.tokens.spendSetupToken(hashToken(token));
      if (owner !== null) await this.credentials.setPasswordHash(owner, passwordHash);
      return owner;
    });
    if (userId === null) throw new UnauthenticatedError('This link is not valid any more.');
    return this.signedIn(await this.sessions.begin(userId));
  }

  private async signedIn(grant: Grant): Promise<SignedIn> {
    return { ...grant, user: await this.users.me(grant.userId) };
  }
}
