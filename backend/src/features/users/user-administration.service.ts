import { Injectable } from '@nestjs/common';
import type { CreatedUser, CreateUserRequest, UpdateUserRequest, User } from '@litspark/shared-contracts';
import { violatedUniqueConstraint } from '../../platform/database/database-errors.js';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import { AccountSecurity } from './account-security.js';
import { emailKey, searchText, toUser } from './user-shapes.js';
import { UserChanged } from './users.events.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** What administrators do with accounts. */
@Injectable()
export class UserAdministrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly directory: UsersService,
    private readonly security: AccountSecurity,
  ) {}

  /** Without a password the answer holds a token to set one. Throws `ConflictError` where the e-mail is taken. */
  async create(request: CreateUserRequest): Promise<CreatedUser> {
    const { email, displayName, password, role = 'member' } = request;
    // Takes long on purpose, so not while a transaction is open.
    const passwordHash = password === undefined ? null : await this.security.hashPassword(password);
    const entity = {
      id: newId(),
      email,
      emailKey: emailKey(email),
      displayName,
      searchText: searchText(displayName, email),
      avatarUrl: null,
      role,
      disabled: false,
      locale: 'fr' as const,
      theme: 'system' as const,
      passwordHash,
      lastSeenAt: null,
    };
    try {
      return await this.unitOfWork.transaction(async () => {
        await this.users.insert(entity);
        const setupToken = passwordHash === null ? await this.security.issueSetupToken(entity.id) : undefined;
        const user = toUser({ ...entity, createdAt: new Date() }, undefined);
        return setupToken === undefined ? user : { ...user, setupToken };
      });
    } catch (error) {
      if (violatedUniqueConstraint(error) !== 'users_email_key') throw error;
      throw new ConflictError('There is a user with this e-mail already.');
    }
  }

  /** Disabling ends that user's sessions at once. Throws `ConflictError` where nobody could administer any more. */
  async update(userId: string, changes: UpdateUserRequest): Promise<User> {
    await this.unitOfWork.transaction(async () => {
      const { displayName, role, disabled } = changes;
      if (disabled === true || role === 'member') await this.keepAnAdministrator(userId);
      const entity = await this.users.find(userId);
      if (!entity) throw new NotFoundError('There is no such user.');
      const renamed = displayName !== undefined && { searchText: searchText(displayName, entity.email) };
      await this.users.update(userId, { ...changes, ...renamed });
      if (disabled === true) await this.security.endSessionsOfDisabled(userId);
      const changed = [
        displayName !== undefined && displayName !== entity.displayName,
        role !== undefined && role !== entity.role,
        disabled !== undefined && disabled !== entity.disabled,
      ];
      if (changed.includes(true)) this.unitOfWork.publish(new UserChanged(userId));
    });
    const [user] = await this.directory.get([userId]);
    if (!user) throw new NotFoundError('There is no such user.');
    return user;
  }

  /** Whether there is nobody yet. */
  isEmpty(): Promise<boolean> {
    return this.users.isEmpty();
  }

  private async keepAnAdministrator(userId: string): Promise<void> {
    const admins = await this.users.lockActiveAdmins();
    if (admins.length === 1 && admins[0] === userId) {
      throw new ConflictError('This is the last administrator: make somebody else one first.');
    }
  }
}
