import { Injectable } from '@nestjs/common';
import type { ChangePasswordRequest, LoginRequest, Me, SetupRequest } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ForbiddenError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { SecurityLog } from '../../platform/observability/security-log.js';
import type { Actor } from '../../platform/security/actor.js';
import { type Credentials, CredentialsService } from '../users/credentials.service.js';
import { UsersService } from '../users/users.service.js';
import { KnownDevicesService } from './known-devices.service.js';
import { PasswordsService } from './passwords.service.js';
import { hashToken } from './secret-token.js';
import { SessionTurns } from './session-turns.js';
import { SessionsRepository } from './sessions.repository.js';
import { type Grant, SessionsService } from './sessions.service.js';
import { SignInLimitsService } from './sign-in-limits.service.js';

export interface SignedIn extends Grant {
  user: Me;
  /** What the device bears from now on. */
  deviceCookie: string;
}

/** Who calls, as limits count: the address, and what its device bears. */
export interface Client {
  address: string;
  deviceCookie: string | undefined;
}

type Verified = Pick<Credentials, 'id' | 'passwordHash'>;

/** Ways into the product. */
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
    private readonly securityLog: SecurityLog,
    private readonly devices: KnownDevicesService,
    private readonly turns: SessionTurns,
  ) {}

  /** Throws `UnauthenticatedError`, the same for a wrong password, an unknown e-mail and a disabled user. */
  async login({ email, password }: LoginRequest, client: Client): Promise<SignedIn> {
    const account = accountKey(email);
    const device = this.devices.idOf(client.deviceCookie, account);
    const { grant } = await this.limits.guard({ address: client.address, account, device }, async () => {
      const found = await this.credentials.ofEmail(email);
      const right = await this.passwords.verify(found?.passwordHash ?? null, password);
      const grant = right && found ? await this.beginSession(found) : null;
      if (!grant) this.securityLog.record('sign_in_failed', { userId: found?.id ?? null, by: 'password' });
      return { succeeded: grant !== null, grant };
    });
    if (!grant) throw new UnauthenticatedError('The e-mail or the password is wrong.');
    this.securityLog.record('signed_in', {
      userId: grant.userId,
      sessionId: grant.sessionId,
      by: 'password',
    });
    return this.signedIn(grant, client);
  }

  async refresh(refreshToken: string | undefined, client: Client): Promise<SignedIn> {
    if (refreshToken === undefined) throw new UnauthenticatedError('There is no session. Sign in first.');
    const grant = await this.turns.refresh(refreshToken, client.address, () =>
      this.sessions.refresh(refreshToken),
    );
    return this.signedIn(grant, client);
  }

  /** Ends the session, if there is one. */
  async logout(refreshToken: string | undefined, { address }: Client): Promise<void> {
    if (refreshToken === undefined) return;
    await this.turns.end(refreshToken, address, () => this.sessions.endByToken(refreshToken));
  }

  /** Ends the user's other sessions. Throws `ForbiddenError` for a wrong `currentPassword`, and to who acts without a session. */
  async changePassword(actor: Actor, request: ChangePasswordRequest, { address }: Client): Promise<void> {
    if (actor.by !== 'session') throw new ForbiddenError('Only a person who signed in has a password.');
    const { userId, sessionId } = actor;
    const { verified } = await this.limits.guard({ address, account: userId, device: null }, async () => {
      const found = await this.credentials.of(userId);
      const right = await this.passwords.verify(found?.passwordHash ?? null, request.currentPassword);
      if (!right) this.securityLog.record('sign_in_failed', { userId, by: 'current password' });
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
    this.securityLog.record('password_set', { userId, by: 'current password' });
  }

  /** Throws `UnauthenticatedError` for a token that is unknown, spent or too old. */
  async setup({ token, password }: SetupRequest, client: Client): Promise<SignedIn> {
    const tokenHash = hashToken(token);
    const account = `setup ${tokenHash.toString('hex')}`;
    const { address } = client;
    const { grant } = await this.limits.guard({ address, account, device: null }, async () => {
      // Hashing is what costs, so only for a token that is good.
      const owner = await this.tokens.ownerOfSetupToken(tokenHash);
      const grant = owner && (await this.spend(tokenHash, owner, await this.passwords.hash(password)));
      if (!grant) this.securityLog.record('sign_in_failed', { userId: owner, by: 'setup token' });
      return { succeeded: grant !== null, grant };
    });
    if (!grant) throw new UnauthenticatedError('This link is not valid any more.');
    const { userId, sessionId } = grant;
    this.securityLog.record('password_set', { userId, by: 'setup token' });
    this.securityLog.record('signed_in', { userId, sessionId, by: 'setup token' });
    return this.signedIn(grant, client);
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

  /** What somebody whose session began is answered. */
  async signedIn(grant: Grant, { deviceCookie: borne }: Client): Promise<SignedIn> {
    const user = await this.users.me(grant.userId);
    return { ...grant, user, deviceCookie: this.devices.cookieFor(accountKey(user.email), borne) };
  }
}

const accountKey = (email: string) => email.trim().toLowerCase();
