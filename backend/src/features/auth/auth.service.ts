import { Injectable } from '@nestjs/common';
import type { ChangePasswordRequest, LoginRequest, Me, SetupRequest } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ForbiddenError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { type Credentials, CredentialsService } from '../users/credentials.service.js';
import { UsersService } from '../users/users.service.js';
import { PasswordsService } from './passwords.service.js';
import { hashToken } from './secret-token.js';
import { SessionsRepository } from './sessions.repository.js';
import { type Grant, SessionsService } from './sessions.service.js';
import { SignInLimitsService } from './sign-in-limits.service.js';

export interface SignedIn extends Grant {
  user: Me;
}

type Verified = Pick<Credentials, 'id' | 'passwordHash'>;

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
    const { grant } = await this.limits.guard(address, email.trim().toLowerCase(), async () => {
      const found = await this.credentials.ofEmail(email);
      const right = await this.passwords.verify(found?.passwordHash ?? null, password);
      const grant = right && found ? await this.beginSession(found) : null;
      return { succeeded: grant !== null, grant };
    });
    if (!grant) throw new UnauthenticatedError('The e-mail or the password is wrong.');
    return this.signedIn(grant);
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
    const { verified } = await this.limits.guard(address, userId, async () => {
      const found = await this.credentials.of(userId);
      const right = await this.passwords.verify(found?.passwordHash ?? null, request.currentPassword);
      return { succeeded: right, verified: right ? found : null };
    });
    const wrong = new ForbiddenError('The current password is wrong.');
    if (!verified) throw wrong;
    const passwordHash = await this.passwords.hash(request.newPassword);
    await this.unitOfWork.transaction(async () => {
      if (!(await this.isStillGood(verified))) throw wrong;
      await this.credentials.setPasswordHash(userId, passwordHash);
      await this.sessions.endAllOf(userId, 'password_changed', sessionId);
    });
  }

  /** Throws `UnauthenticatedError` for a token that is unknown, spent or too old. */
  async setup({ token, password }: SetupRequest, address: string): Promise<SignedIn> {
    const tokenHash = hashToken(token);
    const { grant } = await this.limits.guard(address, `setup ${tokenHash.toString('hex')}`, async () => {
      // Hashing is what costs, so only for a token that is good.
      const owner = await this.tokens.ownerOfSetupToken(tokenHash);
      const grant = owner && (await this.spend(tokenHash, owner, await this.passwords.hash(password)));
      return { succeeded: grant !== null, grant };
    });
    if (!grant) throw new UnauthenticatedError('This link is not valid any more.');
    return this.signedIn(grant);
  }

  private spend(tokenHash: Buffer, owner: string, passwordHash: string): Promise<Grant | null> {
    return this.unitOfWork.transaction(async () => {
      // The user's row first, as whoever gives out a token or disables them does.
      const { disabled = true } = (await this.credentials.lock(owner)) ?? {};
      if (disabled || !(await this.tokens.spendSetupToken(tokenHash))) return null;
      await this.credentials.setPasswordHash(owner, passwordHash);
      return this.sessions.begin(owner);
    });
  }

  /** Null where the password that was verified has changed since, or its owner was disabled. */
  private beginSession(verified: Verified): Promise<Grant | null> {
    return this.unitOfWork.transaction(async () =>
      (await this.isStillGood(verified)) ? this.sessions.begin(verified.id) : null,
    );
  }

  /** Asked under the lock of the user's row: what ends their sessions takes it too, so it comes before or after us. */
  private async isStillGood({ id, passwordHash }: Verified): Promise<boolean> {
    const now = await this.credentials.lock(id);
    return now !== null && !now.disabled && now.passwordHash === passwordHash;
  }

  private async signedIn(grant: Grant): Promise<SignedIn> {
    return { ...grant, user: await this.users.me(grant.userId) };
  }
}
