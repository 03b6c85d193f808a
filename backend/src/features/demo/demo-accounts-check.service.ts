import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { User } from '@litspark/shared-contracts';
import { Configuration } from '../../platform/config/configuration.js';
import { StartError } from '../../platform/config/start-error.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { AdministratorService } from '../auth/administrator.service.js';
import { AccountSecurity } from '../users/account-security.port.js';
import { UserAdministrationService } from '../users/user-administration.service.js';
import { UsersService } from '../users/users.service.js';
import { demoPassword, demoPeople } from './demo-people.js';

/**
 * Where the demo is off, nobody may sign in with its published password: the start is refused as long as somebody can,
 * or they are disabled where the operator said so. After the administrator of the configuration, whose module is global.
 */
@Injectable()
export class DemoAccountsCheckService implements OnApplicationBootstrap {
  private readonly logger = new Logger(DemoAccountsCheckService.name);

  constructor(
    private readonly configuration: Configuration,
    private readonly administration: UserAdministrationService,
    private readonly users: UsersService,
    private readonly security: AccountSecurity,
    private readonly administrator: AdministratorService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.configuration.demo) return;
    const open = await this.openAccounts();
    if (open.length === 0) return;
    if (!this.configuration.disableDemo) {
      throw new StartError(
        `DISABLE_DEMO takes on: ${open.length} demo accounts can still sign in with a password that is published. It disables them and keeps what they wrote.`,
      );
    }
    for (const { id } of open) await this.disable(id);
    // The configured administrator may be a demo account itself, which was made active again.
    if ((await this.openAccounts()).length > 0) throw this.withoutAdministrator();
    this.logger.log(`${open.length} demo accounts were disabled`);
  }

  private async openAccounts(): Promise<User[]> {
    const open: User[] = [];
    for (const user of await this.users.ofEmails(Object.values(demoPeople).map(({ email }) => email))) {
      if (!user.disabled && (await this.security.hasPassword(user.id, demoPassword))) open.push(user);
    }
    return open;
  }

  private async disable(userId: string): Promise<void> {
    try {
      await this.administration.update(userId, { disabled: true });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // The last who could administer: from now on it is the administrator of the configuration.
      await this.administrator.restore();
      await this.disableAfterRestoring(userId);
    }
  }

  private async disableAfterRestoring(userId: string): Promise<void> {
    try {
      await this.administration.update(userId, { disabled: true });
    } catch (error) {
      throw error instanceof ConflictError ? this.withoutAdministrator() : error;
    }
  }

  private withoutAdministrator(): StartError {
    return new StartError(
      'ADMIN_EMAIL takes an administrator of your own, with ADMIN_PASSWORD: without the demo accounts nobody could administer.',
    );
  }
}
