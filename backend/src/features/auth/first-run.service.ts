import { Injectable, type OnModuleInit } from '@nestjs/common';
import { limits, type CreateFirstAdministratorRequest, type FirstRunState } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConflictError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { ReadyLines } from '../../platform/lifecycle/ready-lines.js';
import { SecurityLog } from '../../platform/observability/security-log.js';
import { CredentialsService } from '../users/credentials.service.js';
import { UserAdministrationService } from '../users/user-administration.service.js';
import { AuthService, type Client, type SignedIn } from './auth.service.js';
import { FirstRunRepository } from './first-run.repository.js';
import { PasswordsService } from './passwords.service.js';
import { hashToken, newSecretToken } from './secret-token.js';
import { type Grant, SessionsService } from './sessions.service.js';
import { SignInLimitsService } from './sign-in-limits.service.js';

const dayMs = 86_400_000;

/**
 * The way in where nobody can sign in as an administrator: each start prints a link that makes one. Any link of the last
 * 7 days works, of whichever node; the first that is used, or any other way to an administrator, voids them all.
 */
@Injectable()
export class FirstRunService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tokens: FirstRunRepository,
    private readonly credentials: CredentialsService,
    private readonly users: UserAdministrationService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly auth: AuthService,
    private readonly limits: SignInLimitsService,
    private readonly securityLog: SecurityLog,
    private readonly ready: ReadyLines,
  ) {}

  onModuleInit(): void {
    // Once everything has started: the configuration or the demo may make an administrator.
    this.ready.addLast((address) => this.linesFor(address));
  }

  async state({ token }: { token: string }, { address }: Client): Promise<FirstRunState> {
    const tokenHash = hashToken(token);
    const { state } = await this.limits.guard(tryOf(tokenHash, address), async () => {
      const state = await this.stateOf(tokenHash);
      return { succeeded: state !== 'unknown', state };
    });
    return { state };
  }

  /**
   * Throws `UnauthenticatedError` for a token that is none or too old; `ConflictError` for one that was used, where there is
   * an administrator, and where the e-mail is taken.
   */
  async create(request: CreateFirstAdministratorRequest, client: Client): Promise<SignedIn> {
    const tokenHash = hashToken(request.token);
    const { state, grant } = await this.limits.guard(tryOf(tokenHash, client.address), async () => {
      // Hashing is what costs, so only for a token that is good.
      const before = await this.stateOf(tokenHash);
      if (before !== 'open') return { succeeded: false, state: before, grant: null };
      const passwordHash = await this.passwords.hash(request.password);
      return { succeeded: true, ...(await this.spend(tokenHash, request, passwordHash)) };
    });
    if (!grant) {
      this.securityLog.record('sign_in_failed', { userId: null, by: 'first-run link' });
      throw state === 'unknown'
        ? new UnauthenticatedError('This link is not valid.')
        : new ConflictError('There is an administrator already.');
    }
    const { userId, sessionId } = grant;
    this.securityLog.record('user_created', { userId, role: 'admin' });
    this.securityLog.record('signed_in', { userId, sessionId, by: 'first-run link' });
    return this.auth.signedIn(grant, client);
  }

  /** A new token where nobody can sign in as an administrator, else null: then none is good any more. */
  issue(): Promise<string | null> {
    return this.unitOfWork.transaction(async () => {
      await this.tokens.lock();
      if (await this.credentials.hasAdministrator()) {
        await this.tokens.forgetUnspent();
        return null;
      }
      await this.tokens.forgetExpired();
      const token = newSecretToken();
      await this.tokens.insert(hashToken(token), new Date(Date.now() + limits.setupTokenDays * dayMs));
      return token;
    });
  }

  private async linesFor(address: string): Promise<string[]> {
    const token = await this.issue();
    if (token === null) return [];
    return [
      'Nobody can sign in as an administrator yet. This link makes the first one, once, within 7 days:',
      // In the fragment, which neither servers nor proxies get to see or to log.
      `  ${address}/first-run#token=${token}`,
      '',
    ];
  }

  private spend(
    tokenHash: Buffer,
    request: CreateFirstAdministratorRequest,
    passwordHash: string,
  ): Promise<{ state: FirstRunState['state']; grant: Grant | null }> {
    return this.unitOfWork.transaction(async () => {
      await this.tokens.lock();
      // Another node or tab may have been quicker.
      const state = await this.stateOf(tokenHash);
      if (state !== 'open') return { state, grant: null };
      const userId = await this.users.createAdministrator(request, passwordHash);
      await this.tokens.spend(tokenHash);
      await this.tokens.forgetUnspent();
      return { state, grant: await this.sessions.begin(userId) };
    });
  }

  private async stateOf(tokenHash: Buffer): Promise<FirstRunState['state']> {
    const found = await this.tokens.find(tokenHash);
    if (found?.isSpent) return 'used';
    if (await this.credentials.hasAdministrator()) return 'closed';
    return found ? 'open' : 'unknown';
  }
}

const tryOf = (tokenHash: Buffer, address: string) => ({
  address,
  account: `first run ${tokenHash.toString('hex')}`,
  device: null,
});
