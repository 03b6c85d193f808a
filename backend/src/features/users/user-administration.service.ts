import { Injectable } from '@nestjs/common';
import type {
  CreatedUser,
  CreateUserRequest,
  SetupToken,
  UpdateUserRequest,
  User,
} from '@litspark/shared-contracts';
import { violatedUniqueConstraint } from '../../platform/database/database-errors.js';
import { newId } from '../../platform/identifiers/new-id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import { SecurityLog } from '../../platform/observability/security-log.js';
import { AccountSecurity } from './account-security.port.js';
import type { UserEntity } from './user.entity.js';
import { emailKey, searchText, toUser } from './user-shapes.js';
import { UserChanged } from './users.events.js';
import { type NewUser, UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** What administrators do with accounts. */
@Injectable()
export class UserAdministrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly directory: UsersService,
    private readonly security: AccountSecurity,
    private readonly securityLog: SecurityLog,
  ) {}

  /** Without a password the answer holds a token to set one. Throws `ConflictError` where the e-mail is taken. */
  async create(request: CreateUserRequest): Promise<CreatedUser> {
    const [user] = await this.createAll([request]);
    if (!user) throw new Error('a user was neither created nor refused');
    return user;
  }

  /** Several, all or none. */
  async createAll(requests: readonly CreateUserRequest[]): Promise<CreatedUser[]> {
    // Hashing takes long on purpose, so not while a transaction is open.
    const entities = await Promise.all(requests.map((request) => this.toEntity(request)));
    const users = await refuseTaken(() =>
      this.unitOfWork.transaction(async () => {
        const created: CreatedUser[] = [];
        for (const entity of entities) created.push(await this.insert(entity));
        return created;
      }),
    );
    for (const { id: userId, role } of users) this.securityLog.record('user_created', { userId, role });
    return users;
  }

  /** Part of the running unit of work; returns the id. Throws `ConflictError` where the e-mail is taken. */
  async createAdministrator(
    { email, displayName, locale }: Pick<NewUser, 'email' | 'displayName' | 'locale'>,
    passwordHash: string,
  ): Promise<string> {
    const entity = await this.toEntity({ email, displayName, role: 'admin' });
    await refuseTaken(() => this.users.insert({ ...entity, locale, passwordHash }));
    return entity.id;
  }

  /** Disabling ends that user's sessions at once. Throws `ConflictError` where nobody could administer any more. */
  async update(userId: string, changes: UpdateUserRequest): Promise<User> {
    const before = await this.unitOfWork.transaction(async () => {
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
      return entity;
    });
    this.record(before, changes);
    const [user] = await this.directory.get([userId]);
    if (!user) throw new NotFoundError('There is no such user.');
    return user;
  }

  /**
   * A new way to a first password, for who forgot theirs or may have lost it: the old one is void, as are earlier tokens,
   * and the sessions end. Throws `ConflictError` for somebody disabled, and where nobody could administer any more.
   */
  async giveSetupToken(userId: string): Promise<SetupToken> {
    const given = await this.unitOfWork.transaction(async () => {
      await this.keepAnAdministrator(userId);
      const entity = await this.users.find(userId);
      if (!entity) throw new NotFoundError('There is no such user.');
      if (entity.disabled) throw new ConflictError('This user is disabled: enable them first.');
      await this.users.update(userId, { passwordHash: null });
      return { setupToken: await this.security.renewSetupToken(userId) };
    });
    this.securityLog.record('setup_token_given', { userId });
    return given;
  }

  /** Whether there is nobody yet but, perhaps, the one with this e-mail. */
  isEmpty(exceptEmail?: string): Promise<boolean> {
    return this.users.isEmpty(exceptEmail === undefined ? null : emailKey(exceptEmail));
  }

  private async toEntity(request: CreateUserRequest): Promise<NewUser> {
    const { email, displayName, password, role = 'member' } = request;
    return {
      id: newId(),
      email,
      emailKey: emailKey(email),
      displayName,
      searchText: searchText(displayName, email),
      avatarUrl: null,
      role,
      disabled: false,
      locale: 'fr',
      theme: 'system',
      passwordHash: password === undefined ? null : await this.security.hashPassword(password),
      lastSeenAt: null,
    };
  }

  private async insert(entity: NewUser): Promise<CreatedUser> {
    await this.users.insert(entity);
    const user = toUser(entity, undefined);
    if (entity.passwordHash !== null) return user;
    return { ...user, setupToken: await this.security.issueSetupToken(entity.id) };
  }

  private record({ id: userId, ...before }: UserEntity, { role, disabled }: UpdateUserRequest): void {
    if (role !== undefined && role !== before.role) this.securityLog.record('role_changed', { userId, role });
    if (disabled !== undefined && disabled !== before.disabled)
      this.securityLog.record(disabled ? 'user_disabled' : 'user_enabled', { userId });
  }

  private async keepAnAdministrator(userId: string): Promise<void> {
    const admins = await this.users.lockActiveAdmins();
    if (admins.length === 1 && admins[0] === userId) {
      throw new ConflictError(
        'This is the last administrator who can sign in: make somebody else one first.',
      );
    }
  }
}

async function refuseTaken<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert();
  } catch (error) {
    if (violatedUniqueConstraint(error) !== 'users_email_key') throw error;
    throw new ConflictError('There is a user with this e-mail already.');
  }
}
