import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Configuration } from '../../platform/config/configuration.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { CredentialsService } from '../users/credentials.service.js';
import { UserAdministrationService } from '../users/user-administration.service.js';
import { PasswordsService } from './passwords.service.js';

/**
 * Makes sure that the administrator of `ADMIN_EMAIL` exists and, where no administrator can sign in any more, that they can;
 * a password they chose later is kept.
 */
@Injectable()
export class AdministratorService implements OnApplicationBootstrap {
  private readonly logger = new Logger(AdministratorService.name);

  constructor(
    private readonly configuration: Configuration,
    private readonly credentials: CredentialsService,
    private readonly users: UserAdministrationService,
    private readonly passwords: PasswordsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { admin } = this.configuration;
    if (!admin) return;
    const found = await this.credentials.ofEmail(admin.email);
    if (!found) {
      await this.create(admin);
      return;
    }
    // Somebody may have disabled or demoted them on purpose: only who is locked out needs them back.
    if (await this.credentials.hasAdministrator()) return;
    await this.restore();
  }

  /** Makes an active administrator of who has the address `ADMIN_EMAIL`, if anybody; keeps a password they have. */
  async restore(): Promise<void> {
    const { admin } = this.configuration;
    const found = admin && (await this.credentials.ofEmail(admin.email));
    if (!found) return;
    await this.credentials.promote(found.id);
    if (found.passwordHash === null) {
      await this.credentials.setPasswordHash(found.id, await this.passwords.hash(admin.password));
    }
  }

  private async create(admin: { email: string; password: string }): Promise<void> {
    try {
      await this.users.create({ ...admin, displayName: 'Administrateur', role: 'admin' });
      this.logger.log(`The administrator ${admin.email} was created`);
    } catch (error) {
      // Another node that starts at the same time was quicker.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
