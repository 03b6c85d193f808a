import { Injectable } from '@nestjs/common';
import { emailKey } from './user-shapes.js';
import { type Credentials, UsersRepository } from './users.repository.js';

export type { Credentials };

/** What sign-in needs of users, and nobody else. */
@Injectable()
export class CredentialsService {
  constructor(private readonly users: UsersRepository) {}

  ofEmail(email: string): Promise<Credentials | null> {
    return this.users.credentials({ emailKey: emailKey(email) });
  }

  of(id: string): Promise<Credentials | null> {
    return this.users.credentials({ id });
  }

  /** As they stand now, kept so until the running unit ends: who changes or disables them waits for it. */
  lock(id: string): Promise<Credentials | null> {
    return this.users.lockCredentials(id);
  }

  async setPasswordHash(id: string, passwordHash: string): Promise<void> {
    await this.users.update(id, { passwordHash });
  }

  /** Whether some administrator can sign in. */
  hasAdministrator(): Promise<boolean> {
    return this.users.hasActiveAdmin();
  }

  /** Makes an active administrator of somebody who exists. */
  async promote(id: string): Promise<void> {
    await this.users.update(id, { role: 'admin', disabled: false });
  }
}
