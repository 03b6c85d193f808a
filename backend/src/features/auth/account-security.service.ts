import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { AccountSecurity } from '../users/account-security.port.js';
import { CredentialsService } from '../users/credentials.service.js';
import { PasswordsService } from './passwords.service.js';
import { hashToken, newSecretToken } from './secret-token.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

const dayMs = 86_400_000;

@Injectable()
export class AccountSecurityService extends AccountSecurity {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly tokens: SessionsRepository,
  ) {
    super();
  }

  hashPassword(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  async hasPassword(userId: string, password: string): Promise<boolean> {
    const found = await this.credentials.of(userId);
    return this.passwords.verify(found?.passwordHash ?? null, password);
  }

  async issueSetupToken(userId: string): Promise<string> {
    const token = newSecretToken();
    const expiresAt = new Date(Date.now() + limits.setupTokenDays * dayMs);
    await this.tokens.insertSetupToken(hashToken(token), userId, expiresAt);
    return token;
  }

  async renewSetupToken(userId: string): Promise<string> {
    await this.tokens.forgetSetupTokens(userId);
    await this.sessions.endAllOf(userId, 'setup_token');
    return this.issueSetupToken(userId);
  }

  endSessionsOfDisabled(userId: string): Promise<void> {
    return this.sessions.endAllOf(userId, 'disabled');
  }
}
