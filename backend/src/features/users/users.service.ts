import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Me, UpdateMeRequest, User } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError, ValidationFailedError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { PresenceReader, type PresenceState } from './presence-reader.port.js';
import type { UserEntity } from './user.entity.js';
import { emailKey, searchText, toMe, toUser } from './user-shapes.js';
import { UserChanged } from './users.events.js';
import { UsersRepository } from './users.repository.js';

/** People: who they are, and everybody's own profile. */
@Injectable()
export class UsersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersRepository,
    // Without the feature presence, everybody is offline. Named, because the type of `| null` is lost at run time.
    @Optional() @Inject(PresenceReader) private readonly presence: PresenceReader | null,
  ) {}

  /** Those of `ids` who exist, disabled ones too, in no order. */
  async get(ids: readonly string[]): Promise<User[]> {
    return this.withPresence(await this.users.ofIds(ids));
  }

  async ofEmails(emails: readonly string[]): Promise<User[]> {
    return this.withPresence(await this.users.ofEmailKeys(emails.map(emailKey)));
  }

  /** Throws `ValidationFailedError` unless each of `ids` is somebody who can take part. */
  async requireExisting(ids: readonly string[]): Promise<void> {
    const found = await this.users.ofIds(ids);
    const active = new Set(found.filter(({ disabled }) => !disabled).map(({ id }) => id));
    const unknown = ids.find((id) => !active.has(id));
    if (unknown !== undefined) throw new ValidationFailedError(`There is no active user ${unknown}.`);
  }

  /** Whether somebody can still act. */
  async isActive(userId: string): Promise<boolean> {
    return (await this.users.find(userId))?.disabled === false;
  }

  async me(userId: string): Promise<Me> {
    const entity = await this.existing(userId);
    return toMe(entity, (await this.statesOf([userId])).get(userId));
  }

  async updateMe({ userId }: Actor, changes: UpdateMeRequest): Promise<Me> {
    await this.unitOfWork.transaction(async () => {
      const entity = await this.existing(userId);
      const { displayName } = changes;
      const renamed = displayName !== undefined && { searchText: searchText(displayName, entity.email) };
      await this.users.update(userId, { ...changes, ...renamed });
      if (renamed && displayName !== entity.displayName) this.unitOfWork.publish(new UserChanged(userId));
    });
    return this.me(userId);
  }

  private async existing(id: string): Promise<UserEntity> {
    const entity = await this.users.find(id);
    if (!entity) throw new NotFoundError('There is no such user.');
    return entity;
  }

  /** As others see them now. */
  async withPresence(entities: readonly UserEntity[]): Promise<User[]> {
    const states = await this.statesOf(entities.map(({ id }) => id));
    return entities.map((entity) => toUser(entity, states.get(entity.id)));
  }

  private async statesOf(ids: readonly string[]): Promise<Map<string, PresenceState>> {
    return (await this.presence?.of(ids)) ?? new Map<string, PresenceState>();
  }
}
